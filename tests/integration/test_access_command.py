"""`ioc user`, `ioc token`, `ioc audit` as they are typed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner, Result

from dashboard.cli import application
from data.access import Access
from data.engine import make_engine
from tests.access_world import GOOD, MINUTE, NOW, OTHER, desk

Ioc = Callable[..., Result]


@pytest.fixture
def ioc(writable: Engine, monkeypatch: pytest.MonkeyPatch) -> Ioc:
    monkeypatch.setenv("DATABASE_URL", writable.url.render_as_string(hide_password=False))

    def run(*arguments: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(application, arguments, input=typed)

    return run


@pytest.fixture
def access(writable: Engine) -> Iterator[Access]:
    engine = make_engine(writable.url.render_as_string(hide_password=False))
    yield Access(engine)
    engine.dispose()


def shown(pattern: str, result: Result) -> str:
    found = re.search(pattern, result.output)
    assert found, result.output
    return found[1]


def test_an_administrator_is_added_with_a_password_from_standard_input(ioc: Ioc, access: Access) -> None:
    result = ioc(
        "user", "add", "An", "--admin", "--title", "Nguyễn Thị An", "--password-stdin", typed=f"{GOOD}\n"
    )
    assert result.exit_code == 0, result.output
    assert GOOD not in result.output
    seen = access.session(access.sign_in("an", GOOD, where="", agent="", now=NOW), NOW)
    assert seen is not None
    assert (seen.viewer.title, seen.viewer.has("admin")) == ("Nguyễn Thị An", True)


def test_a_generated_password_is_shown_once_and_good(ioc: Ioc, access: Access) -> None:
    result = ioc("user", "add", "an", "--role", "viewer", "--unit", "tan_chau", "--generate")
    password = shown(r"shown once: (\S{20})\n", result)
    assert access.sign_in("an", password, where="", agent="", now=NOW)
    assert password not in ioc("audit").output


def test_an_account_without_roles_is_said_to_see_nothing(ioc: Ioc) -> None:
    assert "may see nothing yet" in ioc("user", "add", "an", "--single-sign-on").output


def test_the_first_account_says_that_a_demonstration_goes_on_until_the_server_starts_again(ioc: Ioc) -> None:
    assert "Restart a server that runs in demo mode" in ioc("user", "add", "an", "--generate").output
    assert "Restart" not in ioc("user", "add", "binh", "--generate").output


@pytest.mark.parametrize(
    ("arguments", "typed", "word"),
    [
        (("user", "add", "an", "--password-stdin"), "short\n", "ít nhất 12"),
        (("user", "add", "a b", "--password-stdin"), f"{GOOD}\n", "Tên đăng nhập"),
        (("user", "add", "an"), None, "no terminal"),
        (("user", "add", "an", "--role", "king", "--generate"), None, "no role"),
        (("user", "add", "an", "--role", "viewer", "--unit", "atlantis", "--generate"), None, "atlantis"),
        (("user", "disable", "nobody"), None, "Không có tài khoản"),
        (("user", "withdraw", "7"), None, "không còn"),
        (("token", "revoke", "7"), None, "không còn"),
        (("token", "issue", "x", "--days", "0"), None, "730"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    ioc: Ioc, access: Access, arguments: tuple[str, ...], typed: str | None, word: str
) -> None:
    result = ioc(*arguments, typed=typed)
    assert result.exit_code != 0
    assert word in result.output
    assert "Traceback" not in result.output
    assert "shown once" not in result.output
    assert access.accounts() == ()


def test_the_life_of_an_account(ioc: Ioc, access: Access) -> None:
    ioc("user", "add", "an", "--password-stdin", typed=f"{GOOD}\n")
    number = shown(r"grant (\d+), viewer of tan_chau", ioc("user", "grant", "an", "viewer", "tan_chau"))
    listed = ioc("user", "list").output
    assert f"{number}: viewer of Huyện Tân Châu (706@1900-01-01)" in listed
    assert ioc("user", "withdraw", number).exit_code == 0
    assert "viewer" not in ioc("user", "list").output
    assert ioc("user", "disable", "AN").exit_code == 0
    assert "[disabled]" in ioc("user", "list").output
    assert ioc("user", "enable", "an").exit_code == 0
    assert ioc("user", "reset", "an", "--password-stdin", typed=f"{OTHER}\n").exit_code == 0
    assert access.sign_in("an", OTHER, where="", agent="", now=NOW)


def test_the_life_of_a_token(ioc: Ioc, access: Access) -> None:
    raw = shown(r"(ioc_\S+)", ioc("token", "issue", "LGSP", "tan_chau", "--days", "10"))
    assert "LGSP, reads Huyện Tân Châu, valid until" in ioc("token", "list").output
    assert access.token(raw, NOW)
    assert ioc("token", "revoke", str(access.tokens()[0].id)).exit_code == 0
    assert "revoked" in ioc("token", "list").output


def test_the_log_is_shown_and_exported(ioc: Ioc, writable: Engine) -> None:
    access = desk(writable)
    access.record("export", actor="an", kind="account", detail={"file": "x"}, now=NOW)
    access.record("load", actor="=cmd()", kind="command", now=NOW + MINUTE)
    lines = ioc("audit", "--limit", "1").output.splitlines()
    assert lines == ["2026-11-21 01:01:00Z  =cmd()  command  load"]
    exported = ioc("audit", "--csv", "--action", "load").output
    heading, row = csv.reader(io.StringIO(exported.removeprefix("\ufeff")))
    assert heading[1] == "Ai"
    assert row[1] == "'=cmd()"


def test_commands_name_themselves_in_the_log(ioc: Ioc, access: Access) -> None:
    ioc("user", "add", "an", "--generate")
    (entry,) = access.entries(limit=9)
    assert entry.kind == "command"
    assert entry.actor.startswith("ioc user add (")


def test_a_dead_database_is_said_in_a_sentence(ioc: Ioc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////proc/nowhere.sqlite")
    result = ioc("user", "list")
    assert result.exit_code == 1
    assert "Traceback" not in result.output
