"""Passwords: length, common ones, names; hashes that say what they are made with."""

from __future__ import annotations

import unicodedata

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from data.access.passwords import Passwords, weakness
from tests.access_world import GOOD, cheap

NAMES = ("nguyen.an", "Huyện Tân Châu", "Tân Châu", "Xã Hội")


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "x8Kq-22mPp-aa9L",
        "!@#$%^&*(){}aB3?",
        "con ngựa đúng pin ghim",
        "tân châu có mười hai xã",
        unicodedata.normalize("NFD", "ướt đẫm mồ hôi"),
        "正しい馬の電池とホッチキス",
        "a" * 3 + "bcd efg" * 5,
    ],
)
def test_good_passwords(password: str) -> None:
    assert weakness(password, NAMES) == ""


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("ngắn quá", "ít nhất 12"),
        ("x" * 129, "tối đa 128"),
        ("123456789012", "phổ biến"),
        ("1q2w3e4r5t6y", "phổ biến"),
        ("ADMINISTRATOR", "phổ biến"),
        ("TanChau@2026!", "dễ đoán"),
        ("tan-chau-2026", "dễ đoán"),
        ("Nguyen.An1985", "dễ đoán"),
        ("matkhau@12345", "dễ đoán"),
        ("ioc-ioc-ioc-1", "dễ đoán"),
        ("long enough \ud800", "không hợp lệ"),
    ],
)
def test_bad_passwords(password: str, word: str) -> None:
    assert word in weakness(password, NAMES)


def test_length_counts_letters_not_bytes() -> None:
    assert "ít nhất" in weakness(unicodedata.normalize("NFD", "ếếếếếếếếếếế"), ())
    assert weakness("ếệẽđơưạặằẫộợ", ()) == ""


@given(st.text(min_size=0, max_size=140))
def test_any_text_is_judged(password: str) -> None:
    assert isinstance(weakness(password, NAMES), str)


@given(st.text(max_size=128))
def test_a_password_is_itself_and_nothing_else(password: str) -> None:
    passwords = cheap()
    stored = passwords.hash(password)
    assert passwords.verify(stored, unicodedata.normalize("NFD", password))
    assert not passwords.verify(stored, f"{password}x")


def test_nobody_has_a_password() -> None:
    passwords = cheap()
    assert not passwords.verify("", "")
    assert not passwords.verify("", GOOD)
    assert not passwords.verify("not a hash", GOOD)


def test_hashes_are_argon2id_and_salted() -> None:
    passwords = Passwords()
    first, second = passwords.hash(GOOD), passwords.hash(GOOD)
    assert first != second
    assert first.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_hash_of_other_parameters_is_outdated() -> None:
    older = Passwords(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    stored = cheap().hash(GOOD)
    assert not cheap().is_outdated(stored)
    assert older.is_outdated(stored)
    assert older.verify(stored, GOOD)
