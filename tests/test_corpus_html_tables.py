from __future__ import annotations

import pytest
from corpus_elements import html_lines as lines
from corpus_elements import read_page as read

from corpus.elements import Table
from corpus.errors import DocumentError


def test_the_header_of_a_table_is_found() -> None:
    assert lines("<table><tr><th>A<th>B<tr><td>1<td>2</table>") == ["T A | B || 1 | 2"]
    assert lines("<table><thead><tr><td>A<td>B</thead><tr><td>1<td>2</table>") == ["T A | B || 1 | 2"]
    assert lines("<table><tr><td><b>A</b><td><b>B</b><tr><td><b>1</b><td>2</table>") == ["T A | B || 1 | 2"]
    assert lines("<table><tr><th>A<td>B<tr><th>C<td>D</table>") == ["t A | B || C | D"]
    assert lines("<table><tr><td><b>A</b><td><b>B</b></table>") == ["t A | B"]


def test_header_rows_are_joined() -> None:
    html = "<table><thead><tr><th rowspan=2>Topic<th colspan=2>Level<tr><th>I<th>II</thead><tr><td>Fee<td>5<td>6</table>"
    assert lines(html) == ["T Topic | Level / I | Level / II || Fee | 5 | 6"]


def test_spans_are_expanded() -> None:
    html = "<table><tr><td rowspan=2>a<td>b<td>c<tr><td colspan=2>d<tr><td>e<td>f</table>"
    assert lines(html) == ["t a | b | c || a | d | d || e | f | "]
    assert lines("<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</table>") == ["t a | b || a | c || a | d"]


def test_a_row_of_one_cell_is_a_heading_between_tables_that_share_a_header() -> None:
    html = "<table><tr><th>Topic<th>Rule<tr><td colspan=2>First<tr><td>a<td>1<tr><td colspan=2><h4>Second</h4><tr><td>b<td>2</table>"
    assert lines(html) == ["#0 First", "T Topic | Rule || a | 1", "#4 Second", "T Topic | Rule || b | 2"]


def test_rows_of_names_without_others_below_are_kept() -> None:
    html = "<table><tr><th>A<th>B<tr><td colspan=2>First<tr><th>C<th>D<tr><td>1<td>2<tr><td colspan=2>Second<tr><th>E<th>F</table>"
    assert lines(html) == ["#0 First", "t A | B", "T C | D || 1 | 2", "#0 Second", "T C | D || E | F"]


def test_a_sentence_across_a_table_is_text() -> None:
    html = "<table><tr><td>a<td>1<tr><td colspan=2>All of this is due within two years.<tr><td>b<td>2</table>"
    assert lines(html) == ["t a | 1", "All of this is due within two years.", "t b | 2"]


def test_tables_that_lay_out_a_page_are_undone() -> None:
    assert lines("<table><tr><td><p>a</p><p>b</p><tr><td>c</table>") == ["a", "b", "c"]
    assert lines("<table><tr><td><h2>Left</h2><p>one</p><td><h2>Right</h2><p>two</p></table>") == ["#2 Left", "one", "#2 Right", "two"]
    assert lines("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>") == ["t a | b", "c"]
    assert lines('<table role="presentation"><tr><td>a<td>b</table>') == ["a", "b"]


def test_an_empty_column_or_row_is_dropped() -> None:
    assert lines("<table><tr><td>a<td>&nbsp;<td>b<tr><td><td><td><tr><td>c<td><td>d</table>") == ["t a | b || c | d"]


def test_a_heading_or_table_in_a_cell_of_data_is_text_there() -> None:
    html = """<table><tr><td><h4>Topic</h4><td><h4>Rule</h4><tr><td>a<td>1<tr><td>b<td><table><tr><td colspan=2>x<tr><td>y<td>z</table><tr><td>c<td>2</table>"""
    assert lines(html) == ["T Topic | Rule || a | 1 || b | x / y / z || c | 2"]


def test_cells_hold_paragraphs_items_and_notes() -> None:
    html = "<table><tr><td>Training<td><p>Both:</p><ul><li>one<li>two<ul><li>three</ul></ul><p>24<sup>1</sup> hours</p></table><p><sup>1</sup> A year.</p>"
    (table,) = read(html).elements
    assert isinstance(table, Table)
    assert [(type(c).__name__, c.text) for c in table.rows[0][1]] == [
        *[("Paragraph", "Both:"), ("Item", "one"), ("Item", "two"), ("Item", "three"), ("Paragraph", "24 hours"), ("Note", "A year.")],
    ]


def test_a_caption_stands_over_its_table() -> None:
    assert lines("<table><caption>Hours by level</caption><tr><th>A<th>B<tr><td>1<td>2</table>") == ["** Hours by level", "T A | B || 1 | 2"]


def test_what_stands_beside_the_cells_of_a_table_is_not_lost() -> None:
    assert lines("<table>24 hours<tr>of<td>a<td>b</tr></table>") == ["24 hours of", "t a | b"]
    assert lines("<table><td>a<td>b</table>") == ["t a | b"]


def test_a_table_without_end_is_refused() -> None:
    with pytest.raises(DocumentError, match="cells"):
        read("<table>" + "<tr><td colspan=1000>x<td colspan=1000>y" * 200 + "</table>")
