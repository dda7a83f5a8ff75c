"""Requests that other sites make a browser send, and names that lead to this computer."""

from __future__ import annotations

import pytest
from flask import Request
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from dashboard.security.origin import PASSED_ON, SAFE, is_at_home, is_foreign, is_loopback

HERE = "http://ioc.example:8050"


def asked(method: str, **headers: str) -> Request:
    named = Headers([(name.replace("_", "-"), value) for name, value in headers.items()])
    return Request(EnvironBuilder("/x", HERE, method=method, headers=named).get_environ())


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "nonsense"])
def test_what_another_site_sends_is_foreign(site: str) -> None:
    assert is_foreign(asked("POST", Sec_Fetch_Site=site))


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_what_our_pages_or_a_person_send_is_not(site: str) -> None:
    assert not is_foreign(asked("POST", Sec_Fetch_Site=site, Origin="http://other.example"))


@pytest.mark.parametrize(
    ("origin", "foreign"),
    [
        (HERE, False),
        ("https://ioc.example:8050", False),
        ("http://ioc.example", True),
        ("http://ioc.example:8050.evil.example", True),
        ("http://evil.example", True),
        ("null", True),
        ("", True),
    ],
)
def test_browsers_that_know_only_of_origins(origin: str, foreign: bool) -> None:
    assert is_foreign(asked("POST", Origin=origin)) is foreign


def test_programs_send_neither() -> None:
    assert not is_foreign(asked("POST"))


@pytest.mark.parametrize("method", sorted(SAFE))
def test_reading_changes_nothing(method: str) -> None:
    assert not is_foreign(asked(method, Sec_Fetch_Site="cross-site", Origin="http://evil.example"))


@given(
    method=st.sampled_from(["POST", "PUT", "PATCH", "DELETE", "MOVE"]),
    host=st.from_regex(r"[a-z]{1,8}\.vn", fullmatch=True),
)
def test_no_other_host_is_ours(method: str, host: str) -> None:
    assert is_foreign(asked(method, Origin=f"http://{host}"))


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8050", "127.0.0.1", "127.0.0.1:8050", "[::1]:8050", "127.8.8.8"]
)
def test_names_of_this_computer(host: str) -> None:
    assert is_loopback(host)


def test_what_a_proxy_passes_on_was_not_asked_here() -> None:
    here = {"Host": "127.0.0.1:8050"}
    assert is_at_home(asked("GET", **here))
    for name in PASSED_ON:
        assert not is_at_home(asked("GET", **here, **{name: "127.0.0.1"}))


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "", "[", "::"],
)
def test_other_names(host: str) -> None:
    assert not is_loopback(host)
