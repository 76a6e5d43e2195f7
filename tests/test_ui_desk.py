"""The door of the desk: who is let in, for how long, from which pages; what browsers are told; and that nothing is said twice to who guesses."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk_fakes import LETTER, NAME, OWN, PASSWORD, SECRETS, Rig, Visitor, fields, logged_in, words
from starlette.testclient import TestClient
from ui_fakes import in_loop

from ui.desk.access import Access, local
from ui.desk.desk import build_desk
from ui.desk.entry import WRONG
from ui.desk.rendering import POLICY
from ui.hosting import build_app
from ui.limits import Rates

PATHS = ("", "/queue", "/answers", "/answers/new", "/answers/1", "/requests", "/aliases", "/account", "/nothing")
POSTS = ("", "/logout", "/account", "/queue/1", "/queue/helpful", "/answers/0", "/answers/1/renew", "/answers/1/retire", "/requests", "/requests/1/close")
POSTS += ("/aliases", "/aliases/build", "/aliases/1/remove", "/nothing")


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path)
    yield rig
    rig.close()


@pytest.mark.parametrize("path", PATHS)
def test_who_is_not_logged_in_sees_the_login_and_nothing_else(rig: Rig, path: str) -> None:
    rig.keep("How much training?")
    client = TestClient(rig.app)
    reply = client.get(f"/helpdesk{path}")
    assert reply.url.path == "/helpdesk/login"
    assert "Log in" in reply.text
    assert "How much training?" not in reply.text
    assert client.get(f"/helpdesk{path}", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("path", POSTS)
def test_nothing_is_done_for_who_is_not_logged_in_or_comes_from_elsewhere(rig: Rig, path: str) -> None:
    number = rig.keep("How much training?")
    rig.records.requests.add("Atlantis", "", NAME)
    out, visitor = Visitor(rig), logged_in(rig)
    assert out.post(f"/helpdesk{path}", {"do": "delete"}).status_code == 401
    foreign: list[dict[str, str]] = [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://testserver.evil.example"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ]
    for headers in foreign:
        assert visitor.client.post(f"/helpdesk{path}", data={"token": visitor.token, "do": "delete"}, headers=headers).status_code == 403
    assert visitor.client.post(f"/helpdesk{path}", data={"token": visitor.token, "do": "delete"}).status_code == 403
    other = logged_in(rig)
    for token in ("", "x", "é", other.token):
        assert visitor.client.post(f"/helpdesk{path}", data={"token": token, "do": "delete"}, headers=OWN).status_code == 403
    assert rig.records.queue.get(number) is not None
    assert len(rig.records.requests.open()) == 1
    assert rig.build.times == 0
    assert visitor.get("/helpdesk").url.path == "/helpdesk"


def test_a_browser_that_names_no_origin_but_says_that_the_page_is_the_servers_own_is_believed(rig: Rig) -> None:
    visitor = logged_in(rig)
    data = {"token": visitor.token, "term": "Atlantis"}
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "null", "Sec-Fetch-Site": "same-origin"}):
        assert visitor.client.post("/helpdesk/requests", data=data, headers=headers).status_code == 200
    assert len(rig.records.requests.open()) == 2


def test_looking_changes_nothing(rig: Rig) -> None:
    number = rig.keep("What about Mars?", status="not_covered", terms=("mars",))
    visitor = logged_in(rig)
    for path in (
        "/queue?do=delete",
        f"/queue/{number}?do=delete",
        "/aliases?term=mars&meaning=association:NVAIMH",
        "/aliases/build",
        "/answers/1/retire",
        "/logout",
    ):
        visitor.get(f"/helpdesk{path}")
    assert rig.records.queue.get(number) is not None
    assert rig.records.aliases.all() == []
    assert rig.build.times == 0
    assert visitor.get("/helpdesk/queue").url.path == "/helpdesk/queue"


def test_the_cookie_is_for_the_desk_alone_and_no_script_may_read_it(rig: Rig) -> None:
    visitor = Visitor(rig)
    reply = visitor.post("/helpdesk/login", {"name": NAME, "password": PASSWORD}, follow_redirects=False)
    cookie = reply.headers["set-cookie"].lower()
    assert reply.headers["location"] == "/helpdesk"
    assert {"httponly", "samesite=strict", "path=/helpdesk"} <= {part.strip() for part in cookie.split(";")}
    assert "secure" not in cookie
    assert "max-age" not in cookie
    secure = Visitor(rig, "https://testserver")
    cookie = secure.post("/helpdesk/login", {"name": NAME, "password": PASSWORD}, follow_redirects=False).headers["set-cookie"].lower()
    assert "secure" in {part.strip() for part in cookie.split(";")}


@pytest.mark.parametrize(("near", "secure"), [("127.0.0.1", True), ("203.0.113.7", False)])
def test_a_proxy_on_this_machine_says_that_the_browser_came_by_https(rig: Rig, near: str, secure: bool) -> None:
    client = TestClient(rig.app, client=(near, 5000))
    headers = {"Origin": "https://testserver", "X-Forwarded-Proto": "https"}
    reply = client.post("/helpdesk/login", data={"name": NAME, "password": PASSWORD}, headers=headers, follow_redirects=False)
    assert ("; secure" in reply.headers["set-cookie"].lower()) is secure


def test_a_wrong_name_and_a_wrong_password_get_the_same_words(rig: Rig) -> None:
    visitor = Visitor(rig)
    replies = [visitor.log_in("Nobody", PASSWORD), visitor.log_in(NAME, "x" * 20), visitor.log_in("", "")]
    for reply in replies:
        assert reply.status_code == 401
        assert WRONG in words(reply.text)
        assert "set-cookie" not in reply.headers
    texts = {words(reply.text) for reply in replies}
    assert len(texts) == 1
    assert PASSWORD not in replies[0].text


def test_passwords_are_tried_a_few_times_and_then_slowly(rig: Rig) -> None:
    access = Access(rig.records, Rates(0.1, 6, clock=lambda: 0.0), Rates(0.05, 3, clock=lambda: 0.0))
    app = build_app_of(rig, access)
    client = TestClient(app)

    def tried(name: str, password: str = "wrong wrong wrong") -> Any:
        return client.post("/helpdesk/login", data={"name": name, "password": password}, headers=OWN, follow_redirects=False)

    assert [tried("someone").status_code for _ in range(3)] == [401] * 3
    late = tried("Someone", PASSWORD)
    assert (late.status_code, late.headers["retry-after"]) == (429, "20")
    assert "wait 20 seconds" in words(late.text)
    assert tried("other").status_code == 401
    assert tried("other").status_code == 401
    assert tried("yet another").status_code == 429
    assert tried(NAME, PASSWORD).status_code == 429


def build_app_of(rig: Rig, access: Access) -> Any:
    from fastapi import FastAPI

    app = FastAPI()
    app.include_router(build_desk(rig.assistant, rig.records, rig.helpdesk.masker, access=access))
    return app


def test_a_session_ends_after_its_hours_or_unused_and_leads_back_to_where_one_was(rig: Rig) -> None:
    visitor = logged_in(rig)
    rig.clock.forward(minutes=59)
    assert visitor.get("/helpdesk/queue?page=1").url.path == "/helpdesk/queue"
    rig.clock.forward(minutes=61)
    ended = visitor.get("/helpdesk/queue?page=1")
    assert ended.url.path == "/helpdesk/login"
    assert "Your session is over. Please log in again." in words(ended.text)
    again = visitor.log_in(to=fields(ended.text)["to"])
    assert (again.url.path, again.url.query) == ("/helpdesk/queue", b"page=1")
    for _ in range(12):
        rig.clock.forward(minutes=50)
        visitor.get("/helpdesk")
    assert visitor.get("/helpdesk").url.path == "/helpdesk/login"


def test_what_was_written_is_not_lost_when_the_session_has_ended(rig: Rig) -> None:
    visitor = logged_in(rig)
    rig.clock.forward(hours=11)
    late = visitor.post("/helpdesk", {"letter": "Two\nlines & <b>", "do": "read"})
    assert late.status_code == 401
    assert "what you wrote is still here" in words(late.text)
    carried = {name: value for name, value in fields(late.text).items() if name.startswith("carried-")}
    assert carried == {"carried-letter": "Two\nlines & <b>", "carried-do": "read"}
    again = visitor.log_in(to="/helpdesk", **carried)
    assert "You are logged in again" in words(again.text)
    sent = fields(again.text)
    assert (sent["letter"], sent["do"]) == ("Two\nlines & <b>", "read")
    assert visitor.post("/helpdesk", sent).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        *(
            "https://evil.example",
            "//evil.example",
            "/helpdesk.evil",
            "/helpdesk//evil.example",
            "/helpdesk\\evil",
            "/",
            "/documents/x",
            "javascript:alert(1)",
            "",
        ),
        *("/helpdesk/../documents", "/helpdesk/login", "/helpdesk/logout", "/helpdesk?x=\r\nSet-Cookie: a=b", "/helpdesk/queue#x", "/helpdesk/%0d%0a"),
    ],
)
def test_after_the_login_one_is_led_to_pages_of_the_desk_only(rig: Rig, path: str) -> None:
    assert local(path) in {"/helpdesk", "/helpdesk//evil.example"}
    reply = Visitor(rig).post("/helpdesk/login", {"name": NAME, "password": PASSWORD, "to": path}, follow_redirects=False)
    assert reply.headers["location"].startswith("/helpdesk")
    assert "set-cookie" in reply.headers


def test_logging_out_ends_the_session_at_the_server_too(rig: Rig) -> None:
    visitor = logged_in(rig)
    kept = dict(visitor.client.cookies)
    assert visitor.post("/helpdesk/logout").url.path == "/helpdesk/login"
    stolen = TestClient(rig.app, cookies=kept)
    assert stolen.get("/helpdesk").url.path == "/helpdesk/login"


def test_logging_in_ends_the_session_that_the_browser_had(rig: Rig) -> None:
    visitor = logged_in(rig)
    kept = dict(visitor.client.cookies)
    visitor.log_in()
    assert TestClient(rig.app, cookies=kept).get("/helpdesk").url.path == "/helpdesk/login"
    assert visitor.get("/helpdesk").url.path == "/helpdesk"


def test_ones_own_password_is_changed_and_other_sessions_end(rig: Rig) -> None:
    visitor, other = logged_in(rig), logged_in(rig)
    new = "seven wise owls in a barn"
    for sent, said in (
        ({"now": "wrong", "new": new, "again": new}, "This is not your password now"),
        ({"now": PASSWORD, "new": "short", "again": "short"}, "choose one of 12"),
        ({"now": PASSWORD, "new": new, "again": new + "x"}, "not the same"),
    ):
        reply = visitor.post("/helpdesk/account", sent)
        assert reply.status_code == 422
        assert said in words(reply.text)
        assert 'aria-invalid="true"' in reply.text
    reply = visitor.post("/helpdesk/account", {"now": PASSWORD, "new": new, "again": new})
    assert "Your password was changed" in words(reply.text)
    assert new not in reply.text
    assert visitor.get("/helpdesk/queue").url.path == "/helpdesk/queue"
    assert other.get("/helpdesk/queue").url.path == "/helpdesk/login"
    assert Visitor(rig).log_in().status_code == 401
    assert Visitor(rig).log_in(password=new).status_code == 200


def test_no_page_is_cached_and_each_has_the_desks_own_policy(rig: Rig) -> None:
    visitor = logged_in(rig)
    replies = [visitor.get(f"/helpdesk{path}") for path in PATHS] + [visitor.post("/helpdesk/nothing"), Visitor(rig).get("/helpdesk/login")]
    replies += [visitor.post("/helpdesk/requests", {"term": "Atlantis"}, follow_redirects=False), visitor.client.post("/helpdesk/requests")]
    for reply in replies:
        assert reply.headers["cache-control"] == "no-store", reply.url
        assert reply.headers["content-security-policy"] == POLICY
        assert "unsafe" not in POLICY
        assert reply.headers["x-content-type-options"] == "nosniff"
    for name in ("desk.css", "desk.js"):
        reply = TestClient(rig.app).get(f"/helpdesk/{name}")
        assert reply.status_code == 200
        assert "http" not in reply.text.replace("https", "http").replace("by http.", "")


def test_pages_hold_no_script_or_style_of_their_own(rig: Rig) -> None:
    rig.keep("How much training?")
    visitor = logged_in(rig)
    for path in PATHS:
        text = visitor.get(f"/helpdesk{path}").text
        assert text.count("<script") == 1
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick" not in text


def test_what_is_no_page_is_said_to_be_none(rig: Rig) -> None:
    visitor = logged_in(rig)
    assert visitor.get("/helpdesk/").url.path == "/helpdesk"
    for path in ("/nothing", "/answers/99", "/answers/x", "/pages/base.html", "/../access.py"):
        reply = visitor.get(f"/helpdesk{path}")
        assert reply.status_code in {404, 422}
        assert "{" not in words(reply.text)


def test_a_database_that_fails_is_told_plainly(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    visitor = logged_in(rig)
    rig.records._database.engine.dispose()
    path = Path(rig.url.removeprefix("sqlite:///"))
    path.write_bytes(b"not a database, but long enough to be read as one" * 100)
    reply = visitor.get("/helpdesk/queue")
    assert reply.status_code == 503
    assert "The desk is out of order" in words(reply.text)
    assert str(path) not in reply.text


def test_nothing_of_a_message_is_in_the_log_or_the_database(rig: Rig, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    visitor = logged_in(rig)
    page = visitor.post("/helpdesk", {"letter": LETTER + "\nAnd crash?", "do": "read"})
    sent = fields(page.text)
    visitor.post("/helpdesk", {**sent, "reply": "Zwiebelturm of 4711 hours", "do": "check"})
    visitor.log_in("Zwiebelturm", "Zwiebelturm")
    rig.records.purge()
    told = caplog.text + "".join(path.read_bytes().decode("latin-1") for path in tmp_path.rglob("*") if path.is_file())
    for secret in (*SECRETS, "Zwiebelturm", "4711", PASSWORD):
        assert secret not in told


def test_the_server_has_a_desk_only_with_a_database(rig: Rig) -> None:
    with TestClient(in_loop(lambda: build_app(rig.assistant))) as client:
        assert client.get("/helpdesk").status_code == 404
    app = in_loop(lambda: build_app(rig.assistant, desk=rig.records))
    with TestClient(app) as client:
        assert client.get("/helpdesk").url.path == "/helpdesk/login"
        reply = client.post("/helpdesk/login", data={"name": NAME, "password": PASSWORD}, headers=OWN)
        assert reply.url.path == "/helpdesk"
        assert reply.headers["content-security-policy"] == POLICY
        assert client.post("/api/ask", json={"turns": ["training"]}).status_code == 200
