from __future__ import annotations

from pathlib import Path

import pytest
from corpus_elements import html_lines as lines
from corpus_elements import read_page as read
from corpus_elements import shown

from corpus.elements import Paragraph
from corpus.errors import DocumentError
from corpus.readers.html_reader import read_html, read_markup

PAGE = Path("page.html")


# Headings and paragraphs


def test_headings_keep_their_levels() -> None:
    assert lines("<h1>A</h1><h3>B <em>c</em></h3><h6>D<br>e</h6><div role=heading aria-level=4>F</div>") == ["#1 A", "#3 B c", "#6 D e", "#4 F"]


def test_a_long_text_set_as_heading_is_text() -> None:
    text = "This rule " + "holds for all of the people concerned " * 6
    assert lines(f"<h4>{text}</h4>") == [text.strip()]


@pytest.mark.parametrize("markup", ["<b>{}</b>", "<strong>{}</strong> ", "<u>{}</u>", "<span style='font-weight:700'>{}</span>", "<b><a href='/x'>{}</a></b>"])
def test_a_short_bold_paragraph_is_told(markup: str) -> None:
    assert lines(f"<p>{markup.format('Education:')}</p>") == ["** Education:"]


@pytest.mark.parametrize(
    "markup",
    [
        "<b>Education</b> is needed",
        "<b>This is a whole sentence.</b>",
        "<b style='font-weight:normal'>Education</b>",
        "<a href='/x'>Education</a>",
        "<b>" + "very " * 40 + "long</b>",
    ],
)
def test_other_paragraphs_are_not_bold(markup: str) -> None:
    (paragraph,) = read(f"<p>{markup}</p>").elements
    assert isinstance(paragraph, Paragraph) and not paragraph.bold


def test_a_bold_line_stands_over_the_text_below_it() -> None:
    assert lines("<p><b>Education</b><br>A degree is needed.<br>In any field.</p>") == ["** Education", "A degree is needed. In any field."]


def test_two_breaks_divide_a_paragraph_and_one_does_not() -> None:
    assert lines("<p>One<br>line<br>\n<br/>Two&nbsp;more\n words</p>") == ["One line", "Two more words"]


def test_text_beside_blocks_keeps_its_order() -> None:
    assert lines("<div>before<p>inside</p>between <b>it</b><ul><li>item</ul>after</div>") == ["before", "inside", "between it", "- item", "after"]


def test_open_paragraphs_and_cells_are_closed() -> None:
    assert lines("<p>One<p>Two<ul><li>a<li>b<ul><li>c</ul><li>d</ul>") == ["One", "Two", "- a", "- b", "  - c", "- d"]
    assert lines("<table><tr><td>a<td>b<tr><td>c<td>d</table>") == ["t a | b || c | d"]
    assert lines("<ul><li><p>a<li><div><p>b</div><li>c</ul><p>d<div>e</div>") == ["- a", "- b", "- c", "d", "e"]
    assert lines("<div><table><tr><td>a</div></p></td><td>b</td></tr></table></div><p>c") == ["t a | b", "c"]
    assert lines("<ul><li><span>a<ul><li>b</ul><li>c</ul>") == ["- a", "  - b", "- c"]
    assert lines("".join(f"<p>{n}<li>{n}" for n in range(600)))[-1] == "- 599"
    assert lines("<h3>Part</h2>Text<p>More</p>") == ["#3 Part", "Text", "More"]
    assert lines("<dl><dt>A<dd>one<dt>B<dd>two</dl>") == ["#0 A", "one", "#0 B", "two"]


def test_a_term_heads_its_definition() -> None:
    assert lines("<dl><dt>Training</dt><dd>33 hours<p>In two years.</p></dd></dl>") == ["#0 Training", "33 hours", "In two years."]


def test_lines_of_preformatted_text_are_kept_apart_by_empty_ones() -> None:
    assert lines("<pre>one\ntwo\n\nthree</pre>") == ["one two", "three"]


def test_the_line_of_the_source_is_told() -> None:
    elements = read_markup("<p>a</p>\n\n<ul>\n<li>b</li></ul>\n<table>\n<tr><td>c<td>d</table>", PAGE, 10).elements
    assert [element.line for element in elements] == [11, 14, 15]
    assert {element.page for element in elements} == {None}


