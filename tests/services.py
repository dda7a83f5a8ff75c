"""The real services that tests run against: PostgreSQL, Redis and our own server, each of them ours alone.

Every pytest process starts its own on free loopback ports when a test first asks, and ends them by process
id. Each child is bound to the life of its parent (`setpriv --pdeathsig`), so that a killed run leaves no
server behind.
"""

from __future__ import annotations

import os
import shutil
import signal
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
START_TIMEOUT = 90.0
"""Seconds that a service may take to answer: two cores are shared with everything else that runs."""

STOP_TIMEOUT = 20.0

POSTGRES_SETTINGS: Mapping[str, str] = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "fsync": "off",  # the data lives as long as the test run
    "full_page_writes": "off",
    "max_connections": "60",
}

OUR_SETTINGS = ("DATABASE_URL", "IOC_", "PG")
"""Prefixes of the environment that lead to databases: no test may inherit them."""


class ServiceError(Exception):
    """A service that tests need cannot be had: a failure, never a reason to skip."""


def find_binary(name: str, *folders: Path) -> str:
    """Find a program in `folders`, the last of them first, or on the path."""
    places = [*(str(folder / name) for folder in reversed(folders)), shutil.which(name)]
    found = next((place for place in places if place and Path(place).exists()), None)
    if found is None:
        message = f"{name} is not installed: `make test` installs it on Debian before it runs the tests"
        raise ServiceError(message)
    return found


