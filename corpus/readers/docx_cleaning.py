"""The text of a Word file made plain for its converter: what nobody sees taken out, and headings, items, bold and pages said outright.

The converter reads direct formatting only, and neither numbers nor pages. So whatever styles and numberings decide is written into the
paragraphs and runs themselves, as properties that it knows or as marks between noncharacters that the reader looks for in its HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from corpus.readers.docx_styles import Numbering, Styles, W, is_on, value
from corpus.readers.html_styles import Colour, alike, colour

ITEM, LABEL, END = "\ufdd4", "\ufdd5", "\ufdd6"
"""Marks before the text of an item: its depth stands after the first, its label after the second."""
PAGE_BREAK = f"{W}sourcePageBreak"
"""The element that stands where a page was ended by hand."""
HEADING = "SourceHeading"
"""The style that headings are given, with their level."""

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DROPPED = frozenset({f"{_A}blip", f"{_V}imagedata", f"{W}instrText", f"{W}sectPrChange", f"{W}pPrChange", f"{W}rPrChange", f"{W}commentReference"})
_UNWRAPPED = frozenset({f"{W}fldSimple", f"{W}dir", f"{W}bdo", f"{W}smartTag", f"{W}customXml"})
_TEXTS = frozenset({f"{W}t", f"{W}sym", f"{W}tab", f"{W}noBreakHyphen", f"{W}br"})
_PALE = 240
_TINY = 2
"""Half points up to which letters cannot be seen."""


class Cleaner:
    """Makes the parts of one file plain; `hidden` collects the texts that were taken out."""

    def __init__(self, styles: Styles, numbering: Numbering, settings: Element | None) -> None:
        self._styles, self._numbering = styles, numbering
        self._papered = bool(is_on(settings, "displayBackgroundShape"))
        self.hidden: list[str] = []
        self._grounds: dict[Element, Colour | bool] = {}
        self._paper: Colour | bool | None = None

    def clean(self, root: Element) -> None:
        """Make a part plain, in place."""
        background = root.find(f"{W}background")
        self._paper = colour((background.get(f"{W}color") or "").lower()) if background is not None and self._papered else None
        _simplify(root)
        titled = any(self._level(paragraph) == 0 for paragraph in root.iter(f"{W}p"))
        self._shade(root, None)
        for table in root.iter(f"{W}tbl"):
            self._name_columns(table)
        for paragraph in root.iter(f"{W}p"):
            self._paragraph(paragraph, titled)

    # Paragraphs

    def _level(self, paragraph: Element) -> int | None:
        properties = paragraph.find(f"{W}pPr")
        outline = value(properties, "outlineLvl")
        if outline is not None and outline.isdigit() and int(outline) < 9:
            return int(outline) + 1
        key = value(properties, "pStyle")
        return self._styles.level(key) if key else None

    def _paragraph(self, paragraph: Element, titled: bool) -> None:
        properties = paragraph.find(f"{W}pPr")
        key = value(properties, "pStyle")
        name = self._styles.name(key)
        if re.fullmatch(r"toc (?:\d|heading)", name):
            for child in list(paragraph):
                if child is not properties:
                    paragraph.remove(child)
            return
        level = self._level(paragraph)
        hidden = " ".join("".join(self._run(run, key, self._grounds.get(paragraph)) for run in _runs(paragraph)).split())
        if hidden:
            self.hidden.append(hidden)
        item = self._item(properties, key, name)
        if properties is not None:
            for child in list(properties):
                if child.tag in {f"{W}pStyle", f"{W}numPr"}:
                    properties.remove(child)
        if level is not None:
            properties = _properties(paragraph, "pPr")
            # Below a title the headings begin one level deeper.
            SubElement(properties, f"{W}pStyle", {f"{W}val": f"{HEADING}{min(6, max(1, level + (1 if titled and level else 0)))}"})
        elif item is not None and any((text.text or "").strip() for text in paragraph.iter(f"{W}t")):
            put_mark(paragraph, f"{ITEM}{item[0]}{LABEL}{item[1]}{END}")

    def _item(self, properties: Element | None, key: str | None, name: str) -> tuple[int, str] | None:
        """The depth and label of a paragraph that is numbered or has a bullet."""
        places = [properties, *self._styles.properties(key, "pPr")]
        told = [place.find(f"{W}numPr") for place in places if place is not None]
        numbers = [part for part in told if part is not None]
        number = next((found for part in numbers if (found := value(part, "numId")) is not None), None)
        if not number or number == "0":
            return None
        level = next((int(found) for part in numbers if (found := value(part, "ilvl")) is not None and found.isdigit()), 0)
        label = self._numbering.count(number, level)
        if label is None:
            return None
        styled = re.fullmatch(r"list (?:bullet|number)? ?(\d)", name)
        return (level or (int(styled.group(1)) - 1 if styled else 0)), label

    # Runs

    def _run(self, run: Element, paragraph_style: str | None, ground: Colour | bool | None) -> str:
        """Say outright how a run looks; the text of one that nobody sees is taken out and returned."""
        direct = run.find(f"{W}rPr")
        key = value(direct, "rStyle")
        around = [*(self._styles.properties(key, "rPr") if key else []), *self._styles.properties(paragraph_style, "rPr")]
        told = [direct, *around] if direct is not None else around
        if self._is_hidden(told, ground):
            text = "".join(part.text or "" if part.tag == f"{W}t" else " " for part in run if part.tag in _TEXTS)
            for part in [part for part in run if part.tag in _TEXTS]:
                run.remove(part)
            return text
        properties = _properties(run, "rPr")
        if is_on(direct, "b") is None and next((on for part in around if (on := is_on(part, "b")) is not None), False):
            SubElement(properties, f"{W}b")
        if value(direct, "vertAlign") is None and (raised := next((found for part in around if (found := value(part, "vertAlign"))), None)):
            SubElement(properties, f"{W}vertAlign", {f"{W}val": raised})
        if is_on(direct, "dstrike"):
            SubElement(properties, f"{W}strike")
        for child in [child for child in properties if child.tag in {f"{W}rStyle", f"{W}highlight"}]:
            properties.remove(child)
        return ""

    def _is_hidden(self, told: Sequence[Element], ground: Colour | bool | None) -> bool:
        if next((on for part in told if (on := is_on(part, "vanish")) is not None), False):
            return True
        size = next((found for part in told if (found := value(part, "sz")) is not None), "")
        if size.isdigit() and int(size) <= _TINY:
            return True
        ink = colour(next((found for part in told if (found := value(part, "color"))), "").lower())
        own = next((shade for part in told if (shade := _ground(part)) is not None), None)
        if own is None and any(value(part, "highlight") not in {None, "none", "white"} for part in told):
            own = True
        beneath = own if own is not None else ground if ground is not None else self._paper
        if ink is None or beneath is True:
            return False
        return alike(ink, beneath) if isinstance(beneath, tuple) else min(ink) >= _PALE

    # Tables

    def _shade(self, element: Element, ground: Colour | bool | None) -> None:
        """Note for each paragraph what it stands on: its own shading, or that of its cell, table or box."""
        for child in element:
            below = ground
            if child.tag == f"{W}tbl":
                style = value(child.find(f"{W}tblPr"), "tblStyle")
                below = _ground(child.find(f"{W}tblPr")) or (True if style and self._styles.shades(style) else ground)
            elif child.tag == f"{W}tc":
                below = _ground(child.find(f"{W}tcPr")) or ground
            elif child.tag == f"{W}txbxContent":
                below = True
            elif child.tag == f"{W}p":
                properties = child.find(f"{W}pPr")
                styled = self._styles.properties(value(properties, "pStyle"), "pPr")
                own = next((found for part in [properties, *styled] if (found := _ground(part)) is not None), None)
                below = own if own is not None else ground
                if below is not None:
                    self._grounds[child] = below
            self._shade(child, below)

    def _name_columns(self, table: Element) -> None:
        """Say of a first row that the table's style sets in bold that it names the columns."""
        for row in table.findall(f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and is_on(properties, "tblHeader") is False:
                properties.remove(properties.find(f"{W}tblHeader"))  # type: ignore[arg-type]
        first, look = table.find(f"{W}tr"), table.find(f"{W}tblPr/{W}tblLook")
        style = value(table.find(f"{W}tblPr"), "tblStyle")
        if first is None or not style or look is None or not self._styles.bold_first_row(style):
            return
        if look.get(f"{W}firstRow") == "1" or int(look.get(f"{W}val") or "0", 16) & 0x20:
            SubElement(_properties(first, "trPr"), f"{W}tblHeader")


def _ground(properties: Element | None) -> Colour | bool | None:
    """The colour that properties shade with; True for one that is told by a theme only."""
    shade = properties.find(f"{W}shd") if properties is not None else None
    if shade is None:
        return None
    name = "color" if shade.get(f"{W}val") == "solid" else "fill"
    told = colour((shade.get(f"{W}{name}") or "").lower())
    return told or (True if shade.get(f"{W}themeFill") else None)


def _properties(parent: Element, name: str) -> Element:
    """The properties of an element, made if it has none."""
    found = parent.find(f"{W}{name}")
    if found is None:
        found = Element(f"{W}{name}")
        parent.insert(0, found)
    return found


def _runs(element: Element) -> Iterator[Element]:
    """The runs of a paragraph, those of boxes that are anchored in it aside."""
    for child in element:
        if child.tag == f"{W}r":
            yield child
        if child.tag not in {f"{W}txbxContent", f"{W}p"}:
            yield from _runs(child)


def put_mark(paragraph: Element, text: str) -> None:
    """Put a mark before the text of a paragraph."""
    run = Element(f"{W}r")
    SubElement(run, f"{W}t").text = text
    paragraph.insert(1 if paragraph.find(f"{W}pPr") is not None else 0, run)


def _simplify(element: Element) -> None:
    """Replace what the converter does not know by what it knows, and take out what is not text."""
    kept: list[Element] = []
    for child in element:
        if child.tag in _DROPPED or _is_contents(child):
            continue
        _simplify(child)
        if child.tag in _UNWRAPPED:
            kept += child
        elif child.tag == f"{_MC}AlternateContent":
            kept += _boxes(child)
        elif child.tag in {f"{_M}oMath", f"{_M}oMathPara"}:
            kept.append(_formula(child))
        else:
            kept += _plain(child)
    element[:] = kept


def _plain(child: Element) -> list[Element]:
    if child.tag == f"{W}t" and child.text:
        child.text = re.sub("[\ufdd0-\ufdef]", "", child.text)
    elif child.tag == f"{W}ptab":
        child.tag = f"{W}tab"
    elif child.tag == f"{W}cr":
        child.tag = f"{W}br"
    elif child.tag == f"{W}hyperlink":
        child.attrib.pop(_R, None)
        for underline in [mark for part in child.iter(f"{W}rPr") for mark in [part.find(f"{W}u")] if mark is not None]:
            underline.set(f"{W}val", "none")
    elif child.tag == f"{W}br" and child.get(f"{W}type") in {"page", "column"}:
        page = child.get(f"{W}type") == "page"
        child.attrib.clear()
        return [child, Element(PAGE_BREAK)] if page else [child]
    elif child.tag == f"{W}r":
        _drop_own_marks(child)
    return [child]


def _drop_own_marks(run: Element) -> None:
    """Take out a mark of one's own that stands for a footnote's number."""
    own = [part for part in run if part.tag in {f"{W}footnoteReference", f"{W}endnoteReference"} and part.get(f"{W}customMarkFollows") in {"1", "true", "on"}]
    for part in [part for part in run if own and part.tag in {f"{W}t", f"{W}sym"}]:
        run.remove(part)


def _is_contents(child: Element) -> bool:
    """Whether an element is the table of contents that Word makes."""
    gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery") if child.tag == f"{W}sdt" else None
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def _boxes(alternate: Element) -> list[Element]:
    """The text boxes of a drawing, once, as the converter knows them."""
    for choice in alternate:
        if boxes := list(choice.iter(f"{W}txbxContent")):
            pict = Element(f"{W}pict")
            for box in boxes:
                SubElement(pict, f"{_V}textbox").append(box)
            return [pict]
    return []


def _formula(child: Element) -> Element:
    run = Element(f"{W}r")
    SubElement(run, f"{W}t").text = "".join(part.text or "" for part in child.iter(f"{_M}t"))
    return run
