"""The page that a citation of a staff answer leads to: anybody may see it, and it says what it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from assistant.staff import STAFF, StaffAnswer, is_current
from assistant.staff_answer import staff_sentences
from index.passages import Passage
from ui.anchors import document_path, passage_anchor, sentence_key
from ui.desk.answers import StaffShelf
from ui.desk.library import PerLibrary, by_id
from ui.desk.rendering import build_templates
from ui.documents import CHANGED, STYLE, missing_html
from ui.visit import Answering


def build_staff_page(assistant: Answering, shelf: StaffShelf, today: Callable[[], date]) -> APIRouter:
    """The route /documents/staff-answer-{number}; to be included before that of the documents."""
    page = APIRouter(include_in_schema=False)
    template = build_templates().get_template("staff.html")
    passages = PerLibrary(assistant, by_id)

    @page.get(f"/documents/{STAFF}{{number}}")
    def staff_answer(number: str, q: str = "") -> Response:
        staff = next((one for one in shelf.load() if str(one.id) == number), None)
        if staff is None:
            return HTMLResponse(missing_html(), 404, {"Cache-Control": "no-cache"})
        name, held, vocabulary = f"{STAFF}{staff.id}", passages.get(), assistant.retriever.vocabulary
        said = [(sentence, bool(q) and sentence_key(name, sentence) == q) for sentence in staff_sentences(staff.text)]
        lost = CHANGED if q and not any(marked for _, marked in said) else ""
        shown = {"staff": staff, "said": said, "lost": lost, "anchor": passage_anchor(name), "rests": _rests(staff, held), "vocabulary": vocabulary}
        text = template.render(style=STYLE, current=is_current(staff, held, today()), **shown)
        return HTMLResponse(text.encode("utf-8", "replace"), headers={"Cache-Control": "no-cache"})

    return page


def _rests(staff: StaffAnswer, held: dict[str, Passage]) -> list[tuple[str, str, str]]:
    """The sentences it rests on: the sentence, its document's title, and the address at which it stands; no address where it does not any more."""
    found = []
    for rest in staff.rests:
        passage = held.get(rest.passage)
        there = passage is not None and rest.quote in passage.sentences
        address = f"{document_path(passage.guideline)}?q={sentence_key(passage.id, rest.quote)}#{passage_anchor(passage.id)}" if passage and there else ""
        found.append((rest.quote, passage.title if passage else "", address))
    return found
