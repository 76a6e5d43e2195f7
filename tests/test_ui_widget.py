"""The widget's addresses: who may embed it, what its script and its page hold, its colours, its size, and that it was built from its sources."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from ui_fakes import RuleAssistant, in_loop

from assistant.settings import Site
from ui.colours import GROUNDS, OWN, contrast, inks, text_on
from ui.hosting import build_app
from ui.offering import Offered
from ui.panel import BUILT, LABEL, PLACEHOLDER, build_widget

WIDGET = BUILT.parent
LARGEST = 15_000
"""Bytes of loader and panel together, compressed."""
FIRST, SECOND, OTHER = "https://one.example", "https://www.one.example", "https://evil.example"
SITE = Site(
    origins=(FIRST, SECOND),
    association="NVAIMH",
    accent="#7a1f5c",
    label='Ask </script><b>"us"',
    greeting='Hello <img src=x onerror=alert(1)> "there"',
    contact="mailto:desk@one.example",
)
BARE = Site(origins=("http://bare.example:8080",))


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return RuleAssistant(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def client(assistant: RuleAssistant) -> Iterator[TestClient]:
    with TestClient(in_loop(lambda: build_app(assistant, sites=(SITE, BARE)))) as client:
        yield client


def panel_config(client: TestClient, **asked: str) -> dict[str, Any]:
    """What the panel's page tells its script."""
    found = re.search(r'data-config="([^"]*)"', client.get("/widget", params=asked).text)
    assert found
    config: dict[str, Any] = json.loads(unescape(found[1]))
    return config


def directives(policy: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for words in (part.split() for part in policy.split(";"))}


def test_a_listed_website_gets_a_frame_that_only_it_may_show(client: TestClient) -> None:
    reply = client.get("/widget", params={"site": SECOND})
    assert reply.status_code == 200
    policy = directives(reply.headers["content-security-policy"])
    assert policy["frame-ancestors"] == [FIRST, SECOND]
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == ["'self'"]
    assert policy["img-src"] == ["'self'", "data:"]
    assert reply.headers["cache-control"] == "no-store"
    assert "set-cookie" not in reply.headers
    other = client.get("/widget", params={"site": "http://bare.example:8080"})
    assert directives(other.headers["content-security-policy"])["frame-ancestors"] == ["http://bare.example:8080"]


@pytest.mark.parametrize("site", ["", OTHER, "https://one.example.evil.example", "http://one.example", f"{FIRST}:8443", f"{FIRST}/", "null", "*", "'self'"])
def test_a_website_that_is_not_listed_gets_a_plain_refusal_that_nobody_may_frame(client: TestClient, site: str) -> None:
    reply = client.get("/widget", params={"site": site})
    assert reply.status_code == 403
    assert directives(reply.headers["content-security-policy"])["frame-ancestors"] == ["'none'"]
    assert "data-config" not in reply.text
    assert not site or site not in reply.text


def test_an_empty_list_means_no_website_at_all(assistant: RuleAssistant) -> None:
    app = FastAPI()
    app.include_router(build_widget(assistant, ()))
    with TestClient(app) as client:
        assert client.get("/widget", params={"site": FIRST}).status_code == 403
        for headers in ({}, {"Referer": f"{FIRST}/page"}):
            assert client.get("/widget.js", headers=headers).text.startswith("console.info(")


def test_what_a_setting_says_is_data_of_the_page_and_never_its_markup(client: TestClient) -> None:
    text = client.get("/widget", params={"site": FIRST, "association": '"><script>alert(1)</script>'}).text
    assert "<img" not in text
    assert text.count("<script") == 1
    config = panel_config(client, site=FIRST)
    assert config["greeting"] == SITE.greeting
    assert config["contact"] == SITE.contact
    assert config["site"] == FIRST
    assert (config["keeping"], config["days"], config["most"], config["longest"]) == (False, 0, 20, 2000)


def test_the_association_is_the_tags_then_the_websites_and_only_one_that_is_held(client: TestClient) -> None:
    assert panel_config(client, site=FIRST)["association"] == "NVAIMH"
    assert panel_config(client, site=FIRST, association="SBAIMH")["association"] == "SBAIMH"
    assert panel_config(client, site=FIRST, association="NOBODY")["association"] == "NVAIMH"
    bare = panel_config(client, site="http://bare.example:8080")
    assert bare["association"] == ""
    assert {"key": "SBAIMH", "label": "Southbank (SBAIMH)"} in bare["associations"]
    assert len(bare["starters"]) == 3
    assert all("Southbank" not in question for question in panel_config(client, site=FIRST)["starters"])


def test_another_index_is_offered_as_soon_as_it_is_in_use(tmp_path: Path) -> None:
    assistant = RuleAssistant(tmp_path)
    offered = Offered(assistant)
    before = offered.for_site(("SBAIMH",))
    library = assistant.retriever
    assistant.retriever = type(library)(passages=library.passages[:1], vocabulary=library.vocabulary)
    after = offered.for_site(("SBAIMH",))
    assert (before["association"], after["association"]) == ("SBAIMH", "")
    assert [option["key"] for option in after["associations"]] == ["NVAIMH"]


