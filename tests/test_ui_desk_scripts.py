"""Script-like texts at the desk, as message, question, reply, staff answer, term, note and site: none of them becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from desk_fakes import NAME, Rig, Visitor, logged_in
from script_texts import BLNS, SCRIPTS
from starlette.testclient import TestClient

from assistant.staff import Rest, StaffAnswer

TEXTS = tuple(dict.fromkeys((*SCRIPTS, *BLNS)))
FOREIGN = ("iframe", "img", "svg", "style", "object", "embed", "base", "video", "audio", "i", "u", "marquee", "math", "math", "body body")
LINK = re.compile(r"#[\w-]+|/document\.css|/|/helpdesk[\w/?=&.%-]*|/documents/[\w%.-]+(\?q=[0-9a-f]{10}#p-[0-9a-f]{10})?|https://example\.org/\w+|data:,")


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """A desk whose every record is a script-like text."""
    rig = Rig(tmp_path_factory.mktemp("desk"))
    for number, text in enumerate(TEXTS):
        rig.keep(text, "unhelpful" if number % 2 else "sent", status="not_covered", terms=(text,), site=text[:200], turns=(text,))
        rig.keep(text, "helpful")
        rig.records.requests.add(text, text, text[:60] if text[:60].strip() else NAME)
        rig.records.aliases.add(text[:200], "association", "NVAIMH", NAME)
        rests = (Rest(text[:300], "changed", text), Rest(rig.assistant.retriever.passages[0].id, "changed", text))
        rig.records.staff.add(StaffAnswer(0, (text, text), text, text[:200], date(2031, 1, 1), (), (), rests, None))
    yield rig
    rig.close()


@pytest.fixture(scope="module")
def staff(rig: Rig) -> Visitor:
    return logged_in(rig)


def assert_plain(page: str, forms: bool = True) -> None:
    """Nothing on a page but the desk's own markup."""
    tree = BeautifulSoup(page, "html.parser")
    scripts = tree.find_all("script")
    assert [bool(script.get("src", "").startswith("/helpdesk/desk.js?")) and not script.text for script in scripts] == [True] * int(forms)
    assert tree.find_all(FOREIGN[:-1]) == []
    for name in ("html", "head", "body", "title", "main"):
        assert len(tree.find_all(name)) == 1
    for element in tree.find_all(True):
        for attribute, value in element.attrs.items():
            assert not attribute.startswith("on")
            assert attribute not in {"style", "srcdoc", "background", "xlink:href"}
            if attribute in {"href", "action", "formaction"}:
                assert LINK.fullmatch(str(value)), value


def test_the_lists_of_the_desk(rig: Rig, staff: Visitor) -> None:
    last = len(TEXTS) // 10
    for path in ("queue", f"queue?page={last // 2}", f"queue?page={last}", "requests", "aliases", "answers", "answers/1", "answers/new?from=1&from=3"):
        page = staff.get(f"/helpdesk/{path}")
        assert page.status_code == 200
        assert_plain(page.text)


@pytest.mark.parametrize("number", [1, 2, 3, len(SCRIPTS), len(TEXTS)])
def test_the_page_of_a_staff_answer(rig: Rig, number: int) -> None:
    assert_plain(TestClient(rig.app).get(f"/documents/staff-answer-{number}?q=<script>").text, forms=False)


@pytest.mark.parametrize("start", range(0, len(TEXTS), 12))
def test_a_message_its_questions_and_its_reply(staff: Visitor, start: int) -> None:
    texts = TEXTS[start : start + 12]
    sent = {f"question-{number}": text for number, text in enumerate(texts)}
    letter = "\n".join(f"How many hours? {text}" for text in texts)
    for more in (
        {"do": "read"},
        {"do": "check", "reply": "\n\n".join(texts), **sent},
        {"do": "draft", "drafted": texts[0], "kind": texts[0], "association": texts[0]},
    ):
        page = staff.post("/helpdesk", {"letter": letter, **more})
        assert page.status_code in {200, 422}
        email = re.search(r'<div class="email"[^>]*>(.*?)</div>\n</section>', page.text, re.S)
        assert email
        made = BeautifulSoup(email.group(1), "html.parser")
        assert {element.name for element in made.find_all(True)} <= {"p", "br", "ul", "ol", "li", "a"}
        assert all(str(link["href"]).startswith(("http://", "https://")) for link in made.find_all("a"))
        assert_plain(page.text.replace(email.group(1), ""))


@pytest.mark.parametrize("text", SCRIPTS)
def test_what_comes_back_of_a_form_that_is_not_taken(rig: Rig, staff: Visitor, text: str) -> None:
    out = Visitor(rig)
    for page in (
        staff.post("/helpdesk/answers/0", {"questions": text, "text": text, "until": text, "find": text, "association": text, "rest": text, "do": "save"}),
        staff.post("/helpdesk/aliases", {"term": text, "meaning": text}),
        staff.post("/helpdesk/requests", {"term": "", "note": text}),
        staff.post("/helpdesk/account", {"now": text, "new": text, "again": text}),
        staff.post("/helpdesk", {"letter": text + " hours" * 1000, "do": "read", "association": text}),
        staff.get("/helpdesk/queue", params={"done": text, "page": text}),
        staff.get("/helpdesk/answers/new", params={"from": text}),
        out.post("/helpdesk", {"letter": text, text: text}),
    ):
        assert page.status_code < 500
        assert_plain(page.text)


@pytest.mark.parametrize("text", SCRIPTS[::4])
def test_what_comes_back_of_a_login(text: str, tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    for page in (
        Visitor(rig).log_in(text, text, to=text, **{f"carried-{text}": text}),
        Visitor(rig).get("/helpdesk/login", params={"to": text, "ended": text}),
        Visitor(rig).log_in(to=text, **{f"carried-{text}": text}),
    ):
        assert page.status_code < 500
        assert_plain(page.text)
    rig.close()
