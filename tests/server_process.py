"""`endorse serve` in a process of its own, as a user starts it, with a home, temporary files and a working directory that nothing else writes to.

What it opens for writing, connects to, looks up and starts is recorded twice: by an audit hook in its Python, and by looking at the sockets that the
process holds, which also shows those of libraries that are not Python.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

PATIENCE = 60
"""Seconds for the server to answer, and to end."""
GLANCE = 0.2
"""Seconds between two looks at its sockets."""
SCRIPT = Path(sys.executable).with_name("endorse")
AUDIT = """
import os, sys

record = os.open(os.environ["AUDIT"], os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
NETWORK = ("socket.connect", "socket.bind", "socket.send", "socket.get")
PROCESSES = ("subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork")

def note(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)) and args[2] & WRITES or event in ("os.mkdir", "sqlite3.connect"):
        event, what = "write", os.path.abspath(os.fsdecode(args[0]))
    elif event in ("os.rename", "os.link", "os.symlink"):
        event, what = "write", os.path.abspath(os.fsdecode(args[1]))
    elif event.startswith((*NETWORK, *PROCESSES)):
        what = repr(args)
    else:
        return
    os.write(record, f"{event}\\t{what}\\n".encode())

sys.addaudithook(note)
"""
"""Python runs it at its start, as `sitecustomize`."""


@dataclass
class ServerProcess:
    """A server that runs, or has ended.

    Attributes:
        home: The folder of everything that it may write, apart from its data directory.
        listening: Ports at which the process took connections at any moment, by protocol ("tcp 127.0.0.1:7860").
        reached: Addresses that it was connected to, or had a socket for, and that are not the clients of those ports.
    """

    address: str
    home: Path
    data: Path
    process: subprocess.Popen[bytes]
    listening: set[str] = field(default_factory=set)
    reached: set[str] = field(default_factory=set)

    def said(self) -> str:
        """Everything it has written to standard output and standard error."""
        return "".join((self.home / name).read_text(encoding="utf-8") for name in ("stdout", "stderr"))

    def audited(self) -> list[tuple[str, str]]:
        """What the audit hook saw: the event, and the path or the arguments."""
        lines = (self.home / "audit").read_text(encoding="utf-8").splitlines()
        return [(event, what) for event, _, what in (line.partition("\t") for line in lines)]

    def files(self) -> dict[Path, bytes]:
        """Every file in its folders with its content, but for what the tests themselves put there."""
        paths = [path for folder in (self.home, self.data) for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
        return {path: path.read_bytes() for path in paths if "sitecustomize" not in path.name}


@contextmanager
def served_alone(home: Path, data: Path, **environment: str) -> Iterator[ServerProcess]:
    """Start the server, wait until it is ready, and end it as a terminal does.

    Args:
        home: An empty folder.
        data: Where index and database are; given as `--data`.
        **environment: Further variables; of those around the tests it gets none.
    """
    for name in ("site", "tmp", "work", "user"):
        (home / name).mkdir(parents=True)
    (home / "site" / "sitecustomize.py").write_text(AUDIT, encoding="utf-8")
    own = {"HOME": home / "user", "TMPDIR": home / "tmp", "PYTHONPATH": home / "site", "AUDIT": home / "audit"}
    shown = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", **{key: str(path) for key, path in own.items()}, **environment}
    port = _free_port()
    command = [str(SCRIPT), "serve", "--port", str(port), "--data", str(data)]
    with (home / "stdout").open("wb") as out, (home / "stderr").open("wb") as err:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=shown, cwd=home / "work")
        server = ServerProcess(f"http://127.0.0.1:{port}", home, data, process)
        over = threading.Event()
        watch = threading.Thread(target=_watch, args=(server, over), daemon=True)
        try:
            watch.start()
            _wait(server)
            yield server
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(PATIENCE)
            finally:
                over.set()
                watch.join()
                process.kill()


def _wait(server: ServerProcess) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.process.poll() is None:
        with suppress(httpx.TransportError):
            if httpx.get(f"{server.address}/readyz", trust_env=False).status_code == 200:
                return
        time.sleep(0.2)
    raise AssertionError(f"the server does not start: {server.said()}")


def _watch(server: ServerProcess, over: threading.Event) -> None:
    while not over.wait(GLANCE):
        with suppress(FileNotFoundError, ProcessLookupError):
            _look(server)


def _look(server: ServerProcess) -> None:
    """Note the sockets that the process holds now."""
    folder = Path(f"/proc/{server.process.pid}")
    held = set()
    for link in (folder / "fd").iterdir():
        with suppress(FileNotFoundError):
            held.update(re.findall(r"socket:\[(\d+)\]", str(link.readlink())))
    for protocol in ("tcp", "tcp6", "udp", "udp6"):
        for line in (folder / "net" / protocol).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[9] not in held:
                continue
            near, far = (_plain(value) for value in fields[1:3])
            if protocol.startswith("udp") or fields[3] == "0A":
                server.listening.add(f"{protocol} {near}")
            elif f"http://{near}" != server.address:
                server.reached.add(f"{protocol} {far}")


def _plain(hexadecimal: str) -> str:
    """The address of a line of /proc/net as people write it; that of IPv6 stays as it is."""
    host, port = hexadecimal.split(":")
    return f"{socket.inet_ntoa(bytes.fromhex(host)[::-1]) if len(host) == 8 else host}:{int(port, 16)}"


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
