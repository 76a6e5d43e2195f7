from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from corpus.errors import DocumentError
from corpus.sidecar import Sidecar, read_sidecar, sidecar_of

FIELDS = "id, source, title, association, category, edition, status, url, note, headings"


def written(folder: Path, text: str | bytes, name: str = "guide.pdf.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_sidecar_stands_beside_its_document(tmp_path: Path) -> None:
    document = tmp_path / "guide.pdf"
    assert sidecar_of(document) is None
    short = written(tmp_path, "", "guide.yaml")
    assert sidecar_of(document) == short
    long = written(tmp_path, "")
    assert sidecar_of(document) == long, "the one with the whole name goes before the other"
    assert sidecar_of(short) != short


def test_every_field_may_be_said(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "id: guide\nsource: original\ntitle: Guide\nassociation: NVAIMH\ncategory: IFS\nedition: 2031\nstatus: draft\nurl: https://example.org\n"
        "note: Read with care.\nheadings:\n  Hours in Class: training\n",
    )
    assert read_sidecar(path) == Sidecar(
        id="guide",
        source="original",
        title="Guide",
        association="NVAIMH",
        category="IFS",
        edition="2031",
        status="draft",
        url="https://example.org",
        note="Read with care.",
        headings={"Hours in Class": "training"},
    )


@pytest.mark.parametrize(("said", "edition"), [("2031", "2031"), ("2031-05", "2031-05"), ("2031-05-02", "2031-05-02"), ("'2031'", "2031")])
def test_an_edition_is_a_text_whatever_yaml_takes_it_for(tmp_path: Path, said: str, edition: str) -> None:
    assert read_sidecar(written(tmp_path, f"edition: {said}\n")).edition == edition


@pytest.mark.parametrize("text", ["", "# nothing said\n", b"\xef\xbb\xbf"])
def test_an_empty_sidecar_says_nothing(tmp_path: Path, text: str | bytes) -> None:
    assert read_sidecar(written(tmp_path, text)) == Sidecar()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("asociation: NVAIMH\n", "asociation"),
        ("status: old\n", "status"),
        ("id: ../guide\n", "id"),
        ("headings: [Training]\n", "headings"),
        ("title: [a, b\n", "not valid YAML"),
        ("- association\n", "'field: value' lines"),
        ("NVAIMH\n", "'field: value' lines"),
        (b"\xff\xfe\x00", "not valid YAML"),
        ("title: \x07\n", "not valid YAML"),
    ],
)
def test_what_is_not_valid_is_named_with_the_fields_that_there_are(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_sidecar(written(tmp_path, text))
    assert "guide.pdf.yaml: " in str(caught.value)
    assert said in str(caught.value)
    assert FIELDS in str(caught.value)


def test_what_is_said_later_wins_and_the_rest_stays() -> None:
    joined = Sidecar(edition="2019", note="Old.", headings={"A": "training"}).joined(Sidecar(edition="2031"))
    assert joined == Sidecar(edition="2031", note="Old.", headings={"A": "training"})


def test_a_sidecar_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Sidecar().title = "Other"  # type: ignore[misc]
