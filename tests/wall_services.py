"""What a wall stands on, each of it ours alone and to be killed: PostgreSQL, Redis, a server with workers."""

from __future__ import annotations

import datetime as dt
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import psycopg
import redis
from psycopg import sql

from data.access import Access
from data.engine import make_engine
from data.rules.playlists import Item
from data.wall import Playlist, Walls
from tests.services import (
    LOOPBACK,
    POSTGRES_SETTINGS,
    ROOT,
    Child,
    Instance,
    PostgresServer,
    ServiceError,
    create_cluster,
    find_binary,
    free_port,
    healthy,
    redis_answers,
    running,
)

TREE = ("assets", "callbacks", "dashboard", "data", "layouts")
PLAYLIST = "phong-hop"
SCENES = ("situation", "exceptions", "timeliness", "budget")
WALL = "Phòng họp tầng 2"
COUNTING = ("--shared_preload_libraries=pg_stat_statements", "--pg_stat_statements.track_utility=off")
"""Statements are counted where a test asks for it."""
SAVING = ("--save", "1 1", "--stop-writes-on-bgsave-error", "yes")
"""Redis that saves what it holds, as Debian's does: with a full disk it refuses to write."""


@dataclass
class Service:
    """A process that is killed and started again under the same address."""

    command: Sequence[str]
    folder: Path
    ready: object
    env: dict[str, str] | None = None
    user: str = ""
    stack: ExitStack = field(default_factory=ExitStack)
    child: Child | None = None

    @property
    def pid(self) -> int:
        """Number of the process that runs."""
        assert self.child is not None
        return self.child.process.pid

    def start(self) -> Self:
        """Start, and wait until it answers."""
        self.child = self.stack.enter_context(
            running(self.command, self.folder, env=self.env, user=self.user, stop=signal.SIGINT)
        )
        assert callable(self.ready)
        self.child.wait_until(self.ready)
        return self

    def kill(self) -> None:
        """End it and its children at once, as a power cut would."""
        victims = [self.pid, *children(self.pid)]
        for pid in victims:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert self.child is not None
        self.child.process.wait()
        wait_until(lambda: not any(Path(f"/proc/{pid}/stat").exists() for pid in victims))

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        assert self.child is not None
        self.child.stop(signal.SIGTERM)


@dataclass
class Premises:
    """Everything that runs, who may look, and the database for looking behind it."""

    postgres: Service
    redis: Service
    server: Service
    base: str
    database: str
    cache: str
    key: str
    session: str
    instance: Instance

    def publish(self) -> int:
        """Bump the data version, as a publication does; give the new one."""
        address = self.database.replace("postgresql+psycopg", "postgresql")
        with psycopg.connect(address, connect_timeout=5) as connection:
            connection.execute("UPDATE dataset_version SET version = version + 1 WHERE dataset = 'feedback'")
            found = connection.execute("SELECT sum(version) FROM dataset_version").fetchone()
        assert found is not None
        return int(found[0])

    def fill_disk_of_cache(self) -> None:
        """Let Redis write no file any more, and wait until it refuses to take anything."""
        resource.prlimit(self.redis.pid, resource.RLIMIT_FSIZE, (16, resource.RLIM_INFINITY))
        self.wait_for_cache(refuses=True)

    def clear_disk_of_cache(self) -> None:
        """Let Redis write again, and wait until it does."""
        unlimited = resource.RLIM_INFINITY
        resource.prlimit(self.redis.pid, resource.RLIMIT_FSIZE, (unlimited, unlimited))
        self.wait_for_cache(refuses=False)

    def wait_for_cache(self, *, refuses: bool) -> None:
        """Wait until Redis refuses, or takes, what it is given."""
        wait_until(lambda: takes(self.cache) != refuses)

    def build_anew(self, folder: Path) -> None:
        """Serve a copy of the program that differs in one character, in place of this one."""
        for part in TREE:
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        with (folder / "assets" / "90_wall.css").open("a", encoding="utf-8") as file:
            file.write("\n/* the next build */\n")
        env = {**self.instance.env, "PYTHONPATH": str(folder)}
        self.server.stop()
        self.server.env = env
        self.server.start()


