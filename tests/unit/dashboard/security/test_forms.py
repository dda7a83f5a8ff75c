"""Addresses to go on to after sign-in: never those of somebody else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask, render_template_string
from hypothesis import given
from hypothesis import strategies as st

from dashboard.security.forms import LONGEST_FIELD, field, moment, own_path, prepare

HERE = "https://ioc.example/sign-in"
FORMS = Path(__file__).parents[4] / "layouts" / "forms"


@pytest.mark.parametrize(
    "address", ["/", "/feedback?locality=tan_chau&period=2022", "/units/25546@1900-01-01", "/?q=//x"]
)
def test_own_addresses_are_kept(address: str) -> None:
    assert own_path(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "feedback",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "/a\r\nSet-Cookie: x=1",
    ],
)
def test_others_lead_home(address: str) -> None:
    assert own_path(address) == "/"


@given(st.text(alphabet="/\\:.?#@ \t\nae", max_size=12))
def test_nothing_leads_away(address: str) -> None:
    kept = own_path(address)
    # Browsers read a backslash as a slash, and leave out tabs and line breaks.
    read = kept.replace("\\", "/").replace("\t", "").replace("\n", "")
    assert urlsplit(urljoin(HERE, read)).netloc == "ioc.example"


def test_moments_are_those_of_vietnam() -> None:
    assert moment(dt.datetime(2026, 11, 21, 18, 5, tzinfo=dt.UTC)) == "22/11/2026 01:05"
    assert moment(None) == "chưa có"


def test_browsers_take_no_more_words_than_are_read() -> None:
    """A reason is never cut without a word: the field ends where reading does."""
    server = Flask(__name__, template_folder=str(FORMS))
    prepare(server, "build")
    reason = "Văn bản đính chính số 12/BC-UBND. " * 40
    with server.test_request_context("/", method="POST", data={"reason": reason}):
        assert field("reason") == reason.strip()
        form = '{% from "fields.html" import text %}{{ text("reason", "Lý do", {}) }}'
        assert f'maxlength="{LONGEST_FIELD}"' in render_template_string(form)
