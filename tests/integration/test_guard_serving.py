"""Where `ioc serve` refuses, and what `ioc start` does while there is nobody who could sign in."""

from __future__ import annotations

import shutil
import stat
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

import pytest

from dashboard.security.exposure import KEY_FILE, NO_ACCOUNTS, NO_DEMO, NO_KEY
from data.access import Access
from data.engine import make_engine
from tests.guard_clients import now
from tests.services import LOOPBACK, Instance, ServiceError, free_port, healthy, running

EVERYWHERE = "0.0.0.0"  # noqa: S104 - the address that is refused
KEY = {"IOC_SECRET_KEY": "k" * 40}


@pytest.fixture
def installation(filled_file: Path, tmp_path: Path) -> Instance:
    """An installation with figures and without accounts, and without demo mode by setting."""
    return Instance(tmp_path, f"sqlite:///{shutil.copy(filled_file, tmp_path)}", {"IOC_DEMO": "0"})


def with_account(installation: Instance) -> None:
    access = Access(make_engine(installation.database_url))
    access.add_account("an.nguyen", "Nguyễn Văn An", None, [("viewer", "")], by="tests", now=now())


def changed(installation: Instance, **settings: str) -> Instance:
    return Instance(installation.folder, installation.database_url, {**installation.settings, **settings})


@contextmanager
def started(installation: Instance) -> Iterator[str]:
    """Run `ioc start` until the block ends."""
    base = f"http://{LOOPBACK}:{(port := free_port())}"
    command = [sys.executable, "-m", "dashboard", "start", "--host", LOOPBACK, "--port", str(port)]
    with running(command, installation.folder, env=installation.env) as child:
        child.wait_until(lambda: healthy(base))
        yield base


def status(address: str, **headers: str) -> int:
    asked = urllib.request.Request(address, headers=headers)  # noqa: S310 - http on loopback
    try:
        with urllib.request.urlopen(asked, timeout=30) as response:  # noqa: S310
            return int(response.status)
    except HTTPError as error:
        return error.code


@pytest.mark.parametrize(
    ("settings", "accounts", "problem"),
    [
        (KEY, False, NO_ACCOUNTS),
        ({}, True, NO_KEY),
        ({"IOC_SECRET_KEY": "short"}, True, NO_KEY),
        (KEY | {"IOC_DEMO": "1"}, True, NO_DEMO),
    ],
)
def test_an_address_that_others_reach_is_refused(
    installation: Instance, settings: dict[str, str], accounts: bool, problem: str
) -> None:
    if accounts:
        with_account(installation)
    with pytest.raises(ServiceError) as refused:
        changed(installation, **settings).ioc("serve", "--host", EVERYWHERE, "--port", "0")
    assert problem in str(refused.value)
    assert "Traceback" not in str(refused.value)


def test_the_first_start_is_a_try_out_for_this_computer(installation: Instance) -> None:
    with started(installation) as base:
        assert status(f"{base}/version") == 200
        assert status(f"{base}/version", Host="evil.example") == 421
        assert status(f"{base}/admin/accounts") == 403
    assert stat.S_IMODE((installation.folder / KEY_FILE).stat().st_mode) == 0o600


def test_with_an_account_it_asks_who_one_is(installation: Instance) -> None:
    with_account(installation)
    with started(installation) as base:
        assert status(f"{base}/version") == 401
        assert status(f"{base}/sign-in") == 200
