"""Fixtures that every test may ask for, and the guards that none can avoid."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
import redis
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page

from tests import browsers, services

# The machine is shared: how long one example takes says nothing about the code.
settings.register_profile("dev", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "ci", settings.get_profile("dev"), max_examples=200, derandomize=True, print_blob=True
)

DATABASES = ("sqlite", "postgresql")


class NetworkError(Exception):
    """A test tried to leave this machine."""


def pytest_configure(config: pytest.Config) -> None:
    """Choose the hypothesis profile, forget real databases, close the network."""
    settings.load_profile("ci" if os.environ.get("CI") else "dev")
    patch = pytest.MonkeyPatch()
    for name in os.environ.keys() - services.clean_environment().keys():
        patch.delenv(name)
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
    patch.setattr(socket, "getaddrinfo", guarded_lookup(socket.getaddrinfo))
    config.add_cleanup(patch.undo)


def guarded(connect: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
    """Let a socket method reach this machine only."""

    def local_only(own: socket.socket, address: Any) -> Any:
        if own.family != socket.AF_UNIX:
            check_is_local(address[0])
        return connect(own, address)

    return local_only


def guarded_lookup(lookup: Callable[..., Any]) -> Callable[..., Any]:
    """Let names of this machine only be looked up: a question to a name server leaves it too."""

    def local_only(host: Any, *arguments: Any, **options: Any) -> Any:
        check_is_local(host)
        return lookup(host, *arguments, **options)

    return local_only


def check_is_local(host: Any) -> None:
    """Raise where a host of a socket address is not this machine."""
    name = host.decode() if isinstance(host, bytes) else host
    try:
        local = name in {None, "", "localhost"} or ip_address(name).is_loopback
    except ValueError:
        local = False
    if not local:
        raise NetworkError(f"a test tried to reach {name}: tests know only this machine")


# ----------------------------------------------------------------------------------------- databases


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[services.PostgresServer]:
    """Run a PostgreSQL cluster of our own for this pytest process."""
    with services.postgres() as server:
        yield server


@pytest.fixture(scope="module")
def postgres_url(postgres_server: services.PostgresServer) -> Iterator[str]:
    """Address of an empty PostgreSQL database that the tests of one module share."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Address of a SQLite file that does not exist yet, for one test."""
    return f"sqlite:///{tmp_path / 'ioc.sqlite3'}"


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of an empty database for one test, which runs once on each kind."""
    with empty_database(request, tmp_path) as url:
        yield url


@pytest.fixture(scope="module", params=DATABASES)
def module_database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of an empty database that a module shares, which runs once on each kind."""
    with empty_database(request, tmp_path_factory.mktemp("database")) as url:
        yield url


@contextmanager
def empty_database(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """Make an empty database of the kind that the fixture was asked for; PostgreSQL starts when needed."""
    if request.param == "sqlite":
        yield f"sqlite:///{folder / 'ioc.sqlite3'}"
        return
    server: services.PostgresServer = request.getfixturevalue("postgres_server")
    with server.database() as url:
        yield url


# --------------------------------------------------------------------------------------------- Redis


@pytest.fixture(scope="session")
def redis_server_url() -> Iterator[str]:
    """Run a Redis of our own for this pytest process."""
    with services.redis_server() as url:
        yield url


@pytest.fixture
def redis_url(redis_server_url: str) -> str:
    """Address of an empty Redis for one test."""
    with redis.Redis.from_url(redis_server_url) as client:
        client.flushall()
    return redis_server_url


# ---------------------------------------------------------------------------- our server and browser


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> services.Instance:
    """Prepare an installation on SQLite that holds the figures of the plans."""
    folder = tmp_path_factory.mktemp("instance")
    made = services.Instance(folder, f"sqlite:///{folder / 'ioc.sqlite3'}")
    made.prepare()
    return made


@pytest.fixture(scope="session")
def served(instance: services.Instance) -> Iterator[str]:
    """Address of our server with the figures of the plans, shared by all tests: read only."""
    with instance.serve() as base:
        yield base


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Run one browser for this pytest process."""
    with browsers.chromium() as browser:
        yield browser


@pytest.fixture
def watch(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[browsers.Watch]:
    """Open pages with `watch.open(**context_options)`; the test fails on any fault that they see.

    `@pytest.mark.console_allowed(pattern)` names console errors that the test provokes.
    """
    allowed = [str(mark.args[0]) for mark in request.node.iter_markers("console_allowed")]
    watching = browsers.Watch(chromium, allowed)
    yield watching
    watching.close()


@pytest.fixture
def page(watch: browsers.Watch) -> Page:
    """Open a page of a desktop browser at 1920 by 1080."""
    return watch.open()
