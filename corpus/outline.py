"""Outlining: a document's elements, laid out by what its headings and tables mean, to blocks with their scope."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.asking import asked
from corpus.clauses import divide_numbered, join_conditions, join_inner
from corpus.elements import Content, Document, Heading, Item, Note, Paragraph, Table
from corpus.guideline import Block, Scope, Sentence
from corpus.heading_ranks import numbered_depth, parts_beside_categories, repeats_categories
from corpus.labels import Labels, Meaning
from corpus.tables import Laid, join_tables, lay_out
from corpus.words import sentences

_CATEGORY, _PART, _TOPIC, _DESIGNATION = 1, 2, 3, 4
_LOOSE = 20
"""Depth from which headings without a level stand, below those with one."""
_TERM, _ROW, _COLUMN = 80, 90, 91
_GLOSSARY = "glossary"
_DEFINED = re.compile(r"([A-Z][^.:;?!]{1,90}?)\s*(?::|\s[–—]|(?<=\w)\.(?=\s+[A-Z\"“]))\s+(?=\S)")
_LONGEST = 900
"""Characters up to which a paragraph is one block; the embedding model reads no more of it."""
_SHORT = 8
"""Words up to which the text of a cell says little without the name of its row."""
_BARE = 3
_HEADING = 120
_LEADERS = re.compile(r"\.{6,}|(?:\. ){6,}|…{3,}")
_FOR_LEVELS = re.compile(r"([A-Z][^.:;?!]{0,70}?)(?::|\s[–—-])\s+(?=\S)")
_RUN_IN = re.compile(r"(\d{1,2}(?:\.\d{1,2})+\s+[A-Z][^.:;?!]{1,70})[.:]\s+(?=[A-Z0-9$“\"])")
_SEVERAL = 3
_JOINER = re.compile(r"\W*(?:OR|AND|AND/OR|or|and)\W*")
_ENDS_OR = re.compile(r"\b(?:OR|AND/OR|or)\W*$")
_BEGINS_OR = re.compile(r"\W*(?:OR|AND/OR|or)\b")


@dataclass(frozen=True, slots=True)
class _Level:
    """An open heading."""

    depth: int
    text: str
    meaning: Meaning
    designation: str | None = None


class Outliner:
    """Turns the elements of one document into blocks."""

    def __init__(self, labels: Labels, base: Scope, title: str) -> None:
        self._labels, self._base, self._title = labels, base, title
        self._stack: list[_Level] = []
        self._blocks: list[Block] = []
        self._paragraph: Paragraph | None = None
        self._items: list[Item] = []
        self._notes: list[Note] = []
        self._prefix = ""
        self._structured = self._part_first = self._named = False
        self._beside: frozenset[str] = frozenset()
        self._marked = 0
        self._held: list[_Level] | None = None
        self._is_numbered = False
        self._unclear = False

    def outline(self, document: Document) -> tuple[Block, ...]:
        """The blocks of a document, in order; together they hold its whole text, headings aside."""
        headings = [e for e in document.elements if isinstance(e, Heading)]
        bold = [e.text for e in document.elements if isinstance(e, Paragraph) and (e.bold or _RUN_IN.match(e.text))]
        self._is_numbered = sum(numbered_depth(text) > 0 for text in (*(h.text for h in headings if not h.level), *bold)) >= _SEVERAL
        self._structured = any(heading.level for heading in headings) or self._is_numbered
        self._part_first = repeats_categories(headings, self._labels)
        self._beside = parts_beside_categories(headings, self._labels)
        for element in join_tables(document.elements, self._labels):
            if isinstance(element, Heading) and not _JOINER.fullmatch(element.text):
                self._restore()
                self._open(element)
            elif isinstance(element, Table):
                self._restore()
                self._table(element)
            else:
                self._content(Paragraph(element.text, element.page, element.line) if isinstance(element, Heading) else element)
        self._restore()
        return asked(self._blocks, self._labels.vocabulary)

    def _content(self, element: Content) -> None:
        if _LEADERS.search(element.text):
            return  # a line of the table of contents
        if isinstance(element, Note):
            self._notes.append(element)
        elif isinstance(element, Item):
            if self._names_level(element.text):
                self._restore()
                self._by_level(element)
            elif label := self._label_of(element):
                self._restore()
                self._label(label, element)
            else:
                self._items.append(element)
        elif element.bold and not _JOINER.fullmatch(element.text) and not re.search(r"[.;,]\s*$", element.text) and len(element.text.split()) <= 12:
            self._restore()
            self._open(Heading(element.text.rstrip(": "), 0, element.page, element.line))
        else:
            if self._alternative(element):
                return
            self._restore()
            termed = bool(self._stack) and self._stack[-1].depth == _TERM
            if (
                self._scope().part == _GLOSSARY
                and not (termed and not self._since_heading())
                and (term := _DEFINED.match(element.text))
                and len(term.group(1).split()) <= _SHORT
            ):
                self._open(Heading(term.group(1), 0, element.page, element.line, term=True))
                element = Paragraph(element.text[term.end() :], element.page, element.line)
            if (designated := self._labels.designated(element.text, self._category())) and len(designated) > 1:
                for name, text in designated:
                    self._cell(Laid(name, "", "", (replace(element, text=text),)))
                return
            if run_in := _RUN_IN.match(element.text):
                self._open(Heading(run_in.group(1), numbered_depth(run_in.group(1)), element.page, element.line))
                element = Paragraph(element.text[run_in.end() :], element.page, element.line)
            if self._by_level(element):
                return
            if label := self._label_of(element):
                self._label(label, element)
                return
            said, numbered = divide_numbered(element)
            self._paragraph = said
            self._items += numbered

    # Headings

    def _open(self, heading: Heading) -> None:
        if self._is_numbered and not heading.level:
            heading = replace(heading, level=numbered_depth(heading.text))
        text = " ".join(heading.text.split())[:_HEADING]
        category = self._category()
        if self._is_term(heading):
            self._stack = [level for level in self._stack if level.depth < _TERM]
            self._stack.append(_Level(_TERM, text, Meaning()))
            return
        designation = self._labels.designation(text, category)
        meaning = Meaning() if designation else self._labels.meaning(text, wide=True)
        if designation and self._named and not self._since_heading():
            # Designations named one below the other without text between head nothing: they list what follows.
            self._stack = [level for level in self._stack if not level.designation]
            return
        self._named = designation is not None
        if meaning.categories == (category,) and not (meaning.part or meaning.topics) and not heading.level:
            return
        if not heading.level and meaning.part and not (meaning.topics or meaning.categories) and self._means_again(text, meaning):
            return
        depth = self._depth(heading, meaning, designation)
        if not self._structured and meaning.part and not meaning.categories and self._labels.vocabulary.parts[meaning.part].general:
            self._stack = []
        self._stack = [level for level in self._stack if level.depth < depth]
        self._stack.append(_Level(depth, text, meaning, designation))
        self._marked = len(self._blocks)

    def _is_term(self, heading: Heading) -> bool:
        """Whether a heading is a term of a glossary, whatever else its words mean: the reader says so, or it stands below the heading of one."""
        if heading.term:
            return True
        above = next((level for level in reversed(self._stack) if level.meaning.part), None)
        return self._structured and above is not None and above.meaning.part == _GLOSSARY and (not heading.level or heading.level > above.depth)

    def _since_heading(self) -> bool:
        """Whether any text stands below the heading that was opened last."""
        return len(self._blocks) > self._marked

    def _means_again(self, text: str, meaning: Meaning) -> bool:
        """Whether a heading only says by other words the part that is open already ("Knowledge areas" among competencies)."""
        return self._scope().part == meaning.part and not self._labels.meaning(text).known

    def _depth(self, heading: Heading, meaning: Meaning, designation: str | None) -> int:
        if heading.level:
            return heading.level
        category, part = (_PART, _CATEGORY) if self._part_first else (_CATEGORY, _PART)
        if designation:
            rank = _DESIGNATION
        elif meaning.categories and len(meaning.categories) == 1:
            rank = category
        elif meaning.part:
            rank = _CATEGORY if meaning.part in self._beside else part
        elif meaning.topics or not self._stack:
            rank = _TOPIC
        else:
            rank = _DESIGNATION if heading.text.rstrip().endswith(":") else _TOPIC
        return rank + (_LOOSE if self._structured else 0)

    def _category(self) -> str | None:
        return self._scope().category

    def _scope(self) -> Scope:
        """What holds below the open headings: each narrows those above it."""
        base = self._base
        category, part, topic = base.category, base.part, base.topic
        for level in self._stack:
            meaning = level.meaning
            if level.designation:
                category = level.designation
            elif len(meaning.categories) == 1:
                if meaning.categories[0] != category and not self._structured and level.depth == _CATEGORY:
                    part, topic = base.part, None
                category = meaning.categories[0]
            if meaning.part:
                part, topic = meaning.part, None
                if self._labels.vocabulary.parts[part].general and not meaning.categories and not level.designation:
                    category = base.category
            if meaning.topics:
                topic = meaning.topics[0]
                part = part or self._labels.vocabulary.topics[topic].part
            elif topic and level.depth <= _TOPIC and not self._structured and not meaning.part:
                topic = None
        if part in self._labels.vocabulary.topics:
            topic = part
        return Scope(base.association, category, base.edition, base.status, part, topic)

    def _several(self) -> tuple[str, ...]:
        """The categories that the open headings name together ("Levels I and II"), each of which all of it holds for; none where they name one or all."""
        found: tuple[str, ...] = ()
        for level in self._stack:
            named = level.meaning.categories
            general = level.meaning.part is not None and self._labels.vocabulary.parts[level.meaning.part].general
            if named or level.designation or general:
                found = named if len(named) > 1 and not level.designation else ()
        entries = self._labels.vocabulary.categories
        bases = {entries[key].within for key in found}
        if bases != {None} and len(bases) == 1 and all(key in found for key, entry in entries.items() if entry.within in bases):
            return tuple(base for base in bases if base)  # all designations of a category are the category
        return () if all(key in found for key, entry in entries.items() if not entry.within) else found

    # Tables

    def _table(self, table: Table) -> None:
        for laid in lay_out(table, self._labels, self._category()):
            if laid.opens:
                self._close()
                self._open(Heading(laid.row, 0, table.page, table.line))
                continue
            self._cell(laid)

    def _names_level(self, text: str) -> tuple[str, ...]:
        """The categories that a sentence names before a colon or dash, as those it holds for ("Levels II and III: 30 hours")."""
        match = _FOR_LEVELS.match(text)
        meaning = self._labels.meaning(match.group(1)) if match else Meaning()
        if match and self._goes_through(text[match.end() :]):
            return ()
        return meaning.categories if not meaning.part and not meaning.topics and meaning.share > 0.99 else ()

    def _goes_through(self, rest: str) -> bool:
        """Whether what follows a level's name in a sentence names another one with a figure of its own ("… 20 hours; Level II: 30 hours")."""
        return any(self._names_level(clause) for clause in re.split(r"(?<=[;,]) ", rest)[1:])

    def _by_level(self, element: Paragraph | Item) -> bool:
        """Tell what a text says of several categories in turn to each of them; False if it does not."""
        said = sentences(element.text)
        if not any(self._names_level(sentence) for sentence in said):
            return False
        several = sum(bool(self._names_level(sentence)) for sentence in said) > 1
        groups: list[tuple[tuple[str, ...], list[str]]] = []
        for sentence in said:
            categories = self._names_level(sentence)
            if categories or not groups or (several and isinstance(element, Paragraph)):
                groups.append((categories, [sentence]))
            else:
                groups[-1][1].append(sentence)  # what follows in an item goes on with its level
        for categories, together in groups:
            for category in categories or ("",):
                held = list(self._stack)
                if category:
                    self._stack.append(_Level(_ROW, self._labels.vocabulary.category_label(category), Meaning((category,), share=1.0)))
                self._emit(together, element, listed=False, introduced=False)
                self._stack = held
        return True

    def _alternative(self, paragraph: Paragraph) -> bool:
        """Join a paragraph to the one before where an "OR" stands between them."""
        before = self._paragraph
        if before is None or self._items or not (_ENDS_OR.search(before.text) or _BEGINS_OR.match(paragraph.text)):
            return False
        self._paragraph = replace(before, text=f"{before.text} {paragraph.text}")
        return True

    def _label_of(self, element: Paragraph | Item) -> str:
        """The topic that a text names before a colon; the cell of a table has the names of its row and column."""
        celled = self._held is None and self._stack and self._stack[-1].depth >= _ROW
        label = "" if celled else self._labels.label(element.text)
        return "" if self._labels.meaning(label).categories and self._goes_through(element.text[len(label) :]) else label

    def _label(self, label: str, element: Paragraph | Item) -> None:
        """Open a text that names its topic first: below the headings, beside what names other topics so; a list that follows belongs to it."""
        self._held = list(self._stack)
        loose = _TOPIC + (_LOOSE if self._structured else 0)
        self._stack = [level for level in self._stack if level.depth < loose or level.designation]
        name = label.strip().rstrip(":.–—- ")
        self._stack.append(_Level(_ROW, name[:_HEADING], self._labels.meaning(name, wide=True)))
        rest = element.text[len(label) :].strip()
        whose = self._labels.meaning(name).categories
        self._prefix = name if not whose and (len(rest.split()) <= _SHORT or re.match(r"\d", rest)) else ""
        self._paragraph = Paragraph(rest, element.page, element.line)

    def _restore(self) -> None:
        """Close what is open, and leave the topic that a text named for itself."""
        self._close()
        if self._held is not None:
            self._stack, self._held, self._prefix = self._held, None, ""

    def _cell(self, laid: Laid) -> None:
        held = list(self._stack)
        for depth, text in ((_ROW, laid.row), (_COLUMN, laid.column)):
            if text:
                category = self._category()
                designation = self._labels.designation(text, category)
                meaning = Meaning() if designation else self._labels.meaning(text, wide=True)
                self._stack.append(_Level(depth, text[:_HEADING], meaning, designation))
        said = " ".join(content.text for content in laid.content)
        if (len(said.split()) <= _SHORT or re.match(r"\d", said)) and len(laid.content) == 1 and not isinstance(laid.content[0], Item):
            self._prefix = laid.prefix
        self._unclear = laid.unclear
        for content in laid.content:
            self._content(content)
        self._close()
        self._prefix, self._stack, self._unclear = "", held, False

    # Blocks

    def _close(self) -> None:
        paragraph, items = self._paragraph, self._items
        self._paragraph, self._items = None, []
        said = join_conditions(sentences(paragraph.text)) if paragraph else []
        if paragraph and said and (prefix := self._prefix or self._named_fragment(paragraph)):
            said[0] = f"{prefix}{'' if prefix.endswith('?') else ':'} {said[0]}"
        if items:
            introduced = bool(said) and not re.search(r"[.!?][\"”’)]*$", said[-1])
            if paragraph and (rest := said[:-1] if introduced else said):
                self._paragraphs(rest, paragraph)
            listed = join_inner(items)
            self._emit(([said[-1]] if introduced else []) + listed, paragraph if introduced and paragraph else items[0], True, introduced)
        elif paragraph and said:
            self._paragraphs(said, paragraph)
        for note in self._notes:
            self._emit([note.text], note, listed=False, introduced=False, below=f"Footnote {note.label}")
        self._notes = []

    def _named_fragment(self, paragraph: Paragraph) -> str:
        """The heading of a topic whose whole text is a word or two ("Signed"), which say nothing without it."""
        top = self._stack[-1] if self._stack else None
        bare = len(paragraph.text.split()) <= _BARE and top is not None and top.meaning.topics and not self._since_heading()
        return top.text.rstrip(": ") if bare and top else ""

    def _paragraphs(self, said: Sequence[str], paragraph: Paragraph) -> None:
        """A paragraph as one block, or as several where it is long."""
        together: list[str] = []
        for sentence in said:
            if together and sum(map(len, together)) + len(sentence) > _LONGEST:
                self._emit(together, paragraph, False, False)
                together = []
            together.append(sentence)
        self._emit(together, paragraph, False, False)

    def _emit(self, said: Sequence[str], element: Content, listed: bool, introduced: bool, below: str = "") -> None:
        named = [level.text for level in self._stack]
        while len(named) > 1 and named[0] in self._title:
            named = named[1:]
        path = (tuple(named) or (self._title,)) + ((below,) if below else ())
        scope = replace(self._scope(), category=None, part=None, topic=None) if self._unclear else self._scope()
        scopes = [replace(scope, category=category) for category in self._several()] if not self._unclear else []
        made = tuple(Sentence(" ".join(text.split()), ()) for text in said if text.strip())
        if made:
            # A heading that is a question asks for what stands first below it.
            asks = tuple(level.text for level in self._stack[-1:] if level.text.endswith("?") and not self._since_heading())
            self._blocks += [Block(path, held, made, asks, listed, introduced, element.line, element.page) for held in scopes or [scope]]
