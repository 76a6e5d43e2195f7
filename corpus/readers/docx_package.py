"""Word files as packages: the few parts that hold text are taken out, with care for files that are none or mean harm."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from corpus.errors import DocumentError
from corpus.readers.decoding import read_bytes

LARGEST = 100_000_000
"""Bytes of a file, and of all that it unpacks to."""
MOST_XML = 30_000_000
"""Bytes of the parts with text together; what is made of them takes twenty times as much memory."""
_RATIO, _SUSPECT = 200, 5_000_000
"""How many bytes one packed byte may become, for a part of more than so many bytes."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DAMAGED = "is damaged or was not copied whole; copy it again, or open it in Word and save it anew"
_PROTECTED = "is protected by a password or an old Word file; save it as .docx without a password"
_FOREIGN = "is not a Word document; open it in the program that wrote it and save it as .docx"


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file that hold text or say how it looks, by the last word of their kind ("document", "styles", "footnotes")."""

    parts: Mapping[str, ElementTree.Element]


def open_package(path: Path) -> Package:
    """The parts of a Word file. Nothing outside of it is read, and no more of it than `LARGEST` and `MOST_XML` allow.

    Raises:
        DocumentError: If the file is empty, no Word document, damaged, protected by a password, or unpacks to more than a document does.
    """
    data = read_bytes(path, LARGEST)
    if not data.strip():
        raise DocumentError(path, "holds no text; the file is empty")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(path, _PROTECTED)
    if not data.startswith(b"PK"):
        raise DocumentError(path, _FOREIGN)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive, path)
            return _Unpacking(archive, path).package()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, KeyError) as error:
        raise DocumentError(path, _DAMAGED) from error


def _check_sizes(archive: zipfile.ZipFile, path: Path) -> None:
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise DocumentError(path, _PROTECTED)
    squeezed = any(member.file_size > _SUSPECT and member.file_size > _RATIO * member.compress_size for member in members)
    if squeezed or sum(member.file_size for member in members) > LARGEST:
        raise DocumentError(path, f"unpacks to more than {LARGEST // 1_000_000} MB or is packed as no document is; it was not opened")


class _Unpacking:
    """One archive, with what may still be read of it."""

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self._archive, self._path = archive, path
        self._names = set(archive.namelist())
        self._left = MOST_XML

    def package(self) -> Package:
        around = self._targets("")
        main = around.get("officeDocument", "word/document.xml")
        document = self._part(main)
        if document is None or document.find(f"{_WORD}body") is None:
            raise DocumentError(self._path, f"{_FOREIGN} (it lacks word/document.xml)")
        targets = self._targets(main)
        parts = {"document": document}
        for kind in ("styles", "numbering", "settings", "footnotes", "endnotes"):
            if (part := self._part(targets.get(kind, f"word/{kind}.xml"))) is not None:
                parts[kind] = part
        if (part := self._part(around.get("core-properties", "docProps/core.xml"))) is not None:
            parts["core"] = part
        return Package(parts)

    def _targets(self, name: str) -> dict[str, str]:
        """The parts that a part names as related to it, by the last word of their kind; those outside of the file are none."""
        folder, _, file = name.rpartition("/")
        relations = self._part(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, str] = {}
        for relation in relations if relations is not None else ():
            target, kind = relation.get("Target", ""), relation.get("Type", "").rpartition("/")[2]
            place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if relation.get("TargetMode") != "External" and place in self._names:
                found.setdefault(kind, place)
        return found

    def _part(self, name: str) -> ElementTree.Element | None:
        if name not in self._names:
            return None
        with self._archive.open(name) as file:
            data = file.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise DocumentError(self._path, f"holds more than {MOST_XML // 1_000_000} MB of text and marks; divide it")
        return _parse(data, name, self._path)


class _Refused(Exception):
    """A part declares a document type, which Word never does, and with it entities that grow without bound."""


class _Builder(ElementTree.TreeBuilder):
    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise _Refused


def _parse(data: bytes, name: str, path: Path) -> ElementTree.Element:
    parser = ElementTree.XMLParser(target=_Builder())
    try:
        parser.feed(data)
        root: ElementTree.Element = parser.close()
    except _Refused as error:
        raise DocumentError(path, f"declares entities in {name}, as no Word document does; it was not read") from error
    except (ElementTree.ParseError, LookupError) as error:
        raise DocumentError(path, _DAMAGED) from error
    if root.tag.startswith(_STRICT):
        for element in root.iter():
            element.tag = element.tag.replace(_STRICT, _WORD)
            for key in [key for key in element.attrib if key.startswith(_STRICT)]:
                element.set(key.replace(_STRICT, _WORD), element.attrib.pop(key))
    return root