def free_port() -> int:
    """Name a loopback port that nobody listened on a moment ago."""
    with socket.create_server((LOOPBACK, 0)) as server:
        return int(server.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Child:
    """A process that we started, with the file that its output goes to."""

    process: subprocess.Popen[bytes]
    log: Path

    def wait_until(self, ready: Callable[[], bool]) -> None:
        """Wait for an answer; raise with the end of the log where the process ends or takes too long."""
        deadline = time.monotonic() + START_TIMEOUT
        while not ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise ServiceError(f"{self.process.args!r} did not start:\n{self.tail()}")
            time.sleep(0.05)

    def tail(self) -> str:
        """Last lines of the output."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-40:])

    def stop(self, how: signal.Signals) -> None:
        """End the process by its id, and wait until it has ended."""
        self.process.send_signal(how)
        try:
            self.process.wait(timeout=STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def running(
    command: Sequence[str],
    folder: Path,
    *,
    env: Mapping[str, str] | None = None,
    stop: signal.Signals = signal.SIGTERM,
    user: str = "",
) -> Iterator[Child]:
    """Run a command, as `user` where this process is root, until the block ends or this process dies."""
    log = folder / f"log-{uuid.uuid4().hex[:8]}.txt"
    change = as_user(user)
    binding = [find_binary("setpriv"), "--pdeathsig", stop.name.removeprefix("SIG"), *change, "--"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*binding, *command], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    child = Child(process, log)
    try:
        yield child
    finally:
        child.stop(stop)


def as_user(user: str) -> list[str]:
    """Arguments of `setpriv` that change to `user`; none where this process is not root and cannot."""
    return ["--reuid", user, "--regid", user, "--init-groups"] if user and os.geteuid() == 0 else []


# ---------------------------------------------------------------------------------------- PostgreSQL


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A cluster of our own; `maintenance` is the address of its administrative database."""

    port: int

    def url(self, database: str) -> str:
        """Address of a database as SQLAlchemy writes it."""
        return f"postgresql+psycopg://ioc@{LOOPBACK}:{self.port}/{database}"

    def execute(self, statement: sql.SQL | sql.Composed) -> None:
        """Run one administrative statement outside a transaction."""
        with psycopg.connect(self.libpq, autocommit=True) as connection:
            connection.execute(statement)

    @property
    def libpq(self) -> str:
        """Connection string of the administrative database."""
        return f"host={LOOPBACK} port={self.port} user=ioc dbname=postgres connect_timeout=5"

    def answers(self) -> bool:
        """Tell whether the cluster takes connections."""
        try:
            psycopg.connect(self.libpq).close()
        except psycopg.OperationalError:
            return False
        return True

    @contextmanager
    def database(self) -> Iterator[str]:
        """Create an empty database, give its address, drop it with whoever is still connected."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        self.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield self.url(name)
        finally:
            self.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def postgres() -> Iterator[PostgresServer]:
    """Run a PostgreSQL cluster without durability in a folder of its own.

    The folder lies outside pytest's, which other users cannot enter; PostgreSQL refuses to run as root.
    """
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    initdb, server = find_binary("initdb", *binaries), find_binary("postgres", *binaries)
    with tempfile.TemporaryDirectory(prefix="ioc-postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        cluster = PostgresServer(free_port())
        create_cluster(initdb, folder)
        settings = [f"--{key}={value}" for key, value in POSTGRES_SETTINGS.items()]
        command = [server, "-D", str(folder / "data"), "-p", str(cluster.port), *settings]
        with running(command, folder, stop=signal.SIGINT, user="postgres") as child:
            child.wait_until(cluster.answers)
            yield cluster


def create_cluster(initdb: str, folder: Path) -> None:
    """Run initdb; anybody on this machine's loopback may connect, to data that tests made."""
    options = [
        "-U",
        "ioc",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
        "--no-instructions",
    ]
    command = [
        find_binary("setpriv"),
        *as_user("postgres"),
        "--",
        initdb,
        "-D",
        str(folder / "data"),
        *options,
    ]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if result.returncode:
        raise ServiceError(f"initdb failed:\n{result.stdout}\n{result.stderr}")


# --------------------------------------------------------------------------------------------- Redis


@contextmanager
def redis_server() -> Iterator[str]:
    """Run a Redis without persistence and give its address."""
    binary = find_binary("redis-server")
    with tempfile.TemporaryDirectory(prefix="ioc-redis-") as name:
        port = free_port()
        url = f"redis://{LOOPBACK}:{port}/0"
        command = [binary, "--bind", LOOPBACK, "--port", str(port), "--save", "", "--appendonly", "no"]
        with running([*command, "--dir", name], Path(name)) as child:
            child.wait_until(lambda: redis_answers(url))
            yield url


def redis_answers(url: str) -> bool:
    """Tell whether a Redis takes commands."""
    with redis.Redis.from_url(url) as client:
        try:
            return bool(client.ping())
        except redis.ConnectionError:
            return False


# ---------------------------------------------------------------------------------- our own server


def clean_environment() -> dict[str, str]:
    """Environment of this process without anything that leads to a database or cache."""
    return {name: value for name, value in os.environ.items() if not name.startswith(OUR_SETTINGS)}


@dataclass(frozen=True, slots=True)
class Instance:
    """An installation of the product under test: its folder, its database, further settings."""

    folder: Path
    database_url: str
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        """Environment that the command line runs with."""
        ours = {
            "DATABASE_URL": self.database_url,
            "IOC_INSTANCE": str(self.folder),
            "IOC_CACHE_URL": "",
            "IOC_DEMO": "1",
        }
        return {**clean_environment(), **ours, "IOC_WORKERS": "1", "PYTHONPATH": str(ROOT), **self.settings}

    def ioc(self, *arguments: str) -> str:
        """Run one command of `ioc` to its end and give what it wrote; raise where it fails."""
        command = [sys.executable, "-m", "dashboard", *arguments]
        result = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False)
        if result.returncode:
            raise ServiceError(f"ioc {' '.join(arguments)} failed:\n{result.stdout}\n{result.stderr}")
        return result.stdout

    def prepare(self) -> None:
        """Bring the database to the state that `make run` serves from."""
        for command in ("assets", "migrate", "load plans", "rollup"):
            self.ioc(*command.split())

    @contextmanager
    def serve(self, port: int = 0) -> Iterator[str]:
        """Serve until the block ends and give the address; `port` 0 takes a free one."""
        chosen = port or free_port()
        base = f"http://{LOOPBACK}:{chosen}"
        command = [sys.executable, "-m", "dashboard", "serve", "--host", LOOPBACK, "--port", str(chosen)]
        with running(command, self.folder, env=self.env) as child:
            child.wait_until(lambda: healthy(base))
            yield base


def healthy(base: str) -> bool:
    """Tell whether a server of ours answers its health check."""
    try:
        with urllib.request.urlopen(f"{base}/healthz", timeout=5) as response:  # noqa: S310 - http on loopback
            return bool(response.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
