from __future__ import annotations

from pathlib import Path

import pytest
from added_corpus import guideline

from corpus.errors import CorpusError
from corpus.shelf import Offered, offer, put, take
from corpus.sidecar import Sidecar, read_sidecar
from corpus.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    path = tmp_path / "guide.txt"
    path.write_text(guideline(), encoding="utf-8")
    return path


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "data" / "documents"


def offered(*paths: Path, **said: str) -> list[Offered]:
    found = list(offer(paths, Sidecar(**said), VOCABULARY))  # type: ignore[arg-type]
    assert all(isinstance(one, Offered) for one in found), found
    return [one for one in found if isinstance(one, Offered)]


def names(shelf: Path) -> list[str]:
    return sorted(path.relative_to(shelf).as_posix() for path in shelf.rglob("*") if path.is_file())


# Offered


def test_a_file_belongs_under_its_name_and_a_folder_under_its_own(guide: Path, tmp_path: Path) -> None:
    deep = tmp_path / "northvale" / "old" / "guide.html"
    deep.parent.mkdir(parents=True)
    deep.write_text(f"<h1>Guide</h1><p>{'Some text. ' * 3}</p>", encoding="utf-8")
    assert [one.place.as_posix() for one in offered(guide, tmp_path / "northvale")] == ["guide.txt", "northvale/old/guide.html"]


def test_what_cannot_be_added_is_told_and_the_rest_is_offered(guide: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "none.txt").write_bytes(b"")
    found = list(offer([tmp_path / "nowhere", tmp_path / "empty", tmp_path / "none.txt", guide], Sidecar(), VOCABULARY))
    assert [str(one).partition(": ")[2] for one in found[:2]] == ["no such file or folder", "holds no documents"]
    assert isinstance(found[2], CorpusError)
    assert isinstance(found[3], Offered)


def test_what_is_said_wins_over_the_sidecar_and_both_go_along(guide: Path) -> None:
    guide.with_name("guide.yaml").write_text("edition: 2019\nnote: With care.\n", encoding="utf-8")
    (one,) = offered(guide, edition="2033")
    assert one.said == Sidecar(edition="2033", note="With care.")
    assert one.understood is not None
    assert one.understood.guideline.edition == "2033"


def test_a_sidecar_that_is_not_valid_is_told(guide: Path) -> None:
    guide.with_name("guide.yaml").write_text("edtion: 2019\n", encoding="utf-8")
    (fault,) = offer([guide], Sidecar(), VOCABULARY)
    assert "edtion" in str(fault)


def test_a_sheet_is_offered_as_it_is(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.md"
    sheet.write_text("---\nid: own\nsource: own\ntitle: Own\nedition: '2031'\n---\n\n## Background\nSome text.\n", encoding="utf-8")
    (one,) = offered(sheet)
    assert one.understood is None


# Put


def test_a_document_is_copied_byte_for_byte_with_what_is_said(guide: Path, shelf: Path) -> None:
    (one,) = offered(guide, url="https://example.org")
    assert put(shelf, one, VOCABULARY) == shelf / "guide.txt"
    assert (shelf / "guide.txt").read_bytes() == guide.read_bytes()
    assert read_sidecar(shelf / "guide.txt.yaml") == Sidecar(url="https://example.org")
    put(shelf, offered(guide)[0], VOCABULARY)
    assert names(shelf) == ["guide.txt"], "nothing is said any more"


def test_an_unchanged_document_is_not_written_again(guide: Path, shelf: Path) -> None:
    put(shelf, offered(guide)[0], VOCABULARY)
    before = (shelf / "guide.txt").stat()
    put(shelf, offered(guide)[0], VOCABULARY)
    after = (shelf / "guide.txt").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.parametrize(
    ("other", "held"),
    [
        (guideline(hours=72), ["guide.txt"]),
        (guideline(edition="2033-05"), ["guide-2033-05.txt", "guide.txt"]),
        (guideline("Southbank", "SBAIMH"), ["guide-SBAIMH.txt", "guide.txt"]),
    ],
)
def test_another_edition_or_association_is_kept_beside_the_one_that_is_there(guide: Path, shelf: Path, other: str, held: list[str]) -> None:
    put(shelf, offered(guide)[0], VOCABULARY)
    guide.write_text(other, encoding="utf-8")
    for _ in range(2):
        target = put(shelf, offered(guide)[0], VOCABULARY)
        assert names(shelf) == held
        assert target.read_text(encoding="utf-8") == other


def test_three_of_one_name_are_kept_apart(guide: Path, shelf: Path) -> None:
    for text in (guideline(), guideline("Southbank", "SBAIMH"), guideline("Southbank", "SBAIMH", edition="2033")):
        guide.write_text(text, encoding="utf-8")
        put(shelf, offered(guide)[0], VOCABULARY)
    assert names(shelf) == ["guide-SBAIMH-2033.txt", "guide-SBAIMH.txt", "guide.txt"]


def test_the_same_file_is_one_document_whatever_is_said_of_it(guide: Path, shelf: Path) -> None:
    put(shelf, offered(guide)[0], VOCABULARY)
    put(shelf, offered(guide, edition="2033", association="MI-AIMH")[0], VOCABULARY)
    assert names(shelf) == ["guide.txt", "guide.txt.yaml"]


def test_a_file_that_can_no_longer_be_read_is_replaced(guide: Path, shelf: Path) -> None:
    shelf.mkdir(parents=True)
    (shelf / "guide.txt").write_bytes(b"")
    put(shelf, offered(guide)[0], VOCABULARY)
    assert names(shelf) == ["guide.txt"]
    assert (shelf / "guide.txt").stat().st_size > 0


def test_a_shelf_that_cannot_be_written_is_named(guide: Path, shelf: Path) -> None:
    shelf.parent.mkdir()
    shelf.write_text("a file where the folder should be")
    with pytest.raises(CorpusError, match="cannot be written"):
        put(shelf, offered(guide)[0], VOCABULARY)


# Taken


@pytest.mark.parametrize("name", ["guide.txt", "guide"])
def test_a_document_is_taken_by_its_name_with_its_sidecar(guide: Path, shelf: Path, name: str) -> None:
    put(shelf, offered(guide, edition="2033")[0], VOCABULARY)
    assert take(shelf, name) == [shelf / "guide.txt"]
    assert names(shelf) == []


def test_one_of_several_is_taken_by_its_path(guide: Path, shelf: Path) -> None:
    folder = guide.parent / "northvale"
    folder.mkdir()
    (folder / "guide.txt").write_text(guideline(edition="2019"), encoding="utf-8")
    for one in offered(guide, folder):
        put(shelf, one, VOCABULARY)
    assert take(shelf, "northvale/guide.txt") == [shelf / "northvale" / "guide.txt"]
    assert names(shelf) == ["guide.txt"]


def test_what_is_not_there_is_told_with_what_is(guide: Path, shelf: Path) -> None:
    with pytest.raises(CorpusError, match=r"other: not among the added documents \(none\)"):
        take(shelf, "other")
    put(shelf, offered(guide)[0], VOCABULARY)
    with pytest.raises(CorpusError, match=r"\(guide\.txt\)"):
        take(shelf, "other")
