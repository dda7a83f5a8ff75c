"""The one cache: bounds, one computation a key, versions that only the server knows."""

from __future__ import annotations

import datetime as dt
import gzip
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from dashboard.caching import BoundedCache, Computed, Payload, PayloadCache, make_cache, ordered
from dashboard.settings import Settings
from data.contracts import DataUnavailableError, Request

REQUEST = Request(locality="tan_chau", period="2022", as_of=dt.date(2022, 12, 31))
OTHER = Request(locality="bu_dang", period="2023", as_of=dt.date(2023, 12, 31))


class Versions:
    """A data version that tests move and break."""

    def __init__(self) -> None:
        self.last_known: int | None = 1
        self.dead = False

    def current(self) -> int:
        """Give the version, or fail as a dead database does."""
        if self.dead or self.last_known is None:
            raise DataUnavailableError("dead")
        return self.last_known


@pytest.fixture
def versions() -> Versions:
    """A server that is at data version 1."""
    return Versions()


@pytest.fixture
def payloads(versions: Versions) -> PayloadCache:
    """An empty cache over those versions."""
    return PayloadCache(make_cache(Flask("test"), Settings()), versions, "build")  # type: ignore[arg-type]


def answering(text: str, version: int | None) -> Callable[[], Computed]:
    """Compute always the same."""
    return lambda: Computed(text.encode(), version)


def never() -> Computed:
    """Fail the test: the answer should have been kept."""
    raise AssertionError("computed again")


def text(payload: Payload) -> str:
    """Read a payload."""
    return gzip.decompress(payload.body).decode()


@given(st.lists(st.tuples(st.text(min_size=1, max_size=3), st.binary(max_size=60)), max_size=40))
def test_bounded_cache_never_exceeds_either_bound(writes: list[tuple[str, bytes]]) -> None:
    cache = BoundedCache(entries=5, size=100)
    for key, value in writes:
        assert cache.set(key, value)
        assert cache.get(key) == value
        kept = [cache.get(name) for name in {name for name, _ in writes}]
        present = [found for found in kept if found is not None]
        assert len(present) <= 5
        assert sum(len(found) for found in present) <= 100


def test_bounded_cache_refuses_what_alone_is_too_large() -> None:
    cache = BoundedCache(entries=5, size=10)
    assert cache.set("large", b"x" * 11) is False
    assert cache.get("large") is None


def test_bounded_cache_forgets_least_recently_used_first() -> None:
    cache = BoundedCache(entries=2, size=100)
    cache.set("a", b"1")
    cache.set("b", b"2")
    cache.get("a")
    cache.set("c", b"3")
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (b"1", None, b"3")


def test_second_reader_gets_the_kept_bytes(payloads: PayloadCache) -> None:
    first = payloads.fetch("panel/x", REQUEST, answering("answer", 1))
    assert text(first) == "answer"
    assert payloads.fetch("panel/x", REQUEST, never) == first


@pytest.mark.parametrize(
    ("kind", "request_"),
    [
        ("panel/y", REQUEST),
        ("panel/x", OTHER),
        ("panel/x", replace(REQUEST, scope=frozenset())),
        ("panel/x", replace(REQUEST, scope=frozenset({"25546@1900-01-01"}))),
    ],
)
def test_kind_request_and_scope_are_kept_apart(payloads: PayloadCache, kind: str, request_: Request) -> None:
    payloads.fetch("panel/x", REQUEST, answering("one", 1))
    assert text(payloads.fetch(kind, request_, answering("two", 1))) == "two"


@given(st.lists(st.text(max_size=4), max_size=8, unique=True), st.randoms())
def test_equal_scopes_share_a_key_in_whatever_order_they_were_made(units: list[str], random: Random) -> None:
    shuffled = random.sample(units, len(units))
    first, second = (replace(REQUEST, scope=frozenset(each)) for each in (units, shuffled))
    assert repr(ordered(first)) == repr(ordered(second))
    larger = replace(first, scope=frozenset(["another", *units]))
    assert repr(ordered(larger)) != repr(ordered(first))


def test_a_new_data_version_makes_a_new_answer(payloads: PayloadCache, versions: Versions) -> None:
    payloads.fetch("panel/x", REQUEST, answering("old", 1))
    versions.last_known = 2
    assert text(payloads.fetch("panel/x", REQUEST, answering("new", 2))) == "new"


def test_an_answer_is_kept_under_the_version_of_its_snapshot(
    payloads: PayloadCache, versions: Versions
) -> None:
    """A publication between the version read and the query: the bytes are of version 2 and kept as such."""
    assert payloads.fetch("panel/x", REQUEST, answering("of two", 2)).version == 2
    assert text(payloads.fetch("panel/x", REQUEST, answering("of one", 1))) == "of one"
    versions.last_known = 2
    assert text(payloads.fetch("panel/x", REQUEST, never)) == "of two"


def test_an_apology_is_not_kept(payloads: PayloadCache) -> None:
    payloads.fetch("panel/x", REQUEST, answering("sorry", None))
    assert text(payloads.fetch("panel/x", REQUEST, answering("answer", 1))) == "answer"


def test_a_dead_database_leaves_the_last_answer_and_says_so(
    payloads: PayloadCache, versions: Versions
) -> None:
    payloads.fetch("panel/x", REQUEST, answering("answer", 1))
    versions.dead = True
    kept = payloads.fetch("panel/x", REQUEST, never)
    assert (text(kept), kept.stale) == ("answer", True)
    with pytest.raises(DataUnavailableError):
        payloads.fetch("panel/y", REQUEST, never)


def test_readers_that_come_together_compute_once(payloads: PayloadCache) -> None:
    started, release, calls = threading.Event(), threading.Event(), []

    def slow() -> Computed:
        calls.append(1)
        started.set()
        assert release.wait(10)
        return Computed(b"answer", 1)

    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(payloads.fetch, "panel/x", REQUEST, slow) for _ in range(8)]
        assert started.wait(10)
        release.set()
        assert {text(future.result(10)) for future in waiting} == {"answer"}
    assert len(calls) == 1


def test_a_failure_frees_the_key(payloads: PayloadCache) -> None:
    def broken() -> Computed:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        payloads.fetch("panel/x", REQUEST, broken)
    assert text(payloads.fetch("panel/x", REQUEST, answering("answer", 1))) == "answer"


def test_a_cache_that_fails_is_a_cold_cache(payloads: PayloadCache, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise ConnectionError("no cache")

    monkeypatch.setattr(BoundedCache, "get", refuse)
    monkeypatch.setattr(BoundedCache, "set", refuse)
    assert text(payloads.fetch("panel/x", REQUEST, answering("answer", 1))) == "answer"


def test_another_build_draws_anew(versions: Versions) -> None:
    shared = make_cache(Flask("test"), Settings())
    PayloadCache(shared, versions, "old").fetch("panel/x", REQUEST, answering("old", 1))  # type: ignore[arg-type]
    newer = PayloadCache(shared, versions, "new")  # type: ignore[arg-type]
    assert text(newer.fetch("panel/x", REQUEST, answering("new", 1))) == "new"
