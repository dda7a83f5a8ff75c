"""The cache that workers share: a real Redis, by setting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import redis
from flask import Flask

from dashboard.caching import Computed, PayloadCache, make_cache
from dashboard.settings import Settings
from data.contracts import Request
from data.version import VersionReader
from tests.services import LOOPBACK, free_port

REQUEST = Request(locality="tan_chau", period="2022", as_of=dt.date(2022, 12, 31))


class Fixed(VersionReader):
    """A server at data version 1."""

    def __init__(self) -> None:
        self.last_known = 1

    def current(self) -> int:
        """Give the version."""
        return 1


def worker(url: str) -> PayloadCache:
    """A cache as one worker process has it."""
    return PayloadCache(make_cache(Flask("worker"), Settings(cache_url=url)), Fixed(), "build")


def answering(text: str) -> Callable[[], Computed]:
    """Compute always the same."""
    return lambda: Computed(text.encode(), 1)


def test_what_one_worker_computed_warms_the_other(redis_url: str) -> None:
    first, second = worker(redis_url), worker(redis_url)
    made = first.fetch("panel/x", REQUEST, answering("one"))
    assert second.fetch("panel/x", REQUEST, answering("two")) == made


def test_kept_answers_have_no_time_out(redis_url: str) -> None:
    worker(redis_url).fetch("panel/x", REQUEST, answering("one"))
    with redis.Redis.from_url(redis_url) as client:
        (key,) = client.keys()
        assert client.ttl(key) == -1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_dead_redis_is_a_cold_cache() -> None:
    nowhere = worker(f"redis://{LOOPBACK}:{free_port()}/0")
    first = nowhere.fetch("panel/x", REQUEST, answering("one"))
    assert nowhere.fetch("panel/x", REQUEST, answering("two")) != first