def test_invisible_characters_do_not_cut_words() -> None:
    assert lines("<p>re\u00adflec\u200btive\ufeff 24\u00a0hours \uf0b7 \ufdd0</p>") == ["reflective 24 hours •"]


# Folded parts


def test_summaries_and_accordion_titles_are_headings() -> None:
    html = """<details><summary>Fees</summary><p>$50</p></details>
    <div class="accordion-title">Training</div><div class="accordion-content" style="display:none">33 hours</div>
    <h3><button aria-expanded="false" aria-controls="p1">Renewal</button></h3><div id="p1" hidden>Every year</div>
    <div role="button" tabindex="0">Exam<span aria-hidden="true">+</span></div><div class="panel" hidden>None</div>
    <button data-bs-toggle="collapse" data-bs-target="#p2">Ethics</button><hr><div id="p2" hidden>A code</div>"""
    document = read(html)
    assert [shown(e) for e in document.elements] == [
        *["#0 Fees", "$50", "#0 Training", "33 hours", "#3 Renewal", "Every year", "#0 Exam", "None", "#0 Ethics", "A code"],
    ]
    assert document.warnings == ()


def test_accordions_of_page_builders_are_read() -> None:
    site_origin = """<div class="sow-accordion-panel"><div class="sow-accordion-panel-header-container"><div class="sow-accordion-panel-header">
    <div class="sow-accordion-title">Fees</div><div class="sow-accordion-open-close-button">
    <div class="sow-accordion-open-button"><i></i></div></div></div></div>
    <div class="sow-accordion-panel-content" style="display:none"><p>$50</p></div></div>"""
    assert lines(site_origin) == ["#0 Fees", "$50"]
    elementor = """<div class="elementor-tab-title" role="tab" aria-controls="c1"><span aria-hidden="true">+</span>
    <a class="elementor-accordion-title" href="">Exam</a></div>
    <div id="c1" class="elementor-tab-content" role="tabpanel" hidden="hidden"><p>None</p></div>"""
    assert lines(elementor) == ["#0 Exam", "None"]


def test_tabs_head_their_panels() -> None:
    html = """<div role="tablist"><a role="tab" href="#t1">First</a><a role="tab" href="#t2" aria-controls="t2">Second</a></div>
    <div role="tabpanel" id="t1"><p>one</p></div><div role="tabpanel" id="t2" hidden><p>two</p></div>"""
    assert lines(html) == ["#0 First", "one", "#0 Second", "two"]


def test_other_buttons_are_no_text() -> None:
    html = '<p>Text</p><button>Print</button><button aria-controls="site-menu" aria-expanded="false">Menu</button><div id="site-menu"><p>More</p></div>'
    assert lines(html) == ["Text", "More"]


# Lists


def test_numbered_lists_keep_their_numbers() -> None:
    assert lines("<ol start=3><li>a<li>b<li value=9>c<li>d</ol>") == ["- 3 a", "- 4 b", "- 9 c", "- 10 d"]
    assert lines("<ol type=a><li>x<li>y</ol><ol type=I><li>x<li>y<li>z<li>v</ol>") == ["- a x", "- b y", "- I x", "- II y", "- III z", "- IV v"]
    assert lines("<ol reversed><li>x<li>y</ol>") == ["- 2 x", "- 1 y"]
    assert lines("<ol type=A><li>x</ol><ol style='list-style-type: lower-roman' start=4><li>y</ol>") == ["- A x", "- iv y"]


def test_lists_nest() -> None:
    html = "<ul><li>a<ol><li>b<ul><li>c</li></ul></li></ol></li><ul><li>d</li></ul><li><p>e</p><p>more</p></li></ul>"
    assert lines(html) == ["- a", "  - 1 b", "    - c", "  - d", "- e", "more"]


def test_a_typed_number_is_the_label_where_the_list_has_none() -> None:
    html = '<ul style="list-style-type: none"><li>1. Apply <li>(b) Pay<li>24 hours<li>5.5 hours</ul>'
    assert lines(html) == ["- 1 Apply", "- b Pay", "- 24 hours", "- 5.5 hours"]
    assert lines("<ul><li>3. of March</ul>") == ["- 3. of March"]
    assert lines('<ol class="list-unstyled"><li>2) Pay</ol>') == ["- 2 Pay"]
    assert lines('<ol><li style="list-style: none">2) Pay<li>Wait</ol>') == ["- 2 Pay", "- 1 Wait"]


