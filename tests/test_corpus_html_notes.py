from __future__ import annotations

import re

from corpus_elements import html_lines as lines
from hypothesis import given, settings
from hypothesis import strategies as st


def test_linked_notes_follow_what_they_explain() -> None:
    html = """<p>At least 24 hours<sup id="r1"><a href="#fn1">1</a></sup> and 12<sup><a href="#fn2">[2]</a></sup>.</p><p>More</p>
    <section class="footnotes"><hr><h2>Notes</h2><ol><li id="fn1"><p>Of one <a href="/x">hour</a>. <a href="#r1">↩</a></p></li>
    <li id="fn2">2. Each year <a href="#r2">back to text</a></li></ol></section>"""
    assert lines(html) == ["At least 24 hours and 12.", "^1 Of one hour.", "^2 Each year", "More"]


def test_notes_that_word_made_are_found() -> None:
    html = """<p>24 hours<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a> here.</p><div><hr>
    <div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> A clock hour.</p><p>Of 60 minutes.</p></div></div>"""
    assert lines(html) == ["24 hours here.", "^1 A clock hour. Of 60 minutes."]


def test_notes_in_a_footer_or_aside_are_found() -> None:
    html = """<article><p>24 hours <sup><a href="#a">*</a></sup>.</p><footer><p id="a">* Clock hours.</p></footer></article>"""
    assert lines(html) == ["24 hours.", "^* Clock hours."]


def test_a_note_may_be_marked_often_and_in_tables() -> None:
    html = """<table><tr><td>a<td>1<sup><a href="#n">a</a></sup><tr><td>b<td>2<sup><a href="#n">a</a></sup></table><ol type=a><li id="n">Net.</ol>"""
    assert lines(html) == ["t a | 1 / ^a Net. || b | 2 / ^a Net."]


def test_links_to_parts_of_the_page_are_no_notes() -> None:
    html = """<p>See <a href="#l3">3</a> and <a href="#h">A</a></p><div id="l3"><p>Level three</p></div><h2 id="h">Part A</h2><p>Text</p>"""
    assert lines(html) == ["See 3 and A", "Level three", "#2 Part A", "Text"]


def test_a_note_whose_marker_is_not_content_is_not_lost() -> None:
    html = """<aside>Beside<sup><a href="#n">1</a></sup></aside><p>Text that is read.</p><ol><li id="n">Said all the same.</ol>"""
    assert lines(html) == ["Text that is read.", "^1 Said all the same."]


def test_typed_notes_follow_what_they_explain() -> None:
    html = "<p>24<sup>1</sup> hours, 12 hours<sup>2,3</sup> more</p><p>Then</p><p><sup>1</sup> One.<br><sup>2</sup>Two.</p><p>³ Three.</p>"
    assert lines(html) == ["24 hours, 12 hours more", "^1 One.", "^2 Two.", "^3 Three.", "Then"]


def test_typed_notes_with_plain_numbers_are_found_by_their_row() -> None:
    assert lines("<p>24<sup>1</sup> hours and 12<sup>2</sup></p><p>1 One note.</p><p>2 Two notes.</p><p>End</p>") == [
        *["24 hours and 12", "^1 One note.", "^2 Two notes.", "End"],
    ]
    assert lines("<p>24<sup>1</sup> hours and 12<sup>2</sup></p><h3>Notes</h3><ol><li>One.<li>Two.</ol><h2>End</h2>") == [
        *["24 hours and 12", "^1 One.", "^2 Two.", "#2 End"],
    ]


def test_a_heading_over_notes_goes_only_if_nothing_else_stands_below_it() -> None:
    assert lines("<p>24<sup>1</sup></p><h2>Notes</h2><p><sup>1</sup> One.</p><p>More</p>") == ["24", "^1 One.", "#2 Notes", "More"]
    assert lines('<p>24<sup><a href="#n">1</a></sup></p><h2>Notes</h2><p id="n">One.</p><p>More</p>') == ["24", "^1 One.", "#2 Notes", "More"]
    assert lines('<p>24<sup><a href="#n">1</a></sup></p><h2>Notes</h2><p id="n">One.</p><h2>End</h2><p>x</p>') == ["24", "^1 One.", "#2 End", "x"]


def test_symbols_mark_notes() -> None:
    html = "<p>24 hours* and 12 hours **, done†.</p><p>* Clock hours.</p><p>**Each year.</p><p>† Once.</p>"
    assert lines(html) == ["24 hours and 12 hours, done.", "^* Clock hours.", "^** Each year.", "^† Once."]
    again = "<p>Fee*</p><p>* First note.</p><p>Exam*</p><p>* Second note.</p>"
    assert lines(again) == ["Fee", "^* First note.", "Exam", "^* Second note."]


