"""Sends a text to a running server by every way that takes one: as people do, and as programs do that are broken or mean harm."""

from __future__ import annotations

import base64
import itertools
import json
import re
import socket
import threading
from collections import Counter
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

PLAIN: dict[str, Any] = {"trust_env": False, "verify": False, "timeout": 60}
"""Without certificates, which take longer to read than a request to be answered."""
KINDS = ("sent", "helpful", "unhelpful")


class Sender:
    """One client that counts what its requests were answered with.

    It names another address with each request, as a proxy on this machine does for its clients: so that nobody has asked too often.
    """

    def __init__(self, address: str) -> None:
        self.address, self.answered = address, Counter[tuple[str, int]]()
        self._client = httpx.Client(base_url=address, **PLAIN)
        self._numbers, self._lock = itertools.count(), threading.Lock()
        self._token = ""
        page = self._client.get("/").text
        config: dict[str, Any] = json.JSONDecoder().raw_decode(page.split("window.gradio_config = ", 1)[1])[0]
        (self._send,) = (one["id"] for one in config["dependencies"] if any(event == "submit" for _, event in one["targets"]))

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def ask(self, text: str) -> None:
        """The programming interface."""
        for path in ("/api/ask", "/api/ask/stream"):
            self._post(path, json={"turns": [text]})

    def preview(self, text: str) -> None:
        """See what would be kept."""
        self._post("/api/kept/preview", json={"turns": [text], "kind": "sent"})

    def keep(self, text: str, kind: str) -> str:
        """Have it kept; the text as it was kept."""
        told: str = self._post("/api/kept", json={"turns": [text], "kind": kind}).json()["text"]
        return told

    def chat(self, text: str) -> None:
        """The chat page, as Gradio's own script asks."""
        self._queue("chat", [text, None, "", "", ""])

    def log_in(self, name: str, password: str) -> None:
        """The desk's door."""
        self._desk("/login", {"name": name, "password": password, "to": ""})
        found = re.search(r'name="token" value="([^"]+)"', self._client.get("/helpdesk").text)
        assert found, "the desk does not let in"
        self._token = found[1]

    def letter(self, text: str, again: bool) -> None:
        """A member's message at the desk; with `again` as it comes back with questions and reply, to be checked once more."""
        more = {"question-0": text, "question-new": text, "reply": text, "drafted": "x", "kind": "name", "do": "check"} if again else {}
        self._desk("", {"letter": text, **more})

    def staff_answer(self, text: str) -> None:
        """A staff answer whose questions are the lines of the text."""
        answer = {"questions": text, "text": "Please ask the office.", "until": "2999-12-31"}
        self._desk("/answers/0", {**answer, "find": text, "do": "save"})

    def break_bodies(self, text: str) -> None:
        """Bodies that are no question: refused."""
        long = json.dumps({"turns": [text * 300], "kind": "sent"}).encode()
        shapes = ('{"turns": ["' + text, text, json.dumps([text]), json.dumps({text: text, "turns": text, "kind": text, "data": text}))
        for path in ("/api/ask", "/api/ask/stream", "/api/kept", "/api/kept/preview", "/gradio_api/queue/join"):
            for body in (*(shape.encode() for shape in shapes), long, (long[at : at + 1000] for at in range(0, len(long), 1000))):
                self._break("broken", "POST", path, content=body, headers={"Content-Type": "application/json"})
        for more in ({"associations": [text[:60]]}, {"site": text}, {"kind": text}, {"turns": [text * 50]}, {"turns": [text] * 30}):
            self._break("broken", "POST", "/api/kept", json={"turns": [text], "kind": "sent", **more})
        self._break("broken form", "POST", "/helpdesk", files={"letter": (text, text.encode())}, data={"token": text}, headers={"Origin": self.address})

    def break_addresses(self, text: str) -> None:
        """Paths and headers that hold the text."""
        coded = quote(text, safe="")
        for folder in ("", "api", "api/kept", "documents", "widget", "helpdesk", "helpdesk/answers", "gradio_api", "gradio_api/queue", "static", "assets"):
            self._break("address", "GET", f"/{folder}/{coded}".replace("//", "/") + f"?q={coded}&{coded}")
        names = ("User-Agent", "Referer", "Cookie", "Accept-Language", "Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Gradio-Server")
        for method, path in (("GET", "/"), ("GET", f"/documents/none?q={coded}"), ("GET", "/helpdesk"), ("POST", "/api/ask"), (coded[:40], "/")):
            self._break("header", method, path, headers=dict.fromkeys(names, coded), content=b"{}")
        self._break("header", "POST", "/api/ask", json={"turns": [text]}, headers={"Origin": coded})

    def break_connections(self, text: str) -> None:
        """What is no HTTP, a web socket, and a client who leaves before the answer."""
        coded, key = quote(text, safe=""), base64.b64encode(text.encode()[:16].ljust(16)).decode()
        socketed = f"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Protocol: {coded}\r\n"
        body = json.dumps({"turns": [text]})
        for raw in (
            f"GET /{coded}?{coded} HTTP/1.1\r\nHost: x\r\n{socketed}\r\n",
            f"GET /{text} HTTP/1.1\r\nHost: x\r\n\r\n",
            f"{text}\r\n\r\n",
            f"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Length: {text}\r\n\r\n{body}",
            f"POST /api/ask HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{text}\r\n",
            f"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body.encode())}\r\n\r\n{body}",
        ):
            with socket.create_connection((str(urlsplit(self.address).hostname), urlsplit(self.address).port or 80), 10) as connection:
                connection.sendall(raw.encode())
                self.answered["raw", 0] += 1

    def break_chat(self, text: str) -> None:
        """What Gradio's script never sends."""
        for data in ([text, None, text, "", ""], [text], [{"value": text}, text, "", "", ""], [text * 20, None, "", "", ""], [text, None, [text], {}, ""], []):
            self._queue("broken chat", data)
        for more in ({"fn_index": 9999}, {"fn_index": text}, {"trigger_id": text}, {"session_hash": [text]}, {"event_data": text}, {"oauth_token": text}):
            self._break("broken chat", "POST", "/gradio_api/queue/join", json={"data": [text], "fn_index": self._send, "session_hash": "x", **more})
        for path in ("cancel", "reset"):
            self._break("broken chat", "POST", f"/gradio_api/{path}", json={"session_hash": text, "event_id": text, "fn_index": 0})

    def knock(self, text: str) -> None:
        """The desk's door without a key, and its forms without a session."""
        self._desk("/login", {"name": text, "password": text, "to": text})
        with httpx.Client(base_url=self.address, **PLAIN) as stranger:
            for path in ("", "/answers/0", "/queue/1", "/aliases", "/requests", "/account"):
                stranger.post(f"/helpdesk{path}", data={"letter": text, "questions": text, "term": text}, headers={"Origin": self.address})

    def _queue(self, way: str, data: list[Any]) -> None:
        session = f"session-{next(self._numbers)}"
        joined = self._post("/gradio_api/queue/join", way, json={"data": data, "fn_index": self._send, "session_hash": session})
        if joined.status_code != 200:
            return
        with self._client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as reply:
            ended = next(json.loads(line[5:]) for line in reply.iter_lines() if "process_completed" in line[:60])
            self._count(f"{way} answered" if ended["success"] else f"{way} failed", reply)

    def _post(self, path: str, way: str = "", headers: dict[str, str] | None = None, **given: Any) -> httpx.Response:
        return self._count(way or path, self._client.post(path, headers={**self._named(), **(headers or {})}, **given))

    def _desk(self, path: str, fields: dict[str, str]) -> None:
        headers = {**self._named(), "Origin": self.address}
        self._count(f"/helpdesk{path}", self._client.post(f"/helpdesk{path}", data={"token": self._token, **fields}, headers=headers))

    def _named(self) -> dict[str, str]:
        number = next(self._numbers)
        return {"X-Forwarded-For": f"198.18.{number // 250}.{number % 250}"}

    def _break(self, way: str, method: str, path: str, headers: dict[str, str] | None = None, **given: Any) -> None:
        """Send what is refused, on a connection of its own: the server may hang up before it has read all of it."""
        try:
            reply = httpx.request(method, self.address + path, headers={**self._named(), **(headers or {})}, **PLAIN, **given)
        except httpx.TransportError:
            self.answered[way, 0] += 1
        else:
            self._count(way, reply)

    def _count(self, way: str, reply: httpx.Response) -> httpx.Response:
        with self._lock:
            self.answered[way, reply.status_code] += 1
        return reply
