"""Tables of PDF files: with and without rules, over page breaks, with cells that span."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pdf_files import BODY, FILLER, LEFT, WORDS, Sheet, bullets, ruled, write_flowing, write_sheets
from reportlab.lib import colors
from reportlab.platypus import Flowable, PageBreak, Spacer
from reportlab.platypus import Paragraph as Flowing

from corpus.elements import Document, Element, Heading, Item, Table
from corpus.readers.pdf_reader import read_pdf


def tables(document: Document) -> list[Table]:
    return [element for element in document.elements if isinstance(element, Table)]


def said(table: Table) -> list[list[str]]:
    return [[" / ".join(content.text for content in cell) for cell in row] for row in table.rows]


def flowing(folder: Path, *story: Flowable) -> Document:
    return read_pdf(write_flowing(folder / "file.pdf", [Flowing(WORDS, BODY), *story], "Northvale", "Page #"))


def test_cells_hold_paragraphs_and_items(tmp_path: Path) -> None:
    cell = [Flowing("Any one of these:", BODY), bullets("a degree", f"45 credits. {FILLER}"), Flowing("Copies are enough.", BODY)]
    table = tables(flowing(tmp_path, ruled([["Topic", "Rule"], ["Education", cell], ["Training", "37 hours"]], [100, 300])))[0]
    assert table.header
    assert said(table)[1][1] == f"Any one of these: / a degree / 45 credits. {FILLER} / Copies are enough."
    assert [type(content) for content in table.rows[1][1]][1:3] == [Item, Item]


def test_a_first_row_like_the_others_is_no_header(tmp_path: Path) -> None:
    plain = ruled([["Training", "37 hours"], ["Supervision", "48 hours"]], [100, 300], head=False)
    bold = ruled([["<b>Topic</b>", "<b>Rule</b>"], ["<b>Training</b>", "37 hours"], ["<b>Supervision</b>", "48 hours"]], [100, 300], head=False)
    filled = ruled([["Topic", "Rule"], ["Training", "37 hours"]], [100, 300], head=False, style=[("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey)])
    found = tables(flowing(tmp_path, plain, Spacer(1, 20), bold, Spacer(1, 20), filled))
    assert [table.header for table in found] == [False, True, True]


def test_a_table_over_a_page_break_is_one_and_its_head_comes_once(tmp_path: Path) -> None:
    rows: list[Sequence[object]] = [["Topic", "Rule"], *([f"Topic {n}", f"{n}7 hours. {FILLER}"] for n in range(1, 24))]
    found = flowing(tmp_path, ruled(rows, [100, 300]), Flowing("After it.", BODY))
    (table,) = tables(found)
    assert [row[0] for row in said(table)] == ["Topic", *(f"Topic {n}" for n in range(1, 24))]
    assert table.header
    assert table.page == 1
    assert {content.page for row in table.rows for cell in row for content in cell} == {1, 2}
    assert not any(isinstance(element, Table) is False and "Northvale" in element.text for element in found.elements)


def test_a_row_that_the_page_break_cuts_is_joined(tmp_path: Path) -> None:
    long = " ".join(f"{FILLER} It takes {n}0 hours." for n in range(1, 13))
    rows = [["Topic", "Rule"], ["Training", long], ["References", "Three"]]
    (table,) = tables(flowing(tmp_path, Spacer(1, 420), ruled(rows, [100, 300])))
    assert said(table) == [["Topic", "Rule"], ["Training", long], ["References", "Three"]]


def test_rows_that_begin_on_the_next_page_stay_rows(tmp_path: Path) -> None:
    def first(sheet: Sheet) -> None:
        draw_rows(sheet, 600, ["Training", "37 hours in six years."])

    def second(sheet: Sheet) -> None:
        draw_rows(sheet, 72, ["Supervision", "48 hours in two years."])

    def cut(sheet: Sheet) -> None:
        draw_rows(sheet, 72, ["", "of which 12 in the last one."])

    (table,) = tables(read_pdf(write_sheets(tmp_path / "file.pdf", first, second, cut)))
    assert said(table) == [["Training", "37 hours in six years."], ["Supervision", "48 hours in two years. / of which 12 in the last one."]]


def test_rows_with_an_empty_first_cell_are_kept_where_they_are_usual(tmp_path: Path) -> None:
    rows = [["Training", "30 hours."], ["", "37 hours."]]
    more = [["", "40 hours."], ["Exam", "One."]]
    pages = [lambda sheet: draw_rows(sheet, 600, *rows), lambda sheet: draw_rows(sheet, 72, *more)]
    (table,) = tables(read_pdf(write_sheets(tmp_path / "file.pdf", *pages)))
    assert said(table) == rows + more


def draw_rows(sheet: Sheet, top: float, *rows: Sequence[str]) -> None:
    """Rows with rules around each cell."""
    for at, (label, text) in enumerate(rows):
        y = top + 30 * at
        sheet.box(LEFT, y, 200, y + 30)
        sheet.box(200, y, 500, y + 30)
        sheet.line(label, LEFT + 5, y=y + 18)
        sheet.line(text, 205, y=y + 18)


def test_sides_that_are_not_drawn_are_added(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        for y in (100, 130, 160, 190):
            sheet.rule(LEFT, y, 500)
        sheet.canvas.line(200, 792 - 100, 200, 792 - 190)
        for at, (label, text) in enumerate([("Training", "37 hours"), ("Supervision", "48 hours"), ("References", "Three")]):
            sheet.line(label, LEFT + 5, y=118 + 30 * at)
            sheet.line(text, 205, y=118 + 30 * at)

    (table,) = tables(read_pdf(write_sheets(tmp_path / "file.pdf", draw)))
    assert said(table) == [["Training", "37 hours"], ["Supervision", "48 hours"], ["References", "Three"]]


def test_a_cell_over_all_columns_is_a_heading_between_two_tables(tmp_path: Path) -> None:
    rows = [["Topic", "Level I", "Level II"], ["Training", "30", "37"], ["After the application", "", ""], ["Exam", "None", "One"]]
    found: tuple[Element, ...] = flowing(tmp_path, ruled(rows, [120, 100, 100], style=[("SPAN", (0, 2), (-1, 2))])).elements[2:]
    assert isinstance(found[0], Table)
    assert isinstance(found[2], Table)
    assert found[1] == Heading("After the application", 1, 1)
    assert said(found[0]) == [["Topic", "Level I", "Level II"], ["Training", "30", "37"]]
    assert said(found[2]) == [["Topic", "Level I", "Level II"], ["Exam", "None", "One"]]


def test_a_cell_over_several_rows_counts_in_each(tmp_path: Path) -> None:
    rows = [["Topic", "Level", "Hours"], ["Training", "I", "30"], ["", "II", "37"], ["Exam", "II", "3"], ["Both levels", "", "9"]]
    style = [("SPAN", (0, 1), (0, 2)), ("SPAN", (0, 4), (1, 4))]
    (table,) = tables(flowing(tmp_path, ruled(rows, [120, 100, 100], style=style)))
    assert said(table)[1:] == [["Training", "I", "30"], ["Training", "II", "37"], ["Exam", "II", "3"], ["Both levels", "", "9"]]


def entries(*rows: tuple[str, ...], xs: Sequence[float], gap: float = 0, right: Sequence[float] = ()) -> Callable[[Sheet], None]:
    """Rows without rules, each cell wrapped in its column."""

    def draw(sheet: Sheet) -> None:
        sheet.line("Table", size=16, step=26)
        for row in rows:
            top, foot = sheet.y, sheet.y
            for x, end, text in zip(xs, [*(x - 20 for x in xs[1:]), 540.0], row, strict=True):
                sheet.y = top
                if text:
                    sheet.wrapped(text, x, end)
                foot = max(foot, sheet.y)
            sheet.y = foot + gap
        sheet.y += 14
        sheet.wrapped(FILLER)

    return draw


def test_a_label_at_left_and_text_at_right_are_a_table(tmp_path: Path) -> None:
    rows = [("Training", f"At least 37 hours. {FILLER}"), ("Reflective Supervision and Consultation", f"48 hours. {FILLER}"), ("References", "Three.")]
    document = read_pdf(write_sheets(tmp_path / "file.pdf", entries(*rows, xs=[LEFT, 200], gap=10)))
    (table,) = tables(document)
    assert said(table) == [list(row) for row in rows]
    assert [element.text for element in document.elements if not isinstance(element, Table)] == ["Table", FILLER]


def test_numbered_labels_are_those_of_a_table_and_two_lists_are_columns(tmp_path: Path) -> None:
    rows = [("1. Training", "37 hours"), ("2. Supervision", "48 hours"), ("3. References", "Three")]
    (table,) = tables(read_pdf(write_sheets(tmp_path / "file.pdf", entries(*rows, xs=[LEFT, 250]))))
    assert [row[1] for row in said(table)] == ["37 hours", "48 hours", "Three"]
    lists = [("• Listens to families", "• Writes with care"), ("• Answers within days", "• Speaks plainly")]
    document = read_pdf(write_sheets(tmp_path / "file.pdf", entries(*lists, xs=[LEFT, 300])))
    assert [element.text for element in document.elements if isinstance(element, Item)] == [row[at][2:] for at in (0, 1) for row in lists]


def test_paragraphs_of_a_cell_without_rules_stay_in_it(tmp_path: Path) -> None:
    rows = [("Training", "37 hours."), ("", f"Of these 12 in person. {FILLER}"), ("References", "Three."), ("Exam", "None.")]
    (table,) = tables(read_pdf(write_sheets(tmp_path / "file.pdf", entries(*rows, xs=[LEFT, 200], gap=10))))
    assert said(table) == [["Training", f"37 hours. / Of these 12 in person. {FILLER}"], ["References", "Three."], ["Exam", "None."]]


def test_three_columns_without_rules_and_little_white(tmp_path: Path) -> None:
    rows = [("Level", "Members", "Others"), ("Associate", "$25", "$75"), ("Specialist", "$85.50", "$140"), ("Mentor", "$90", "$160")]
    (table,) = tables(read_pdf(write_sheets(tmp_path / "file.pdf", entries(*rows, xs=[LEFT, 200, 330]))))
    assert said(table) == [list(row) for row in rows]


def test_a_table_without_rules_goes_on_over_a_page_break(tmp_path: Path) -> None:
    def first(sheet: Sheet) -> None:
        sheet.y = 620
        for label, text in (("Training", "37 hours in six years."), ("Work", "Two years, of which one")):
            sheet.line(label, y=sheet.y)
            sheet.line(text, 200, step=30)

    def second(sheet: Sheet) -> None:
        sheet.line("was paid, and 1,950 hours.", 200, step=30)
        sheet.line("References", y=sheet.y)
        sheet.line("Three ratings.", 200, step=30)
        sheet.wrapped(FILLER)

    (table,) = tables(read_pdf(write_sheets(tmp_path / "file.pdf", first, second)))
    assert said(table) == [
        ["Training", "37 hours in six years."],
        ["Work", "Two years, of which one was paid, and 1,950 hours."],
        ["References", "Three ratings."],
    ]


def test_boxes_and_shades_are_no_tables(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.box(60, 60, 550, 120)
        sheet.wrapped(f"Note well. {FILLER}", right=540)
        sheet.y = 140
        for at, (label, fee) in enumerate([("Members", "$25"), ("Others", "$75"), ("Renewal", "$30")]):
            if at % 2 == 0:
                sheet.box(LEFT, sheet.y - 12, 300, sheet.y + 6, fill=colors.lightgrey, stroke=False)
                sheet.box(300, sheet.y - 12, 540, sheet.y + 6, fill=colors.lightgrey, stroke=False)
            sheet.line(label, LEFT + 4, y=sheet.y)
            sheet.line(fee, 304, step=18)

    document = read_pdf(write_sheets(tmp_path / "file.pdf", draw))
    assert [said(table) for table in tables(document)] == [[["Members", "$25"], ["Others", "$75"], ["Renewal", "$30"]]]
    assert not isinstance(document.elements[0], Table)
    assert document.elements[0].text == f"Note well. {FILLER}"


def test_a_page_break_between_two_tables_keeps_them_apart(tmp_path: Path) -> None:
    first = ruled([["Topic", "Rule"], ["Training", "37 hours"]], [100, 300])
    second = ruled([["Level", "Fee", "Late fee"], ["Associate", "$25", "$35"]], [100, 100, 100])
    assert len(tables(flowing(tmp_path, first, PageBreak(), second))) == 2
