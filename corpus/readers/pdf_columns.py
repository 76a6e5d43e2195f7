"""The reading order of a page: columns of running text one after the other, tables without rules as tables, boxes beside the text by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from operator import attrgetter

from corpus.readers.pdf_bands import Bands, Piece, columns_of
from corpus.readers.pdf_cells import in_rows
from corpus.readers.pdf_drawing import Edge
from corpus.readers.pdf_grids import Grid
from corpus.readers.pdf_healing import ends_sentence
from corpus.readers.pdf_insets import Inset
from corpus.readers.pdf_lines import Line
from corpus.readers.pdf_styles import Styles
from corpus.readers.pdf_unruled import grids_of

Block = Line | Grid

_MOST_ABOVE = 12
"""Lines above a box down from which the sentence that flows around it may begin."""
_LARGER = 1.05
"""Times the size of a box's headings from which a heading beside it stands above them."""


class Arranger:
    """Brings what stands on a page into reading order. It is made once a document, so that no two columns share a number."""

    def __init__(self, styles: Styles, left: float, right: float) -> None:
        """Take what is known of the document.

        Args:
            styles: Its type.
            left: Where its lines begin on most pages.
            right: Where its full lines end.
        """
        self._pitch, self._left, self._right = styles.pitch, left, right
        self._bands = Bands(styles, left)
        self._regions = count(1)

    def arrange(self, pieces: Sequence[Piece], rules: Sequence[Edge]) -> list[Block]:
        """The lines and tables of a page in reading order, lines with the edges and number of their column.

        Args:
            pieces: What stands on the page, lines still parted where white is wide.
            rules: The lines drawn across, which part the rows of a table.
        """
        left = min((piece.x0 for piece in pieces), default=self._left)
        left = self._left if abs(left - self._left) < 40 else left
        right = max((piece.x1 for piece in pieces), default=self._right)
        right = self._right if right < self._right + 40 else right
        return self._read(sorted(pieces, key=attrgetter("top", "x0")), rules, left, right)

    def _read(self, pieces: list[Piece], rules: Sequence[Edge], left: float, right: float) -> list[Block]:
        band = self._bands.find(pieces)
        columns = columns_of(pieces[band.start : band.end], band) if band else []
        if band is None or len(columns) < 2:
            return self._flow(pieces, rules, left, right)
        table = grids_of(columns, rules, self._pitch)
        if table is None:
            band = self._bands.extended(pieces, band)
            columns = columns_of(pieces[band.start : band.end], band)
            read = [self._read(column, rules, min(one.x0 for one in column), max(one.x1 for one in column)) for column in columns]
        else:
            region = next(self._regions)
            read = [[replace(block, region=region, left=left, right=right) if isinstance(block, Line) else block for block in table]]
            for block in table:
                if isinstance(block, Grid):
                    self._bands.learn(tuple(_ends([row.cells[at] for row in block.rows]) for at in range(len(block.edges) - 1)))
        above = self._read(pieces[: band.start], rules, left, right) if band.start else []
        below = self._read(pieces[band.end :], rules, left, right) if band.end < len(pieces) else []
        flowing = _flowing(above, read, below)
        if flowing is None and table is None and any(isinstance(piece, Inset) for column in columns for piece in column):
            read = [_with_boxes(columns, read, below)]
        return flowing or [*above, *(block for column in read for block in column), *below]

    def _flow(self, pieces: Sequence[Piece], rules: Sequence[Edge], left: float, right: float) -> list[Block]:
        """Pieces that no gutter parts, from top to bottom."""
        lines = in_rows([piece for piece in pieces if isinstance(piece, Line)])
        region = next(self._regions)
        placed: list[Piece] = [replace(line, region=region, left=left, right=right) for line in lines]
        blocks: list[Block] = []
        for piece in sorted([*placed, *(piece for piece in pieces if not isinstance(piece, Line))], key=attrgetter("top")):
            blocks += self._inside(piece, rules) if isinstance(piece, Inset) else [piece]
        return blocks

    def _inside(self, inset: Inset, rules: Sequence[Edge]) -> list[Block]:
        """What stands in a box, which has as much white at its right as at its left."""
        left = min(piece.x0 for piece in inset.pieces)
        right = max(inset.x1 - (left - inset.x0), max(piece.x1 for piece in inset.pieces))
        return self._read(sorted(inset.pieces, key=attrgetter("top", "x0")), rules, left, right)


def _ends(cells: Sequence[Sequence[Line]]) -> tuple[float, float]:
    """Where the text of a column begins and ends."""
    lines = [line for cell in cells for line in cell]
    return min((line.x0 for line in lines), default=0.0), max((line.x1 for line in lines), default=0.0)


def _with_boxes(columns: Sequence[Sequence[Piece]], read: Sequence[list[Block]], below: Sequence[Block]) -> list[Block]:
    """Columns of which some are boxes.

    They are read from left to right where something new begins below them. Where the text beside a box goes on, the box is read before the first heading
    there that stands above its own, or before the text, so that nothing of the text comes to stand under a heading of the box.
    """
    boxed = [all(isinstance(piece, Inset) for piece in column) for column in columns]
    largest = max(piece.size for column in columns for piece in column if isinstance(piece, Inset))
    if not any(boxed) or all(boxed) or (below and isinstance(below[0], Line) and below[0].size > _LARGER * largest):
        return [block for column in read for block in column]
    aside = [block for column, box in zip(read, boxed, strict=True) for block in column if box]
    text = [block for column, box in zip(read, boxed, strict=True) for block in column if not box]
    at = next((at for at, block in enumerate(text) if isinstance(block, Line) and block.size > _LARGER * largest), 0)
    return [*text[:at], *aside, *text[at:]]


def _flowing(above: list[Block], columns: list[list[Block]], below: list[Block]) -> list[Block] | None:
    """What stands above columns, the columns and what stands below, where a text flows around them; None where none does.

    It comes from above in full width, or goes on below so: the other columns are read before its sentence begins.
    """
    for at, column in enumerate(columns if len(columns) > 1 else []):
        comes = bool(above) and _is_continued(above[-1], column[0])
        if comes or (at < len(columns) - 1 and below and _is_continued(column[-1], below[0])):
            begin = len(above)
            while comes and begin > 0 and len(above) - begin < _MOST_ABOVE and (begin == len(above) or _is_continued(above[begin - 1], above[begin])):
                begin -= 1
            aside = [block for other in (*columns[:at], *columns[at + 1 :]) for block in other]
            return [*above[:begin], *aside, *above[begin:], *column, *below]
    return None


def _is_continued(block: Block, after: Block) -> bool:
    """Whether a line surely goes on with the sentence of another."""
    if not isinstance(block, Line) or not isinstance(after, Line):
        return False
    return after.opens_low and not ends_sentence(block.text) and abs(after.size - block.size) < 0.5