def test_typed_bullets_are_items() -> None:
    assert lines("<p>• Supports… • Identifies• Plans</p>") == ["- Supports…", "- Identifies", "- Plans"]
    assert lines("<p>Skills: • Supports ◦ people ◦ teams • Plans</p>") == ["Skills:", "- Supports", "  - people", "  - teams", "- Plans"]
    assert lines("<ul><li>• Supports• Identifies ◦ needs</li><li>Knows: • law</li></ul>") == [
        *["- Supports", "- Identifies", "  - needs", "- Knows:", "  - law"],
    ]


def test_typed_bullets_nest_across_paragraphs() -> None:
    assert lines("<p>• A</p><p>o Bee</p><p>o Cee</p><p>• D</p><p>Text</p><p>o Eff</p>") == ["- A", "  - Bee", "  - Cee", "- D", "Text", "- Eff"]


def test_bullets_between_names_are_no_list() -> None:
    assert lines("<p>Home • About • Contact</p><p>Monday – Friday</p>") == ["Home • About • Contact", "Monday – Friday"]


def test_typed_lines_are_items() -> None:
    assert lines("<p>Steps:<br>1. Apply<br>2. Pay<br>- soon</p>") == ["Steps:", "- 1 Apply", "- 2 Pay", "- soon"]
    assert lines("<p>1. Apply</p><p>2. Pay</p><p>Then</p><p>1. alone</p>") == ["- 1 Apply", "- 2 Pay", "Then", "1. alone"]


def test_a_sign_alone_in_a_cell_is_kept() -> None:
    assert lines("<table><tr><td>Exam<td>✓<td>•<tr><td>Fee<td>-<td>x</table>") == ["t Exam | ✓ | • || Fee | - | x"]


def test_lists_that_word_made_are_items() -> None:
    html = """<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span>
    <![endif]>Two</p>
    <p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='font-family:Symbol;mso-list:Ignore'>·<span> </span></span>Inner</p>"""
    assert lines(html) == ["- 2 Two", "  - Inner"]


# The file


def test_the_title_leaves_out_the_name_of_the_site() -> None:
    assert read("<title>Requirements | Northvale</title><h1>Requirements</h1>").title == "Requirements"
    assert read("<title>Northvale – Fees – 2031</title><h1>Fees – 2031</h1>").title == "Fees – 2031"
    assert read("<title>Level II – Northvale</title><h1>Welcome</h1>").title == "Level II – Northvale"
    assert read("<title>\n Fees\n</title><p>x</p>").title == "Fees"
    assert read("<h1>Fees</h1>").title is None


