from __future__ import annotations

from pathlib import Path

import pytest
from corpus_elements import shown

from corpus.elements import Document
from corpus.errors import DocumentError
from corpus.readers.markdown_reader import read_markdown


def read(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "guideline.md"
    path.write_text(text, encoding="utf-8")
    return read_markdown(path)


def lines(tmp_path: Path, text: str) -> list[str]:
    return [shown(element) for element in read(tmp_path, text).elements]


def placed(tmp_path: Path, text: str) -> list[tuple[str, int]]:
    return [(shown(element), element.line) for element in read(tmp_path, text).elements]


def test_blocks_keep_their_kind_and_line(tmp_path: Path) -> None:
    text = "# Guide\n\nOne *line*\nand more\n\n## Part\n\n- a\n  - b\n\n3. c\n4. d\n\nSetext\n------\n\n> quoted\n\n**Bold line**\n"
    assert placed(tmp_path, text) == [
        *[("#1 Guide", 1), ("One line and more", 3), ("#2 Part", 6), ("- a", 8), ("  - b", 9), ("- 3 c", 11), ("- 4 d", 12)],
        *[("#2 Setext", 14), ("quoted", 17), ("** Bold line", 19)],
    ]
    assert {element.page for element in read(tmp_path, text).elements} == {None}


def test_tables_are_read(tmp_path: Path) -> None:
    text = "| Topic | Rule |\n|:--|--:|\n| Training | 33 hours<br>• 4 on ethics<br>• 6 on trauma |\n| Fee | |\n"
    assert lines(tmp_path, text) == ["T Topic | Rule || Training | 33 hours / - 4 on ethics / - 6 on trauma || Fee | "]


def test_footnotes_follow_what_they_explain(tmp_path: Path) -> None:
    text = """At least 24 hours[^1] and 12[^many].

[^1]: Of 60 *minutes*,
each.

    Or more.

| a | b[^1] |
|---|---|
| c | d |

[^many]: Each year.
# Part
Text

## Notes
"""
    assert placed(tmp_path, text) == [
        *[("At least 24 hours and 12.", 1), ("^1 Of 60 minutes, each. Or more.", 3), ("^many Each year.", 12)],
        *[("T a | b / ^1 Of 60 minutes, each. Or more. || c | d", 8), ("#1 Part", 13), ("Text", 14)],
    ]


def test_what_only_looks_like_a_footnote_is_text(tmp_path: Path) -> None:
    assert lines(tmp_path, "See [^9] and `[^1]` and \\[^1].\n\n```\n[^1]: code\n```\n\n[^1]: Not marked.\n") == [
        *["See [^9] and [^1] and [^1].", "[^1]: code", "Not marked."],
    ]


def test_footnotes_may_stand_line_by_line_and_in_fences_they_are_code(tmp_path: Path) -> None:
    text = "24[^1] and 12[^b]\n\n[^1]: One.\n[^b]: Two.\n- item\n\n````\n```\n[^1]: code\n```\n````\n"
    assert lines(tmp_path, text) == ["24 and 12", "^1 One.", "^b Two.", "- item", "``` [^1]: code ```"]
    assert lines(tmp_path, "24[^1]\n\n[^1]: One.\n\nAfter it.\n\n[^2]: Never marked.\n") == ["24", "^1 One.", "After it.", "Never marked."]


def test_front_matter_gives_the_title_only(tmp_path: Path) -> None:
    document = read(tmp_path, "---\ntitle: Family  Guide\ntags:\n  - a\n# note\n---\n\nText\n")
    assert document.title == "Family Guide"
    assert [(shown(e), e.line) for e in document.elements] == [("Text", 8)]
    assert read(tmp_path, "---\ntitle: [1\n---\nText\n").title is None
    assert lines(tmp_path, "---\ntitle: [1\n---\nText\n") == ["Text"]
    assert read(tmp_path, "---\nlevel: 2\n...\nText\n").title is None


def test_a_rule_at_the_start_is_no_front_matter(tmp_path: Path) -> None:
    assert lines(tmp_path, "---\nWelcome to all\n\n---\n\nText\n") == ["Welcome to all", "Text"]
    assert lines(tmp_path, "---\n\nText without end\n") == ["Text without end"]


def test_html_in_it_is_read_and_comments_are_not(tmp_path: Path) -> None:
    text = "Text<br>more <!-- no --> 10<sup>th</sup>\n\n<table><tr><td>a</td><td>b</td></tr></table>\n\n<!-- nor this -->\n\n<p hidden>secret words</p>\n"
    document = read(tmp_path, text)
    assert [(shown(e), e.line) for e in document.elements] == [("Text more 10th", 1), ("t a | b", 3)]
    assert document.warnings == ('Hidden text was left out: "secret words".',)


def test_struck_out_text_is_left_out_and_named(tmp_path: Path) -> None:
    document = read(tmp_path, "At least ~~20~~ 24 hours\n")
    assert [shown(e) for e in document.elements] == ["At least 24 hours"]
    assert document.warnings == ('Struck-out text was left out: "20".',)


def test_pictures_are_left_out_and_links_are_text(tmp_path: Path) -> None:
    assert lines(tmp_path, "![alt](http://example.org/a.png) See [the form](http://example.org) or <http://example.org>.\n") == [
        *["See the form or http://example.org."],
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "holds no text"), (b"\x00\x01\x02" * 9, "is not text"), (b"<!-- only -->\n", "shows no text"), (b"---\na: b\n---\n", "shows no text")],
)
def test_faults_are_named(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "guideline.md"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=reason):
        read_markdown(path)


