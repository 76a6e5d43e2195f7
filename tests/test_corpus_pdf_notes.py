"""Footnotes of PDF files: after what bears their mark; figures that are no marks stay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pdf_files import FILLER, LEFT, Sheet, ruled, write_flowing, write_sheets
from reportlab.platypus import Paragraph as Flowing
from reportlab.platypus import Spacer

from corpus.elements import Document, Note, Table
from corpus.elements import Paragraph as Text
from corpus.readers.pdf_reader import read_pdf


def raised(sheet: Sheet, before: str, mark: str, after: str, x: float = LEFT, size: float = 11) -> None:
    """A line with a raised mark in it."""
    end = sheet.line(before, x, y=sheet.y, size=size)
    end = sheet.line(mark, end, y=sheet.y, size=0.6 * size, rise=0.35 * size)
    sheet.line(after, end, size=size)


def shown(document: Document) -> list[str | tuple[str, str]]:
    return [(element.label, element.text) if isinstance(element, Note) else element.text for element in document.elements if not isinstance(element, Table)]


def test_notes_stand_after_what_bears_their_mark(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        raised(sheet, "Training takes 37 hours", "1", " or more.")
        sheet.y += 10
        raised(sheet, "Supervision takes 48 hours", "2,3", ", as is known.")
        sheet.y += 10
        sheet.line("References are three*, of whom one is a colleague.")
        sheet.y = 680
        raised(sheet, "", "1", " Hours of 60 minutes, of which no more than 10 may be", size=8)
        sheet.line("online.", size=8, step=10)
        raised(sheet, "", "2", " In two years.", size=8)
        sheet.line("3. Paid or not.", size=8, step=10)
        sheet.line("* Two until 2031.", size=8)

    assert shown(read_pdf(write_sheets(tmp_path / "file.pdf", draw))) == [
        "Training takes 37 hours or more.",
        ("1", "Hours of 60 minutes, of which no more than 10 may be online."),
        "Supervision takes 48 hours, as is known.",
        ("2", "In two years."),
        ("3", "Paid or not."),
        "References are three, of whom one is a colleague.",
        ("*", "Two until 2031."),
    ]


def test_a_note_in_the_bodys_size_stands_below_a_short_rule(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        raised(sheet, "Training takes 37 hours", "1", " or more.")
        sheet.y = 690
        sheet.rule(LEFT, 676, LEFT + 140)
        sheet.line("1 Hours of 60 minutes.")

    assert shown(read_pdf(write_sheets(tmp_path / "file.pdf", draw))) == ["Training takes 37 hours or more.", ("1", "Hours of 60 minutes.")]


def test_the_note_of_each_page_is_its_own(tmp_path: Path) -> None:
    def page(text: str, note: str) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            raised(sheet, text, "1", ".")
            sheet.y = 700
            raised(sheet, "", "1", f" {note}", size=8)

        return draw

    pages = [page("Training takes 37 hours", "Of 60 minutes."), page("Renewal takes 12 hours", "Each year.")]
    found = shown(read_pdf(write_sheets(tmp_path / "file.pdf", *pages)))
    assert found == ["Training takes 37 hours.", ("1", "Of 60 minutes."), "Renewal takes 12 hours.", ("1", "Each year.")]


def test_a_note_of_a_cell_stays_in_it(tmp_path: Path) -> None:
    small = Flowing("<font size=8><super>1</super> At least 10 of them in person.</font>")
    rows = [["Topic", "Rule"], ["Training", "37 hours<super>1</super> in six years"], ["References", "Three"]]
    path = write_flowing(tmp_path / "file.pdf", [Flowing(FILLER), ruled(rows, [120, 300]), Spacer(1, 60), small])
    table = next(element for element in read_pdf(path).elements if isinstance(element, Table))
    assert table.rows[1][1] == (Text("37 hours in six years", 1), Note("1", "At least 10 of them in person.", 1))


def test_figures_that_are_no_marks_are_never_lost(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        raised(sheet, "A room of 20 m", "2", " is asked for.")
        sheet.y += 10
        end = sheet.line("It takes 2 ", y=sheet.y)
        end = sheet.line("1", end, y=sheet.y, size=7, rise=4)
        end = sheet.line("/", end, y=sheet.y)
        end = sheet.line("2", end, y=sheet.y, size=7)
        sheet.line(" years.", end)
        sheet.y += 10
        sheet.wrapped(FILLER)
        sheet.line("12 Mill Lane, Northvale", y=700, size=8)
        sheet.line("3 persons answer the telephone.", y=712, size=8)

    found = [text for text in shown(read_pdf(write_sheets(tmp_path / "file.pdf", draw))) if isinstance(text, str)]
    assert found == ["A room of 20 m² is asked for.", "It takes 2 1/2 years.", FILLER, "12 Mill Lane, Northvale", "3 persons answer the telephone."]


def test_a_note_for_something_else_is_not_taken(tmp_path: Path) -> None:
    def first(sheet: Sheet) -> None:
        sheet.line("Training takes 37 hours*, as is known.")
        sheet.y += 10
        raised(sheet, "Renewal takes 12 hours", "1", " a year.")

    def page(note: str) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            sheet.y += 9 * len(note)
            sheet.wrapped(FILLER)
            raised(sheet, "References are three", "1", ".")
            sheet.y = 700
            raised(sheet, "", "1", f" {note}", size=8)
            sheet.line(f"* An item: {note}", size=8)

        return draw

    blank = write_sheets(tmp_path / "file.pdf", first, lambda sheet: sheet.wrapped(FILLER), page("Two of them."), page("One."))
    assert shown(read_pdf(blank)) == [
        "Training takes 37 hours*, as is known.",
        "Renewal takes 12 hours¹ a year.",
        FILLER,
        FILLER,
        "References are three.",
        ("1", "Two of them."),
        "An item: Two of them.",
        FILLER,
        "References are three.",
        ("1", "One."),
        "An item: One.",
    ]