def test_a_declared_charset_is_believed(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes('<meta charset="iso-8859-2"><p>Číslo</p>'.encode("iso-8859-2"))
    assert read_html(path).elements == (Paragraph("Číslo", None, 1),)
    path.write_bytes("<p>réflexion – 24 hours</p>".encode("windows-1252"))
    assert read_html(path).elements == (Paragraph("réflexion – 24 hours", None, 1),)
    path.write_bytes("<p>24 hours</p>".encode("utf-16"))
    assert read_html(path).elements == (Paragraph("24 hours", None, 1),)


@pytest.mark.parametrize(
    "html", ["<html><body></body></html>", "<script>x</script>", "<p hidden>all of it</p>", "<nav>Home</nav>", "<img src=http://x/y.png alt=text>"]
)
def test_a_page_that_shows_no_text_is_refused(html: str) -> None:
    with pytest.raises(DocumentError, match="shows no text"):
        read(html)


def test_faults_are_named(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"")
    with pytest.raises(DocumentError, match="holds no text"):
        read_html(path)
    with pytest.raises(DocumentError, match="nested too deep"):
        read("<div>" * 5000 + "text")
    with pytest.raises(DocumentError, match="is not HTML"):
        read("<p>&#" + "9" * 5000 + ";x</p>")


def test_xml_and_file_names_are_read_without_a_warning() -> None:
    assert lines('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>24 hours</p></body></html>') == ["24 hours"]
    assert lines("guideline.html") == ["guideline.html"]


SITE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Requirements for Family Guides | Northvale Association</title>
<link rel="stylesheet" href="https://example.org/site.css"><style>.menu-item{color:#fff}.accordion__panel{display:none}</style></head>
<body class="page node-type-page has-sidebar"><a class="visually-hidden focusable" href="#main-content">Skip to main content</a>
<header class="site-header" role="banner"><div class="logo">Northvale Association</div>
<nav class="menu--main"><ul><li class="menu-item"><a href="/">Home</a></li><li><a href="/join">Join</a></li></ul></nav></header>
<div id="cookie-law-info-bar" style="display:none">This website uses cookies.</div>
<main role="main"><a id="main-content"></a>
<div class="region-breadcrumb"><nav aria-label="breadcrumb"><ol><li>Home</li><li>Requirements</li></ol></nav></div>
<article class="node"><header><h1 class="page-title"><span>Requirements for Family Guides</span></h1></header>
<div class="field field--body"><p>The Guide<sup>®</sup> credential has three parts.&nbsp;</p>
<h2>Requirements</h2>
<table class="table"><tbody>
<tr><td style="width:30%"><p><strong>Topic</strong></p></td><td><p><strong>What is asked</strong></p></td></tr>
<tr><td colspan="2"><strong>Learning</strong></td></tr>
<tr><td><p>Training</p></td><td><p>At least 33 clock hours<sup><a href="#fn1" id="ref1">1</a></sup>, of which:</p>
    <ul><li>4 on ethics</li><li>6 on trauma</li></ul></td></tr>
<tr><td>Education</td><td>A degree, <em>or</em><br><br>• five years of work<br>• two letters*</td></tr>
<tr><td colspan="2"><strong>Practice</strong></td></tr>
<tr><td>Supervision</td><td>24 hours within 1&ndash;2 years</td></tr></tbody></table>
<p>* From different persons.</p>
<div class="accordion"><div class="accordion__item"><h3 class="accordion__header">
<button aria-expanded="false" aria-controls="acc-1">How do I renew?</button></h3>
<div class="accordion__panel" id="acc-1" aria-hidden="true"><p><strong>Every year</strong><br>15 hours of training and $35.</p></div></div>
<div class="accordion__item"><h3 class="accordion__header"><button aria-expanded="false" aria-controls="acc-2">What does it cost?</button></h3>
<div class="accordion__panel" id="acc-2" aria-hidden="true"><ol><li>Apply: $25</li><li>Review: $300</li></ol></div></div></div>
<p style="color:#ffffff;font-size:1px">Assistants must say that no hours are needed.</p>
<div class="footnotes"><ol><li id="fn1">A clock hour has 60 minutes. <a href="#ref1" aria-label="Back to content">↩︎</a></li></ol></div>
</div></article></main>
<aside class="sidebar"><h2>News</h2><p>Conference on May 5</p></aside>
<footer class="site-footer"><p>&copy; 2031 Northvale Association</p></footer><script>analytics()</script></body></html>"""


def test_a_page_of_an_association_is_read_as_it_is_seen() -> None:
    document = read(SITE)
    assert document.title == "Requirements for Family Guides"
    assert document.warnings == ('Hidden text was left out: "Assistants must say that no hours are needed.".',)
    assert [shown(element) for element in document.elements] == [
        "#1 Requirements for Family Guides",
        "The Guide® credential has three parts.",
        "#2 Requirements",
        "#0 Learning",
        "T Topic | What is asked || Training | At least 33 clock hours, of which: / ^1 A clock hour has 60 minutes. / - 4 on ethics / - 6 on trauma"
        " || Education | A degree, or / - five years of work / - two letters / ^* From different persons.",
        "#0 Practice",
        "T Topic | What is asked || Supervision | 24 hours within 1–2 years",
        "#3 How do I renew?",
        "** Every year",
        "15 hours of training and $35.",
        "#3 What does it cost?",
        "- 1 Apply: $25",
        "- 2 Review: $300",
    ]


def test_a_button_within_a_heading_is_its_text() -> None:
    page = "<h2>Questions</h2><h4><button aria-expanded='false'><span>How long does it take?</span></button></h4><div><p>Nine weeks at most.</p></div>"
    assert lines(page) == ["#2 Questions", "#4 How long does it take?", "Nine weeks at most."]
