"""Text files as text, whatever encoding they were saved in."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from charset_normalizer import from_bytes

from corpus.errors import DocumentError

LARGEST = 20_000_000
"""Bytes; the longest guideline known has a quarter of a megabyte."""

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_KINDS = (
    (b"%PDF-", "a PDF file; name it .pdf"),
    (b"PK\x03\x04", "a zip archive or an Office file; name it .docx if Word wrote it"),
    (b"\xd0\xcf\x11\xe0", "an old or protected Office file; save it as .docx without a password"),
    (b"{\\rtf", "an RTF file; save it as .docx"),
)
_OTHER = re.compile(
    r"iso-?8859-?(?:[2-9]|1[0-6])|(?:windows-?|cp)125[013-8]|koi8-[ru]|mac(?:intosh|-?roman)|shift[_-]jis|euc-(?:jp|kr)|gb(?:k|2312|18030)|big5", re.I
)
"""Encodings that a text may say it is in, besides those that are told by its bytes and Windows-1252, which stands for Latin-1 too."""
_ALLOWED = frozenset("\t\n\r\f\v\x1a\x1b\x85")


def read_text(path: Path) -> str:
    """The text of a file, with "\\n" between its lines.

    Its encoding is told by a byte order mark, or is UTF-8, UTF-16 without a mark, or else an encoding of one byte a character.

    Raises:
        DocumentError: If the file cannot be opened, is larger than `LARGEST`, holds no text, or is binary.
    """
    return decode(read_bytes(path, LARGEST), path)


def read_bytes(path: Path, largest: int) -> bytes:
    """The bytes of a file.

    Raises:
        DocumentError: If the file cannot be opened or has more than `largest` bytes.
    """
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        raise DocumentError(path, f"cannot be opened ({error.strerror}); name a file that exists and may be read") from error
    if len(data) > largest:
        raise DocumentError(path, f"is larger than {largest // 1_000_000} MB; divide it, or leave out its pictures")
    return data


def decode(data: bytes, path: Path, charset: str | None = None) -> str:
    """The text that bytes stand for; `charset` is what the file says of itself, believed where the bytes do not say otherwise.

    Raises:
        DocumentError: If there is no text, or the bytes are no text.
    """
    if not data.strip(b" \t\r\n\f\v"):
        raise DocumentError(path, "holds no text; the file is empty")
    for start, kind in _KINDS:
        if data.startswith(start):
            raise DocumentError(path, f"is not text; it is {kind}")
    text = _decoded(data, charset)
    if text is None or _binary(text):
        raise DocumentError(path, "is not text; its bytes are no characters: open it in the program that wrote it and save it as text, Word or PDF")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff\x1a \t\n\f\v\xa0"):
        raise DocumentError(path, "holds no text; there are only spaces in it")
    return text


def _decoded(data: bytes, charset: str | None) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strict(data.removeprefix(mark), encoding)
            if text is not None:
                return text
            # A file that was cut off may end within a character; a mark on bytes of another encoding is a mistake of whoever joined files.
            return data.removeprefix(mark).decode(encoding, "replace") if encoding != "utf-8" else _one_byte(data.removeprefix(mark), charset)
    if b"\x00" in data:
        wide = _wide(data)
        return _strict(data[: len(data) // 2 * 2], wide) if wide else None
    text = _strict(data, "utf-8")
    return text if text is not None else _one_byte(data, charset)


def _wide(data: bytes) -> str | None:
    """The UTF-16 that bytes without a mark are in: Latin letters have a zero as every second byte."""
    even, odd = data[::2], data[1::2]
    first, second = even.count(0) / len(even), odd.count(0) / max(1, len(odd))
    if second > 0.4 and first < 0.05:
        return "utf-16-le"
    return "utf-16-be" if first > 0.4 and second < 0.05 else None


def _one_byte(data: bytes, charset: str | None) -> str | None:
    """Windows-1252 is what a text of Western Europe and America is in if it is not UTF-8, also where it says Latin-1."""
    if charset and _OTHER.fullmatch(charset):
        text = _strict(data, charset)
        if text is not None:
            return text
    text = _strict(data, "windows-1252")
    if text is None and (best := from_bytes(data).best()) is not None:
        return str(best)
    return text if text is not None else data.decode("windows-1252", "replace")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _binary(text: str) -> bool:
    """Whether more than a hundredth of the characters are none that a text has."""
    strange = sum(1 for c in text if c not in _ALLOWED and (c == "\ufffd" or unicodedata.category(c) in {"Cc", "Cn"}))
    return "\x00" in text or strange > max(2, len(text) // 100)
