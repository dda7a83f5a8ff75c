"""Words from outside are made fit to be stored, and names that look alike are one name."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.access.words import account_key, digest, is_account_name, new_code, new_secret, plain, read_code


@given(st.text())
def test_plain_text_can_be_stored_and_is_one_line(text: str) -> None:
    kept = plain(text)
    assert kept.encode().decode() == kept
    assert "\x00" not in kept
    assert kept.splitlines() in ([], [kept])
    assert plain(kept) == kept
    assert len(kept) <= 300


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\nb", "a b"),
        ("a\x00b\ud800", "ab"),
        ("  hai   chữ ", "hai chữ"),
        (unicodedata.normalize("NFD", "Tân Châu"), "Tân Châu"),
        ("x\u202ey", "xy"),
    ],
)
def test_what_is_left_out(text: str, kept: str) -> None:
    assert plain(text) == kept


@given(st.text())
def test_a_name_is_its_own_key(name: str) -> None:
    key = account_key(name)
    assert account_key(key) == key
    assert account_key(unicodedata.normalize("NFD", key)) == key


def test_case_and_composition_do_not_make_another_name() -> None:
    forms = {account_key(form) for form in ("Lê.Ân", "LÊ.ÂN", unicodedata.normalize("NFD", "lê.ân"))}
    assert forms == {"lê.ân"}


@pytest.mark.parametrize("name", ["an", "lê.ân", "an@tayninh.gov.vn", "a-1_b+c"])
def test_names_of_accounts(name: str) -> None:
    assert is_account_name(name)


@pytest.mark.parametrize("name", ["", "an binh", "a/b", "<an>", "ioc user add (root)", "a'b"])
def test_other_texts_are_no_names(name: str) -> None:
    assert not is_account_name(name)


def test_codes_are_read_however_they_are_typed() -> None:
    code = new_code()
    assert len(code) == 9
    assert not set(code) & set("01OIL")
    assert {read_code(form) for form in (code, code.lower(), code.replace("-", ""), f" {code} ")} == {code}


def test_secrets_differ_and_are_stored_as_digests() -> None:
    first, second = new_secret(), new_secret()
    assert first != second
    assert len(first) == 43
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert len(digest("\ud800")) == 64
