"""Who is let in: sessions in a cookie, requests that come from the desk's own pages only, and how often a password may be tried."""

from __future__ import annotations

import hmac
import math
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from ipaddress import ip_address

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from ui.limits import Rates, network
from ui.records.accounts import name_key
from ui.records.records import Records

COOKIE = "helpdesk"
HOME = "/helpdesk"
LOGIN = f"{HOME}/login"
TOKEN = "token"
"""The field of every form that names the session it was made for."""
MOST_KNOWN = 1_000
"""Pairs of an address and a name that logged in from it which are remembered."""
_LOCAL = re.compile(rf"{HOME}(/[\w./-]*)?(\?[\w.=&%+-]*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Member:
    """Who is logged in: the account's name, the token of its forms, and that of its cookie."""

    name: str
    csrf: str
    token: str


@dataclass(frozen=True, slots=True)
class Call:
    """One request to the desk: who makes it (nobody on the pages before the login) and the fields of its form."""

    member: Member | None = None
    form: FormData = field(default_factory=FormData)

    @property
    def who(self) -> str:
        """The account's name; empty before the login."""
        return self.member.name if self.member else ""

    def text(self, name: str) -> str:
        """One field of the form as text with plain line ends; empty when it was not sent."""
        return next(iter(self.texts(name)), "")

    def texts(self, name: str) -> list[str]:
        """All fields of that name, in order."""
        return [_plain(value) for value in self.form.getlist(name) if isinstance(value, str)]

    def named(self, prefix: str) -> list[tuple[str, str]]:
        """The fields whose names begin so, in order: the rest of the name, and the text."""
        return [(name.removeprefix(prefix), _plain(value)) for name, value in self.form.multi_items() if name.startswith(prefix) and isinstance(value, str)]

    def number(self, name: str) -> int:
        """One field as a number; 0 when it is none."""
        text = self.text(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


class Access:
    """Sessions and logins of the desk."""

    def __init__(self, records: Records, addresses: Rates | None = None, names: Rates | None = None) -> None:
        """Begin with nobody refused.

        Args:
            records: Where accounts and sessions are.
            addresses: How often one address may try a password.
            names: How often the password of one name may be tried, from wherever.
        """
        self._records = records
        self._addresses, self._names = addresses or Rates(1 / 6, 20), names or Rates(1 / 10, 10)
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._lock = threading.Lock()

    def member(self, request: Request) -> Member | None:
        """Who is logged in, by the cookie."""
        token = request.cookies.get(COOKIE, "")
        session = self._records.sessions.account_of(token) if token else None
        return Member(session.account_name, session.csrf, token) if session else None

    def wait(self, request: Request, name: str) -> int:
        """Seconds until a password may be tried again; 0 when it may be now, and then the try is counted.

        A name is counted as accounts compare it, however it is spelled. An address from which somebody has logged in by it is not refused for the tries of
        others: who knows a name could else keep its owner out.
        """
        tried = _place(request, name)
        with self._lock:
            if wait := self._addresses.take(tried[0]):
                return math.ceil(wait)
            return 0 if tried in self._known else math.ceil(self._names.take(f"name {tried[1]}"))

    def begin(self, request: Request, name: str, password: str) -> Member | None:
        """Log in; None when there is no such name or the password is another one. A session that the browser still has ends."""
        account = self._records.accounts.check(name, password)
        if account is None:
            return None
        with self._lock:
            self._known[_place(request, name)] = None
            self._known.move_to_end(_place(request, name))
            if len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)
        self.end(request)
        token = self._records.sessions.begin(account)
        session = self._records.sessions.account_of(token)
        return Member(session.account_name, session.csrf, token) if session else None

    def end(self, request: Request) -> None:
        """Log out."""
        if token := request.cookies.get(COOKIE):
            self._records.sessions.end(token)


def _place(request: Request, name: str) -> tuple[str, str]:
    """From where somebody logs in by which name, both as they are counted."""
    return network(request.client.host if request.client else ""), name_key(name)


def remember(request: Request, member: Member, reply: Response) -> Response:
    """Give the browser the cookie of a session."""
    reply.set_cookie(COOKIE, member.token, path=HOME, secure=_is_secure(request), httponly=True, samesite="strict")
    return reply


def forget(request: Request, reply: Response) -> Response:
    """Take the cookie away again."""
    reply.delete_cookie(COOKIE, path=HOME, secure=_is_secure(request), httponly=True, samesite="strict")
    return reply


def is_own(request: Request) -> bool:
    """Whether a browser says that a request comes from a page of this server; one that says nothing about it is not believed."""
    origin, site = request.headers.get("origin", "null"), request.headers.get("sec-fetch-site")
    if site not in (None, "same-origin"):
        return False
    if origin != "null":
        return request.headers.get("host") is not None and origin.lower() in {f"{scheme}://{request.headers['host'].lower()}" for scheme in ("http", "https")}
    return site == "same-origin"


def is_of(member: Member, token: str) -> bool:
    """Whether a form was made for this session."""
    return bool(member.csrf) and hmac.compare_digest(member.csrf.encode(), token.encode("utf-8", "replace"))


def local(path: str) -> str:
    """The path, if it is one of the desk's own pages; else the desk's first page."""
    return path if _LOCAL.fullmatch(path) and not path.startswith((LOGIN, f"{HOME}/logout")) and ".." not in path else HOME


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_secure(request: Request) -> bool:
    """Whether the browser came by https, as far as a proxy on this machine tells."""
    if request.url.scheme == "https":
        return True
    try:
        near = request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        near = False
    return near and request.headers.get("x-forwarded-proto", "").split(",")[0].strip().lower() == "https"