def test_a_note_within_or_below_a_table_is_found() -> None:
    assert lines("<table><tr><td>Fee<td>$50*<br>* Each year.<tr><td>a<td>b</table>") == ["t Fee | $50 / ^* Each year. || a | b"]
    assert lines("<table><tr><td>Fee<td>$50*<tr><td colspan=2>* Each year</table>") == ["t Fee | $50 / ^* Each year"]
    assert lines("<table><tr><td>Fee<td>$50*<tr><td>* Each year<td></table>") == ["t Fee | $50 / ^* Each year"]


def test_raised_figures_that_are_no_markers_are_kept() -> None:
    assert lines("<p>the 10<sup>th</sup>, 1 <sup>st</sup>, 5 m<sup>2</sup>, 10<sup>6</sup>, 7³ and CO<sub>2</sub></p>") == [
        *["the 10th, 1st, 5 m², 10⁶, 7³ and CO₂"],
    ]
    assert lines("<p>1<sup>1</sup>/<sub>2</sub> hours of <sup>3</sup>⁄<sub>4</sub></p>") == ["1 1/2 hours of 3/4"]
    assert lines("<p>24<sup>1</sup> hours</p>") == ["24¹ hours"]
    assert lines("<p>rooms of 12 m² and 24<sup>2</sup> hours</p><p><sup>2</sup> Clock hours.</p>") == ["rooms of 12 m² and 24 hours", "^2 Clock hours."]
    assert lines("<p>24<sup>1</sup> hours or 1<sup>1</sup>/<sub>2</sub> days</p><p><sup>1</sup> Clock.</p>") == ["24 hours or 1 1/2 days", "^1 Clock."]


def test_brackets_around_a_marker_go_and_others_stay() -> None:
    html = "<p>(of 24 hours<sup>1</sup>) and 12 [<sup>2</sup>]</p><p><sup>1</sup> One.</p><p><sup>2</sup> Two.</p>"
    assert lines(html) == ["(of 24 hours) and 12", "^1 One.", "^2 Two."]


TEXTS = [
    "At least 9999 hours",
    "• 9999 ◦ 9999",
    "9999: • 9999",
    "1. 9999",
    "9999*",
    "* 9999 of them",
    "<b>Word 9999</b><br>9999",
    "x<sup>9999</sup>",
    "- 9999<br><br>9999",
]
BLOCKS = [
    *[
        "<p>{}</p>",
        "<p>{}<p>{}",
        "<h2>{}</h3>{}",
        "<ul><li>{}<li>{}</ul>",
        "<ol style='list-style:none'><li>{}</ol>",
        "<dl><dt>{}<dd>{}</dl>",
        "<div>{}</div>{}",
    ],
    *["<table><tr><th colspan=2>{}<td>{}<tr><td rowspan=2>{}<th>{}<tr><td>{}</table>", "<table><tr><td colspan=3>{}<tr><th>{}<th>{}<tr><td>{}</table>"],
    *["<details><summary>Part</summary>{}</details>", "<table><tr><td><b>{}</b><td><b>{}</b><tr><td>{}<td>{}</table>"],
]


@given(st.data())
@settings(max_examples=150)
def test_no_figure_is_ever_lost(data: st.DataObject) -> None:
    def build(depth: int) -> str:
        frame = data.draw(st.sampled_from(BLOCKS))
        while "{}" in frame:
            frame = frame.replace("{}", data.draw(st.sampled_from(TEXTS)) if depth == 0 or data.draw(st.booleans()) else build(depth - 1) + " ", 1)
        return frame

    figures = iter(range(1001, 9999))
    html = re.sub("9999", lambda _: str(next(figures)), build(3) + build(2))
    raised = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
    read_figures = set(re.findall(r"\d{4}", "\n".join(lines(html)).translate(raised)))
    assert set(re.findall(r"\d{4}", html)) == read_figures


def test_small_print_is_text() -> None:
    assert lines("<p><sub>Small print</sub></p><p><sup>Raised words<br>in lines</sup></p>") == ["Small print", "Raised words in lines"]


def test_signs_join_their_word() -> None:
    assert lines("<p>Endorsement <sup>®</sup> and <b>Mark</b><sup>TM</sup>, Seal<sup>SM</sup></p>") == ["Endorsement® and Mark™, Seal℠"]


def test_a_heading_with_the_marker_stays() -> None:
    assert lines("<h2>Fees*</h2><p>* Each year.</p>") == ["#2 Fees", "^* Each year."]
    assert lines('<h2>Fees<sup><a href="#n">1</a></sup></h2><ol><li id="n">Each year.</ol>') == ["#2 Fees", "^1 Each year."]


def test_stars_without_a_note_stay() -> None:
    assert lines("<p>24 hours* needed</p><p>Text</p>") == ["24 hours* needed", "Text"]
    assert lines("<p>24 hours* needed</p><p>* one thing</p><p>* another</p>") == ["24 hours* needed", "- one thing", "- another"]


def test_a_paragraph_that_begins_with_a_number_is_no_note() -> None:
    assert lines("<p>24 hours<sup>2</sup> and</p><p>2 letters of reference</p>") == ["24 hours² and", "2 letters of reference"]
