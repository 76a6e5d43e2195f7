"""A server to be measured: started for it on a free port of this machine, or one that runs here already."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from corpus.errors import SettingsError, StoreError

PATIENCE = 600.0
"""Seconds within which a server must be ready; an index may have to be built first."""
GRACE = 10.0
"""Seconds between asking a server to end and ending it."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers; `process` is known of one that was started here."""

    url: str
    process: int | None = None

    def memory(self) -> float | None:
        """The megabytes of memory that it holds (RSS); None where that cannot be told."""
        try:
            status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        except OSError:
            return None
        return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS:")), None)

    def worked(self) -> float | None:
        """The seconds that its threads have computed so far, together; None where that cannot be told."""
        try:
            fields = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def loopback(url: str) -> str:
    """The address of a server on this machine.

    Raises:
        SettingsError: If it is anything else.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        if parts.scheme == "http" and (host == "localhost" or ip_address(host).is_loopback):
            return f"http://[{host}]:{port or 80}" if ":" in host else f"http://{host}:{port or 80}"
    except ValueError:
        pass
    raise SettingsError(f"{url!r} is not on this machine; load is only put on addresses such as http://127.0.0.1:7860")


@contextmanager
def started(data: Path | None = None) -> Iterator[Server]:
    """`endorse serve` in a process of its own until the end of the block.

    Args:
        data: Where the index lives; the default index when left out.

    Raises:
        StoreError: If it does not come to serve.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # The rooms ui and evals do not import each other: the server is run as its users run it.
    command = [sys.executable, "-c", "from ui.cli import main; main()", "serve", "--host", "127.0.0.1", "--port", str(port)]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        process = subprocess.Popen([*command, *(["--data", str(data)] if data else [])], stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)
        try:
            server = Server(f"http://127.0.0.1:{port}", process.pid)
            if not _is_ready(server, process):
                said.seek(0)
                raise StoreError(f"the server did not begin to serve ({said.read().strip()[-400:]}); run `endorse serve` and mend what it says")
            yield server
        finally:
            _end(process)


def _is_ready(server: Server, process: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"{server.url}/readyz", trust_env=False, timeout=10).status_code == 200:
                return True
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        pass
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
