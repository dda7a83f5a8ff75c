"""What `deploy/` promises about roles holds on a real PostgreSQL."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from tests.services import LOOPBACK, ROOT, PostgresServer, find_binary


def run_roles(server: PostgresServer) -> None:
    """Apply the script as its first lines say, as the superuser of the cluster."""
    script = str(ROOT / "deploy" / "postgresql" / "roles.sql")
    options = ["-h", LOOPBACK, "-p", str(server.port), "-U", "ioc", "-d", "postgres", "-v", "ON_ERROR_STOP=1"]
    subprocess.run([find_binary("psql"), *options, "-q", "-f", script], check=True)


@pytest.fixture(scope="module")
def roles(postgres_server: PostgresServer) -> Iterator[PostgresServer]:
    run_roles(postgres_server)
    run_roles(postgres_server)  # changes nothing
    yield postgres_server
    postgres_server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier("ioc")))


def connect(server: PostgresServer, role: str) -> psycopg.Connection:
    return psycopg.connect(f"host={LOOPBACK} port={server.port} user={role} dbname=ioc", autocommit=True)


@pytest.fixture(scope="module")
def table(roles: PostgresServer) -> str:
    with connect(roles, "ioc_owner") as owner:
        owner.execute("CREATE TABLE made_by_a_later_migration (n INTEGER)")
        owner.execute("INSERT INTO made_by_a_later_migration VALUES (29)")
    return "made_by_a_later_migration"


def test_reader_sees_what_later_migrations_make(roles: PostgresServer, table: str) -> None:
    with connect(roles, "ioc_reader") as reader:
        assert reader.execute(f"SELECT n FROM {table}").fetchall() == [(29,)]  # noqa: S608


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO made_by_a_later_migration VALUES (37)",
        "UPDATE made_by_a_later_migration SET n = 37",
        "DELETE FROM made_by_a_later_migration",
        "CREATE TABLE mine (n INTEGER)",
        "DROP TABLE made_by_a_later_migration",
    ],
)
@pytest.mark.usefixtures("table")
def test_reader_cannot_write_even_when_it_asks_for_it(roles: PostgresServer, statement: str) -> None:
    with connect(roles, "ioc_reader") as reader:
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            reader.execute(statement)
        reader.execute("SET default_transaction_read_only = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            reader.execute(statement)


def test_statement_of_a_reader_is_ended_in_time(roles: PostgresServer) -> None:
    with connect(roles, "ioc_reader") as reader:
        assert reader.execute("SHOW statement_timeout").fetchone() == ("15s",)


def test_service_writes_rows_but_no_tables(roles: PostgresServer, table: str) -> None:
    with connect(roles, "ioc_web") as service:
        service.execute(f"INSERT INTO {table} VALUES (31)")  # noqa: S608
        service.execute(f"DELETE FROM {table} WHERE n = 31")  # noqa: S608
        for statement in ("CREATE TABLE mine (n INTEGER)", f"DROP TABLE {table}", f"TRUNCATE {table}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                service.execute(statement)
