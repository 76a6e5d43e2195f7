from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from corpus_elements import shown
from docx import Document as Word
from word_files import SPACE, pack, parts, saved

from corpus.errors import DocumentError
from corpus.readers.docx_reader import read_docx


def fault(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        read_docx(path)
    return caught.value.reason


def test_files_that_are_no_word_documents_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "guideline.docx"
    path.write_bytes(b"")
    assert fault(path).startswith("holds no text")
    path.write_bytes(b"Just some text")
    assert fault(path).startswith("is not a Word document")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert fault(path) == "is protected by a password or an old Word file; save it as .docx without a password"
    assert fault(tmp_path / "none.docx").startswith("cannot be opened")


def test_a_file_that_lacks_its_text_is_refused(tmp_path: Path) -> None:
    word = Word()
    word.add_paragraph("text")
    path = saved(word, tmp_path)
    pack(path, {"word/document.xml": b""})
    assert "lacks word/document.xml" in fault(path)


def test_the_text_may_have_another_name(tmp_path: Path) -> None:
    word = Word()
    word.add_paragraph("text")
    path = saved(word, tmp_path)
    held = parts(path)
    moved = {
        "word/document.xml": b"",
        "word/document2.xml": held["word/document.xml"],
        "_rels/.rels": held["_rels/.rels"].replace(b"document.xml", b"document2.xml"),
    }
    pack(path, moved)
    assert [shown(e) for e in read_docx(path).elements] == ["text"]


def test_strict_documents_are_read(tmp_path: Path) -> None:
    word = Word()
    word.add_heading("Part", 1)
    path = saved(word, tmp_path)
    old, new = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    pack(path, {name: data.replace(old, new) for name, data in parts(path).items() if name.endswith(".xml") and name.startswith("word/")})
    assert [shown(e) for e in read_docx(path).elements] == ["#1 Part"]


def test_a_truncated_file_is_refused_at_any_length(tmp_path: Path) -> None:
    word = Word()
    word.add_paragraph("text")
    path = saved(word, tmp_path)
    whole = path.read_bytes()
    for share in (0.02, 0.3, 0.6, 0.99):
        path.write_bytes(whole[: int(len(whole) * share)])
        assert fault(path).startswith("is damaged or was not copied whole")


def test_damaged_bytes_are_refused_or_read(tmp_path: Path) -> None:
    word = Word()
    word.add_paragraph("text")
    path = saved(word, tmp_path)
    whole = path.read_bytes()
    refused = 0
    for at in range(50, len(whole), len(whole) // 25):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :])
        try:
            read_docx(path)
        except DocumentError:
            refused += 1
    assert refused


def test_a_protected_member_is_refused(tmp_path: Path) -> None:
    word = Word()
    word.add_paragraph("text")
    path = saved(word, tmp_path)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(bytes(data))
    assert fault(path).startswith("is protected by a password")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    word = Word()
    word.add_paragraph("text")
    path = saved(word, tmp_path)
    pack(path, {"word/media/image1.bin": bytes(6_000_000)})
    assert fault(path).startswith("unpacks to more than 100 MB")
    pack(path, {"word/media/image1.bin": b"", **{f"word/media/{n}.bin": bytes(4_900_000) for n in range(21)}})
    assert fault(path).startswith("unpacks to more than 100 MB")


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    word = Word()
    word.add_paragraph("text")
    path = saved(word, tmp_path)
    pack(path, {"word/document.xml": b"<a>" + b" " * 40_000_000})
    data = bytearray(path.read_bytes())
    at = data.rindex(b"word/document.xml") - 46
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    assert fault(path)


def test_too_much_text_is_refused(tmp_path: Path) -> None:
    word = Word()
    word.add_paragraph("text")
    path = saved(word, tmp_path)
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<a>" + b" " * 31_000_000 + b"</a>" if name == "word/document.xml" else old.read(name))
    assert fault(path).startswith("holds more than 30 MB")


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "docProps/core.xml", "_rels/.rels"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_every_part(tmp_path: Path, part: str, encoding: str) -> None:
    word = Word()
    word.add_paragraph("text")
    path = saved(word, tmp_path)
    laughs = '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;">]><a>&d;</a>'
    pack(path, {part: f'<?xml version="1.0" encoding="{encoding}"?>{laughs}'.encode(encoding)})
    assert fault(path).startswith("declares entities")


def test_a_document_without_text_is_refused(tmp_path: Path) -> None:
    assert fault(saved(Word(), tmp_path)).startswith("shows no text")


def test_xml_that_is_no_word_document_is_refused(tmp_path: Path) -> None:
    word = Word()
    word.add_paragraph("text")
    path = saved(word, tmp_path)
    pack(
        path,
        {"word/document.xml": f"<w:document {SPACE}><w:body>{'<w:tbl><w:tr><w:tc>' * 3000}{'</w:tc></w:tr></w:tbl>' * 3000}</w:body></w:document>".encode()},
    )
    assert fault(path).startswith("is nested too deep")
    pack(path, {"word/document.xml": f"<w:document {SPACE}><w:body><w:p><w:r><w:footnoteReference/></w:r></w:p></w:body></w:document>".encode()})
    assert fault(path).startswith("is not built as a Word document is")
