"""Headings, paragraphs, lists and columns of PDF files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_files import FILLER, LEFT, RIGHT, WORDS, Sheet, know_dejavu, write_sheets

from corpus.elements import Document, Element, Heading, Item, Table
from corpus.elements import Paragraph as Text
from corpus.readers.pdf_reader import read_pdf


def texts(elements: tuple[Element, ...]) -> list[str]:
    return [element.text for element in elements if not isinstance(element, Table)]


def read(folder: Path, *pages: Callable[[Sheet], None]) -> Document:
    return read_pdf(write_sheets(folder / "file.pdf", *pages))


def test_headings_rank_by_size_and_bold_comes_last(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.line("Guidelines of Northvale", size=22, step=40)
        sheet.line("1. Who May Apply", size=15, step=24)
        sheet.line("Education", font="Times-Bold")
        sheet.wrapped(FILLER)
        sheet.line("2. Renewal Every Year", size=15, step=24)
        sheet.line("WORK AND TRAINING", font="Times-Bold")
        sheet.wrapped(FILLER)
        sheet.wrapped("A sentence of the body that is all bold stays one, because it ends as sentences do and is long.", font="Times-Bold")

    document = read(tmp_path, draw)
    headings = [(element.level, element.text) for element in document.elements if isinstance(element, Heading)]
    assert headings == [(1, "Guidelines of Northvale"), (2, "1. Who May Apply"), (3, "Education"), (2, "2. Renewal Every Year"), (3, "WORK AND TRAINING")]
    assert document.elements[-1] == Text("A sentence of the body that is all bold stays one, because it ends as sentences do and is long.", 1, bold=True)


def test_bold_capitals_stand_above_bold_text(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        for part in ("REQUIREMENTS", "RENEWAL"):
            sheet.line(part, font="Times-Bold")
            for topic in ("Training", "References"):
                sheet.line(f"{topic} {part.title()}", font="Times-Bold")
                sheet.wrapped(FILLER)

    levels = [element.level for element in read(tmp_path, draw).elements if isinstance(element, Heading)]
    assert levels == [1, 2, 2, 1, 2, 2]


def test_a_heading_over_two_lines_is_one(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.wrapped("Guidelines for the Endorsement of Those Who Work with Babies in Northvale", size=20, font="Times-Bold", step=24)
        sheet.y += 10
        sheet.wrapped(FILLER)
        sheet.y += 10
        sheet.wrapped("What Is Asked of Everyone Who Applies for a Level for the First Time or Comes Back after Many Years", font="Times-Bold")
        sheet.wrapped(FILLER)

    headings = [element.text for element in read(tmp_path, draw).elements if isinstance(element, Heading)]
    assert headings == [
        "Guidelines for the Endorsement of Those Who Work with Babies in Northvale",
        "What Is Asked of Everyone Who Applies for a Level for the First Time or Comes Back after Many Years",
    ]


def test_lines_are_healed_into_paragraphs(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.wrapped(f"{WORDS} {WORDS}")
        sheet.y += 8
        sheet.wrapped(FILLER)
        sheet.y += 8
        sheet.lines(["Northvale Association", "12 Mill Lane", "Telephone 555 0100"])

    document = read(tmp_path, draw)
    assert texts(document.elements) == [f"{WORDS} {WORDS}", FILLER, "Northvale Association", "12 Mill Lane", "Telephone 555 0100"]


def test_hyphens_of_line_ends_go_and_real_ones_stay(tmp_path: Path) -> None:
    lines = [
        "A relationship is what this is about. All of it is relationship-based work, and trauma is known of. A rela-",
        "tionship takes two, and the work is relationship-",
        "based wherever it is done, and informed by those who know. What is trauma-",
        "informed is asked for, and so is super-",
        "vision. It takes a one-",
        "to two-year course, as the inter-",
        "national rules say, of the years from birth-",
        "To-Three on, and 2–",
        "3 hours more, and/",
        "or a test. With this, nobody goes out without it, and nobody is with-",
        "out a way to appeal.",
    ]
    document = read(tmp_path, lambda sheet: sheet.lines(lines))
    text = " ".join(texts(document.elements))
    for healed in (
        "A relationship takes",
        "is relationship-based wherever",
        "trauma-informed is",
        "supervision.",
        "a one- to two-year",
        "international",
        "birth-To-Three",
    ):
        assert healed in text
    assert "2–3 hours more, and/or a test." in text
    assert text.endswith("nobody is without a way to appeal.")


def test_a_sentence_goes_on_over_a_page_break(tmp_path: Path) -> None:
    def first(sheet: Sheet) -> None:
        sheet.wrapped(FILLER)
        sheet.y = 690
        sheet.line("• An item that the page break divides in the middle, so that what it says is only complete on")

    def second(sheet: Sheet) -> None:
        sheet.line("the next page, with 48 hours.")
        sheet.y += 10
        sheet.wrapped(f"{WORDS} It ends here.")

    def third(sheet: Sheet) -> None:
        sheet.line("Another begins on a page of its own.")

    found = read(tmp_path, first, second, third).elements
    assert found[1] == Item("An item that the page break divides in the middle, so that what it says is only complete on the next page, with 48 hours.", page=1)
    assert [(element.text, element.page) for element in found[2:] if isinstance(element, Text)] == [
        (f"{WORDS} It ends here.", 2),
        ("Another begins on a page of its own.", 3),
    ]


@pytest.mark.parametrize("bullet", ["•", "–", "-", "*", "o", "·"])
def test_bullets_make_items_with_their_wrapped_lines(tmp_path: Path, bullet: str) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.line("Any one of these:")
        for text, indent in (("a degree", 0.0), ("a course of", 18.0), ("30 credits", 0.0)):
            sheet.line(bullet, 80 + indent, y=sheet.y)
            sheet.wrapped(
                f"{text}, however long it took to earn it and wherever that was done, if only the school was one that is accredited there", 96 + indent
            )

    found = read(tmp_path, draw).elements
    assert [(item.depth, item.text.split(",")[0], item.text.split()[-1]) for item in found if isinstance(item, Item)] == [
        (0, "a degree", "there"),
        (1, "a course of", "there"),
        (0, "30 credits", "there"),
    ]
    assert texts(found)[0] == "Any one of these:"


def test_numbers_of_a_list_are_labels_and_others_stay_figures(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.lines(["1. One from a supervisor, and", "2. one from a colleague."])
        for label in ("(a)", "(b)"):
            sheet.line(f"{label} Points {label}", 100)
        sheet.line("3) is no third item, since it is written in another way.")
        sheet.y += 10
        sheet.lines(["The hours of supervision that those who apply for this level must show in their file are at least", "30. They may be counted twice."])

    found = read(tmp_path, draw).elements
    assert found[:4] == (
        Item("One from a supervisor, and", page=1, label="1"),
        Item("one from a colleague.", page=1, label="2"),
        Item("Points (a)", 1, 1, label="a"),
        Item("Points (b)", 1, 1, label="b"),
    )
    assert texts(found)[4:] == [
        "3) is no third item, since it is written in another way.",
        "The hours of supervision that those who apply for this level must show in their file are at least 30. They may be counted twice.",
    ]


def test_bare_numbers_with_white_after_them_are_labels(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.line("Three ratings:")
        for number, text in enumerate(("one from a supervisor", "two from colleagues"), 1):
            sheet.line(str(number), y=sheet.y)
            sheet.wrapped(f"{text}, {FILLER.lower()}", 96)
        sheet.line("3 persons read them.")

    found = read(tmp_path, draw).elements
    assert [(item.label, item.text.split(",")[0]) for item in found if isinstance(item, Item)] == [("1", "one from a supervisor"), ("2", "two from colleagues")]
    assert texts(found)[-1] == "3 persons read them."


def test_drawn_dots_are_bullets(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        for text in ("a degree", "45 credits"):
            sheet.canvas.circle(84, 792 - sheet.y + 3.5, 1.8, stroke=0, fill=1)
            sheet.line(text, 96)

    assert read(tmp_path, draw).elements == (Item("a degree", page=1), Item("45 credits", page=1))


def test_columns_of_running_text_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = f"{WORDS} The first column says that 12 hours are enough, and goes on for a while before it ends in the middle of a sentence which"
    right = f"only the second column ends. {WORDS} It has 24 hours."

    def draw(sheet: Sheet) -> None:
        sheet.line("Two Columns", size=18, step=30)
        sheet.wrapped(left, LEFT, 290)
        sheet.y = 102
        sheet.wrapped(right, 318, RIGHT)

    assert texts(read(tmp_path, draw).elements) == ["Two Columns", f"{left} {right}"]


def test_a_text_around_a_box_is_read_after_it(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.line("Around", size=16, step=26)
        sheet.wrapped(f"{WORDS} {WORDS} What stands at the left goes on below in full width, over all of", LEFT, 350)
        foot, sheet.y = sheet.y, 110
        sheet.lines(["Copies are", "enough for", "now."], x=400, size=9, step=12)
        sheet.y = foot
        sheet.wrapped(f"the page, with its 12 hours. {FILLER}")

    assert texts(read(tmp_path, draw).elements) == [
        "Around",
        "Copies are enough for now.",
        f"{WORDS} {WORDS} What stands at the left goes on below in full width, over all of the page, with its 12 hours. {FILLER}",
    ]


def test_a_dash_in_mid_sentence_is_no_bullet(tmp_path: Path) -> None:
    lines = ["The association takes care of every child that lives in Northvale or nearby, from birth on, at ages 0", "– 3 years old."]
    assert texts(read(tmp_path, lambda sheet: sheet.lines(lines)).elements) == [" ".join(lines)]


def test_signs_off_the_baseline_stay_in_their_place(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        end = sheet.line("The fee is ", y=sheet.y)
        end = sheet.line("$", end, y=sheet.y, rise=-2)
        sheet.line("25 a year.", end)

    assert texts(read(tmp_path, draw).elements) == ["The fee is $25 a year."]


def test_letters_are_healed(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        font = know_dejavu()
        sheet.line("The o\ufb03ce\u00a0has the certi\ufb01\u00ad", font=font)
        sheet.line("cates of those who passed. It is kept ready.", font=font)
        sheet.line("\uf0b7", font=font, y=sheet.y)
        sheet.line("First item", 90, font=font)
        sheet.y += 10
        end = sheet.line("Endorsement", y=sheet.y)
        end = sheet.line("®", end, y=sheet.y, size=7, rise=4)
        end = sheet.line("is a mark of Northvale, and so is the 1", end + 3, y=sheet.y)
        sheet.line("st", end, y=sheet.y, size=7, rise=4)

    assert texts(read(tmp_path, draw).elements) == [
        "The office has the certificates of those who passed. It is kept ready.",
        "First item",
        "Endorsement® is a mark of Northvale, and so is the 1st",
    ]


def test_a_large_initial_belongs_to_its_word(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.line("T", y=90, size=34)
        sheet.y = 76
        sheet.wrapped(f"hose who apply send a file. {FILLER}", 96, 360)

    assert texts(read(tmp_path, draw).elements) == [f"Those who apply send a file. {FILLER}"]
