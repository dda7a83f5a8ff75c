"""The services that other tests stand on do what those tests take for granted."""

from __future__ import annotations

import os
import socket

import psycopg
import pytest
import redis
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from tests.conftest import NetworkError
from tests.services import PostgresServer, ServiceError, find_binary


def test_database_keeps_vietnamese_text(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE unit (name VARCHAR(40) NOT NULL)"))
        connection.execute(text("INSERT INTO unit VALUES (:name)"), {"name": "Thị trấn Đức Phong"})
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT name FROM unit")) == "Thị trấn Đức Phong"
    engine.dispose()


@pytest.mark.parametrize("time", ["first", "second"])
def test_every_test_gets_an_empty_database(database_url: str, time: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE made_the_{time}_time (id INTEGER)"))
        connection.execute(text("CREATE TABLE made_each_time (id INTEGER)"))
    engine.dispose()


def test_postgresql_is_our_own_and_recent(postgres_url: str) -> None:
    url = make_url(postgres_url)
    assert url.host == "127.0.0.1"
    engine = create_engine(url)
    with engine.connect() as connection:
        version = connection.scalar(text("SHOW server_version_num"))
        folder = connection.scalar(text("SHOW data_directory"))
    engine.dispose()
    assert int(version) >= 150_000
    assert "ioc-postgres-" in folder


def test_dropped_database_is_gone(postgres_server: PostgresServer) -> None:
    with postgres_server.database() as url:
        address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        held = psycopg.connect(address)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)
    held.close()


def test_redis_answers_and_starts_empty(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0
        client.set("phản ánh", "29/37")
        assert client.get("phản ánh") == b"29/37"


@pytest.mark.parametrize("address", [("192.0.2.1", 443), ("2001:db8::1", 443), ("example.invalid", 80)])
def test_tests_cannot_leave_this_machine(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as own, pytest.raises(NetworkError):
        own.connect(address)


def test_tests_cannot_ask_name_servers() -> None:
    with pytest.raises(NetworkError):
        socket.getaddrinfo("example.invalid", 443)


def test_no_real_database_is_inherited() -> None:
    assert [name for name in os.environ if name.startswith(("DATABASE_URL", "IOC_", "PG"))] == []


def test_missing_program_is_a_failure_that_says_what_to_do() -> None:
    with pytest.raises(ServiceError, match="make test"):
        find_binary("a-program-that-nobody-has")
