"""The real services that tests run against: PostgreSQL, Redis and our own server, each of them ours alone.

Every pytest process starts its own on free loopback ports when a test first asks, and ends them by process
id. Each child is bound to the life of its parent (`setpriv --pdeathsig`), so that a killed run leaves
nothing behind.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import redis
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = "127.0.0.1"
START_TIMEOUT = 60.0
"""Seconds that a service may take to answer: two cores shared by everything else that runs."""

POSTGRES_SETTINGS: Mapping[str, str] = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "fsync": "off",  # the data lives as long as the test run
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
}


class ServiceError(Exception):
    """A service that tests need cannot be had: a failure, never a reason to skip."""


def find_binary(name: str, *folders: Path) -> Path:
    """Find a program on the path or in `folders`, the last of them first."""
    places = [str(folder / name) for folder in reversed(folders)]
    found = next((place for place in [*places, shutil.which(name)] if place and Path(place).exists()), None)
    if found is None:
        raise ServiceError(f"{name} is not installed; `make test` installs it on Debian, and then runs the tests")
    return Path(found)


def free_port() -> int:
    """A loopback port that nobody listened on a moment ago."""
    with socket.create_server((LOOPBACK, 0)) as server:
        return int(server.getsockname()[1])


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for a started process to answer; raise with the end of its log where it ends or takes too long."""
    deadline = time.monotonic() + START_TIMEOUT
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-40:])
            raise ServiceError(f"{process.args!r} did not start (exit code {process.poll()}):\n{tail}")
        time.sleep(0.05)


def bound(command: Sequence[str | Path], *, user: str = "") -> list[str]:
    """Prefix a command so that it ends with this process, and runs as `user` where this process is root."""
    change = ["--reuid", user, "--regid", user, "--init-groups"] if user and os.geteuid() == 0 else []
    return [str(find_binary("setpriv")), "--pdeathsig", "TERM", *change, "--", *map(str, command)]


@contextmanager
def running(command: Sequence[str], folder: Path, env: Mapping[str, str] | None = None) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """Run a command in `folder` with its output in a log; end it by its process id."""
    log = folder / f"{Path(command[-1]).name}-{uuid.uuid4().hex[:6]}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield process, log
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
