from __future__ import annotations

import random
from pathlib import Path

import pytest

from corpus.errors import DocumentError
from corpus.readers.decoding import LARGEST, decode, read_text

TEXT = "Höchstens 12½ hours – “réflexion” of the café\nSecond line, 24 hours a year.\n"
LATIN = "At least 24 hours of réflexion, señor: ½ day.\n"


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "guideline.txt"
    path.write_bytes(data)
    return path


def fault(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        read_text(path)
    assert str(caught.value).startswith(f"{path}: ")
    return caught.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252"])
def test_every_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    assert read_text(written(tmp_path, TEXT.encode(encoding))) == TEXT


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xfe\xff", "utf-16-be"), (b"\x00\x00\xfe\xff", "utf-32-be"), (b"\xff\xfe\x00\x00", "utf-32-le")])
def test_marks_of_the_other_byte_orders_are_read(tmp_path: Path, mark: bytes, encoding: str) -> None:
    assert read_text(written(tmp_path, mark + TEXT.encode(encoding))) == TEXT


def test_latin_1_is_read_also_when_it_is_short(tmp_path: Path) -> None:
    assert read_text(written(tmp_path, LATIN.encode("latin-1"))) == LATIN
    assert read_text(written(tmp_path, "café".encode("latin-1"))) == "café"


def test_bytes_that_windows_1252_lacks_are_still_read(tmp_path: Path) -> None:
    text = "".join(f"Číslo {n}: nejméně {n} hodin přímé práce s dětmi a rodinami, každý rok znovu.\n" for n in range(1, 40))
    read = read_text(written(tmp_path, text.encode("iso-8859-2").replace(b"0", b"0\x81", 1)))
    assert "39" in read and "hodin" in read


def test_what_the_file_says_of_itself_is_believed_unless_its_bytes_are_utf_8() -> None:
    path = Path("page.html")
    assert decode("Číslo 7".encode("iso-8859-2"), path, "iso-8859-2") == "Číslo 7"
    assert decode("café".encode(), path, "iso-8859-1") == "café"
    assert decode("“café”".encode("windows-1252"), path, "iso-8859-1") == "“café”"
    assert decode("café".encode("latin-1"), path, "no-such-charset") == "café"
    assert decode("café".encode("latin-1"), path, "undefined") == "café"
    assert decode("“Œuf”".encode("mac-roman"), path, "macintosh") == "“Œuf”"


def test_line_ends_become_one_kind(tmp_path: Path) -> None:
    assert read_text(written(tmp_path, b"a\r\nb\rc\nd")) == "a\nb\nc\nd"


def test_a_wide_file_that_was_cut_off_is_read(tmp_path: Path) -> None:
    assert read_text(written(tmp_path, TEXT.encode("utf-16")[:-1])).startswith("Höchstens 12½ hours")
    assert read_text(written(tmp_path, TEXT.encode("utf-16-le")[:-1])).startswith("Höchstens 12½ hours")


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", "\ufeff \n".encode("utf-16"), b"\xc2\xa0\n"])
def test_an_empty_file_holds_no_text(tmp_path: Path, data: bytes) -> None:
    assert fault(written(tmp_path, data)).startswith("holds no text")


def test_a_binary_file_is_not_text(tmp_path: Path) -> None:
    noise = random.Random(5)
    assert fault(written(tmp_path, noise.randbytes(4000))).startswith("is not text; ")
    without_zeros = bytes(noise.choice(range(1, 256)) for _ in range(4000))
    assert fault(written(tmp_path, without_zeros)).startswith("is not text; ")
    assert fault(written(tmp_path, b"\xff\xfe" + noise.randbytes(4000))).startswith("is not text; ")
    controls = "".join(noise.choice("abcdefgh \x01\x02\x03\x04") for _ in range(400))
    assert fault(written(tmp_path, controls.encode())).startswith("is not text; ")
    assert fault(written(tmp_path, b"\xff\xfe" + bytes([0x00, 0xD8]) * 400)).startswith("is not text; ")
    assert fault(written(tmp_path, b"Some words, and then\x00a zero byte.")).startswith("is not text; ")


@pytest.mark.parametrize(
    ("start", "kind"), [(b"%PDF-1.7\n1 0 obj", "a PDF"), (b"PK\x03\x04\x14", "zip"), (b"\xd0\xcf\x11\xe0", "Office"), (b"{\\rtf1 a}", "RTF")]
)
def test_a_file_under_a_wrong_name_is_told_by_its_kind(tmp_path: Path, start: bytes, kind: str) -> None:
    reason = fault(written(tmp_path, start))
    assert reason.startswith("is not text; ") and kind in reason


def test_page_breaks_are_text(tmp_path: Path) -> None:
    assert read_text(written(tmp_path, b"one\n\x0ctwo\n\x0cthree\n")) == "one\n\ftwo\n\fthree\n"


def test_a_missing_file_a_folder_and_a_huge_file_are_named(tmp_path: Path) -> None:
    assert fault(tmp_path / "none.txt").startswith("cannot be opened")
    assert fault(tmp_path).startswith("cannot be opened")
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert fault(huge).startswith("is larger than 20 MB")
