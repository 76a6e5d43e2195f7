"""The pages of a Word file, as far as it tells them."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from corpus.readers.docx_cleaning import END, PAGE_BREAK, put_mark
from corpus.readers.docx_styles import W, is_on

PAGE = "\ufdd2"
"""The mark in the text where a page begins; its number and END stand after it, 0 where it is not known."""
_LONGEST_PAGE = 3000
"""Characters on a page from which it may have run over to another without saying so."""


def mark_pages(body: Element) -> bool:
    """Mark where pages begin, by the breaks that Word noted when it last laid the text out, or else by those that were set by hand.

    Pages set by hand are believed while each is short enough for one sheet; from the first that is not on, none is known.

    Returns:
        Whether the first page is known.
    """
    noted = next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None
    if not noted and next(body.iter(PAGE_BREAK), None) is None and next(body.iter(f"{W}pageBreakBefore"), None) is None:
        return False
    pages = _Pages(noted)
    pages.walk(body, 1)
    long = [page for page, length in sorted(pages.lengths.items()) if length > _LONGEST_PAGE]
    known = min(long, default=None) if not noted else None
    for text, page in pages.marks:
        text.text = f"{PAGE}{page if known is None or page < known else 0}{END}"
    return known is None or known > 1


class _Pages:
    """A walk over the text that counts its pages."""

    def __init__(self, noted: bool) -> None:
        self._noted = noted
        self.lengths: dict[int, int] = {}
        self.marks: list[tuple[Element, int]] = []

    def walk(self, element: Element, page: int) -> int:
        """The page on which an element ends that begins on a page."""
        if element.tag == f"{W}tr":
            # The cells of a row begin on the same page, and each may run over to the next.
            return max((self.walk(cell, page) for cell in element), default=page)
        if element.tag == f"{W}p" and not self._noted and is_on(element.find(f"{W}pPr"), "pageBreakBefore") and self.lengths:
            page += 1
            put_mark(element, "")
            self.marks.append((element[1].find(f"{W}t"), page))  # type: ignore[arg-type]
        if element.tag == (f"{W}lastRenderedPageBreak" if self._noted else PAGE_BREAK):
            page += 1
            element.tag = f"{W}t"
            self.marks.append((element, page))
            return page
        if element.tag == f"{W}t":
            self.lengths[page] = self.lengths.get(page, 0) + len(element.text or "")
        for child in list(element):
            page = self.walk(child, page)
        return page