def takes(cache: str) -> bool:
    """Tell whether a Redis takes what it is given."""
    with redis.Redis.from_url(cache) as client:
        try:
            return bool(client.set("drill", os.urandom(8)))
        except redis.ResponseError:
            return False


def wait_until(done: object, seconds: float = 60) -> None:
    """Look again and again; raise ServiceError after so long."""
    assert callable(done)
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            raise ServiceError(f"waited {seconds} s in vain")
        time.sleep(0.05)


def children(pid: int) -> list[int]:
    """Numbers of the processes that a process has begun."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


# ---------------------------------------------------------------------------------------------- setting up


@contextmanager
def premises(folder: Path, workers: int = 2, *, wall_seconds: int = 15) -> Iterator[Premises]:
    """Set everything up with the figures of the plans, a paired wall and a secretary; end it all."""
    with ExitStack() as stack:
        postgres, cluster = _postgres(stack)
        cluster.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier("drill")))
        database = cluster.url("drill")
        store, cache = _redis(stack, folder)
        settings = {"IOC_CACHE_URL": cache, "IOC_WORKERS": str(workers), "IOC_DEMO": "0"}
        instance = Instance(folder, database, settings)
        instance.prepare()
        key, session = _people(database, wall_seconds)
        port = free_port()
        base = f"http://{LOOPBACK}:{port}"
        command = [sys.executable, "-m", "dashboard", "serve", "--host", LOOPBACK, "--port", str(port)]
        server = Service(command, folder, lambda: healthy(base), env=instance.env, stack=stack).start()
        yield Premises(postgres, store, server, base, database, cache, key, session, instance)


def _postgres(stack: ExitStack) -> tuple[Service, PostgresServer]:
    """Run a cluster whose folder outlives its process; without durability, as its operating system lives."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    folder = stack.enter_context(_folder("ioc-drill-"))
    cluster = PostgresServer(free_port())
    create_cluster(find_binary("initdb", *binaries), folder)
    settings = [f"--{key}={value}" for key, value in POSTGRES_SETTINGS.items()] + list(COUNTING)
    command = [find_binary("postgres", *binaries), "-D", str(folder / "data"), "-p", str(cluster.port)]
    service = Service([*command, *settings], folder, cluster.answers, user="postgres", stack=stack)
    return service.start(), cluster


@contextmanager
def _folder(prefix: str) -> Iterator[Path]:
    """Make a folder that PostgreSQL's own user may enter: pytest's may not be."""
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as name:
        if os.geteuid() == 0:
            shutil.chown(name, "postgres", "postgres")
        yield Path(name)


def _redis(stack: ExitStack, folder: Path) -> tuple[Service, str]:
    port = free_port()
    url = f"redis://{LOOPBACK}:{port}/0"
    command = [find_binary("redis-server"), "--bind", LOOPBACK, "--port", str(port), "--dir", str(folder)]
    # Its log would count as a file that it may not write to.
    command += ["--logfile", "/dev/null"]
    service = Service([*command, *SAVING], folder, lambda: redis_answers(url), stack=stack)
    return service.start(), url


def _people(database: str, seconds: int) -> tuple[str, str]:
    """Pair a wall with a playlist of its own, and sign a secretary in; give key and session."""
    engine = make_engine(database)
    access, now = Access(engine), dt.datetime.now(dt.UTC)
    items = tuple(Item(scene, seconds=seconds) for scene in SCENES)
    Walls(engine).save(Playlist(PLAYLIST, "Phòng họp", "tan_chau", items), by="tests", now=now)
    access.add_account("thu_ky", "Thư ký", None, [("secretary", "")], by="tests", now=now)
    session = access.sign_in_as(
        "https://tests.example", "thu-ky", name="thu_ky", title="Thư ký", where=LOOPBACK, agent="", now=now
    )
    pairing = access.begin_pairing(now)
    access.confirm_pairing(pairing.code, name=WALL, playlist=PLAYLIST, unit="", by="tests", now=now)
    key = access.claim_pairing(pairing.secret, now)
    engine.dispose()
    assert key is not None
    return key, session