def test_deep_lists_are_read_and_endless_ones_refused(tmp_path: Path) -> None:
    deep = "".join("  " * depth + f"- level {depth}\n" for depth in range(20))
    assert lines(tmp_path, deep)[-1] == "  " * 19 + "- level 19"
    with pytest.raises(DocumentError):
        read(tmp_path, ">" * 3000 + " text\n")


def test_other_encodings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "guideline.md"
    path.write_bytes("# Réflexion\r\n\r\n24 hours – a year\r\n".encode("windows-1252"))
    assert [(shown(e), e.line) for e in read_markdown(path).elements] == [("#1 Réflexion", 1), ("24 hours – a year", 3)]


GUIDE = """---
title: Northvale Guide Credential
layout: page
---
# Family Guide

Northvale, edition of May 2031

## Requirements

| Topic | What is asked |
|-------|---------------|
| **Training** | At least 33 clock hours[^1], of which:<br>• 4 on ethics<br>• 6 on trauma |
| Supervision | 24 hours within 1–2 years* |

\\* Not for guides of *ten* years.

## Renewal

**Every year**

1. Pay $35
2. Report 15 hours
   - of which 3 on ethics

[^1]: A clock hour has 60 minutes.
"""


def test_a_guideline_is_read_as_it_is_seen(tmp_path: Path) -> None:
    document = read(tmp_path, GUIDE)
    assert document.title == "Northvale Guide Credential"
    assert document.warnings == ()
    assert [(shown(element), element.line) for element in document.elements] == [
        ("#1 Family Guide", 5),
        ("Northvale, edition of May 2031", 7),
        ("#2 Requirements", 9),
        (
            "T Topic | What is asked || Training | At least 33 clock hours, of which: / ^1 A clock hour has 60 minutes. / - 4 on ethics / - 6 on trauma"
            " || Supervision | 24 hours within 1–2 years / ^* Not for guides of ten years.",
            11,
        ),
        ("#2 Renewal", 18),
        ("** Every year", 20),
        ("- 1 Pay $35", 22),
        ("- 2 Report 15 hours", 23),
        ("  - of which 3 on ethics", 24),
    ]
