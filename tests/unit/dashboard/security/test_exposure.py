"""Where it may be served, and the secret that it keeps."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from dashboard.security.exposure import NO_ACCOUNTS, NO_DEMO, NO_KEY, is_loopback, kept_key, refusals
from dashboard.settings import Settings

KEY = "k" * 32


def settings(**chosen: Any) -> Settings:
    return Settings().model_copy(update=chosen)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_computer_alone_needs_nothing(host: str) -> None:
    assert refusals(settings(host=host, demo=True), has_accounts=False) == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.1.2.3", "ioc.example", ""])  # noqa: S104 - addresses that are refused
def test_what_others_reach_needs_all_three(host: str) -> None:
    assert not is_loopback(host)
    assert refusals(settings(host=host, demo=True), has_accounts=False) == [NO_DEMO, NO_KEY, NO_ACCOUNTS]
    assert refusals(settings(host=host, secret_key=SecretStr(KEY)), has_accounts=True) == []


@pytest.mark.parametrize(
    ("chosen", "accounts", "problem"),
    [
        ({"demo": True}, True, NO_DEMO),
        ({"secret_key": SecretStr("short")}, True, NO_KEY),
        ({}, False, NO_ACCOUNTS),
    ],
)
def test_each_of_them_is_refused_alone(chosen: dict[str, Any], accounts: bool, problem: str) -> None:
    given = {"host": "10.1.2.3", "secret_key": SecretStr(KEY), **chosen}
    assert refusals(settings(**given), has_accounts=accounts) == [problem]


def test_the_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    chosen = settings(instance=tmp_path / "new")
    key = kept_key(chosen)
    assert len(key) == 64
    assert kept_key(chosen) == key
    (file,) = (tmp_path / "new").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_key_that_is_given_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "given"
    file.write_text(f"{KEY}\n")
    assert kept_key(settings(instance=tmp_path / "new", secret_key_file=file)) == KEY
    assert kept_key(settings(instance=tmp_path / "new", secret_key=SecretStr("other"))) == "other"
    assert not (tmp_path / "new").exists()


def test_secrets_do_not_show(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("of-the-provider\n")
    chosen = settings(secret_key=SecretStr(KEY), oidc_client_secret_file=file)
    assert chosen.oidc_secret == file.read_text().strip()
    assert KEY not in repr(chosen)