def test_the_script_carries_the_websites_label_and_colours(client: TestClient) -> None:
    for headers in ({"Referer": f"{FIRST}/a/page?x=1"}, {"Origin": SECOND}):
        reply = client.get("/widget.js", headers=headers)
        assert reply.headers["content-type"].startswith("text/javascript")
        assert "#7a1f5c" in reply.text
        assert "</script>" not in reply.text
        assert PLACEHOLDER not in reply.text
        assert reply.headers["cache-control"].startswith("private")
        assert {"Origin", "Referer"} <= set(reply.headers["vary"].replace(",", "").split())
    plain = client.get("/widget.js").text
    assert LABEL in plain
    assert "#7a1f5c" not in plain
    assert OWN["light"].fill in plain


@pytest.mark.parametrize("referer", [f"{OTHER}/", "https://one.example.evil.example/", "http://one.example/", "http://[", "x"])
def test_a_website_that_is_not_listed_gets_a_line_for_its_webmaster_only(client: TestClient, referer: str) -> None:
    text = client.get("/widget.js", headers={"Referer": referer}).text
    assert text.startswith("console.info(")
    assert text.count("\n") == 1
    assert "attachShadow" not in text


def test_the_panels_files_are_kept_for_ever_under_the_name_of_their_version(client: TestClient) -> None:
    page = client.get("/widget", params={"site": FIRST}).text
    for name in ("panel.js", "panel.css"):
        address = re.search(rf'"(/widget/{re.escape(name)}\?v=[0-9a-f]+)"', page)
        assert address
        assert "immutable" in client.get(address[1]).headers["cache-control"]
        assert "immutable" not in client.get(f"/widget/{name}").headers["cache-control"]
        assert client.get(address[1]).text == (BUILT / name).read_text(encoding="utf-8")
    assert client.get("/widget/panel.map").status_code == 404
    assert client.get("/widget/sources.json").status_code == 404


def test_a_website_gets_no_answer_by_itself_listed_or_not(client: TestClient) -> None:
    for origin in (FIRST, OTHER):
        for path in ("/api/ask", "/api/ask/stream", "/api/kept/preview", "/api/kept"):
            reply = client.post(path, json={"turns": ["training"]}, headers={"Origin": origin})
            assert reply.status_code == 403
            assert "access-control-allow-origin" not in reply.headers


@given(st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"), st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"))
def test_whatever_the_colours_are_everything_on_the_widget_can_be_read(accent: str, accent_dark: str) -> None:
    for mode, ink in zip(("light", "dark"), inks(accent, accent_dark), strict=True):
        assert contrast(ink.fill, ink.on_fill) >= 4.5
        assert all(contrast(ink.text, ground) >= 4.5 for ground in GROUNDS[mode])


def test_colours_that_serve_are_used_and_others_are_not(client: TestClient) -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert text_on("#7a1f5c") == "#ffffff"
    assert text_on("#ffd400") == "#0b1214"
    assert text_on("#757b76") is None
    assert inks("#757b76", None) == (OWN["light"], OWN["dark"])
    light, dark = inks("#ffd400", None)
    assert (light.fill, light.text) == ("#ffd400", OWN["light"].text)
    assert (dark.fill, dark.text) == ("#ffd400", "#ffd400")
    assert panel_config(client, site=FIRST)["light"]["fill"] == "#7a1f5c"
    assert panel_config(client, site=FIRST, accent="#123456")["light"]["fill"] == "#123456"
    assert panel_config(client, site=FIRST, accent="red;}body{display:none")["light"]["fill"] == "#7a1f5c"


def test_loader_and_panel_are_small() -> None:
    sizes = {name: len(gzip.compress((BUILT / name).read_bytes(), 9, mtime=0)) for name in ("widget.js", "panel.js", "panel.css")}
    assert sum(sizes.values()) <= LARGEST, sizes


def test_what_is_built_was_built_from_these_sources() -> None:
    built = json.loads((BUILT / "sources.json").read_text(encoding="utf-8"))
    paths = ["build.mjs", "package.json", "package-lock.json", "tsconfig.json", *(f"src/{path.name}" for path in (WIDGET / "src").iterdir())]
    held = {path: hashlib.sha256((WIDGET / path).read_bytes()).hexdigest() for path in paths}
    assert built == held, "the widget's sources have changed since it was built; run `make widget`"


def test_the_lock_file_pins_every_package_and_names_no_server() -> None:
    lock = json.loads((WIDGET / "package-lock.json").read_text(encoding="utf-8"))
    assert all("integrity" in package and "resolved" not in package for path, package in lock["packages"].items() if path)
    wanted = json.loads((WIDGET / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert all(version[0].isdigit() for version in wanted.values())


def test_the_widget_makes_no_markup_of_texts_and_keeps_nothing_in_the_browser() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (WIDGET / "src").iterdir())
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "localStorage",
        "sessionStorage",
        "document.cookie",
        "indexedDB",
        "style=",
    ):
        assert forbidden not in sources
    assert set(re.findall(r"https?://[a-z0-9./]+", sources)) == {"http://www.w3.org/2000/svg"}


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node here; `make widget-check` in CI compares the whole build")
def test_the_built_scripts_are_scripts() -> None:
    for name in ("widget.js", "panel.js"):
        subprocess.run(["node", "--check", str(BUILT / name)], check=True, timeout=60)
