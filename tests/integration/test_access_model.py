"""Whatever people and administrators do in whatever order, a session holds exactly as long as it may."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from data import migrate
from data.access import IDLE, LIFETIME, AccessRefusedError
from data.access.store import NOTED_EVERY
from data.engine import make_engine
from tests.access_world import GOOD, HOUR, MINUTE, NOW, OTHER, SECOND, Ticks, desk, enter

NAMES = st.sampled_from(["an", "binh"])
PAUSES = st.sampled_from([SECOND, 50 * SECOND, 7 * MINUTE, 3 * HOUR, IDLE - MINUTE, IDLE, 9 * 24 * HOUR])


@cache
def migrated() -> Path:
    """A SQLite file with empty tables, made once."""
    path = Path(tempfile.mkdtemp()) / "empty.sqlite"
    engine = make_engine(f"sqlite:///{path}")
    migrate.upgrade(engine)
    engine.dispose()
    return path


class Life(RuleBasedStateMachine):
    """Two workers, two accounts, and a simple model of which sessions hold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.engine = make_engine(f"sqlite:///{shutil.copy(migrated(), self.folder)}")
        self.ticks, self.now = Ticks(), NOW
        self.workers = [desk(self.engine, monotonic=self.ticks) for _ in range(2)]
        self.passwords = dict.fromkeys(("an", "binh"), GOOD)
        self.active = dict.fromkeys(self.passwords, True)
        self.held: dict[str, tuple[str, dt.datetime, dt.datetime]] = {}
        self.over: set[str] = set()
        for name in self.passwords:
            self.workers[0].add_account(name, "", GOOD, [("viewer", "")], by="chief", now=NOW)

    def teardown(self) -> None:
        self.engine.dispose()
        shutil.rmtree(self.folder)

    def end(self, name: str) -> None:
        ended = {secret for secret, (owner, _, _) in self.held.items() if owner == name}
        self.over |= ended
        self.held = {secret: kept for secret, kept in self.held.items() if secret not in ended}

    @rule(name=NAMES, worker=st.integers(0, 1), password=st.sampled_from([GOOD, OTHER]))
    def sign_in(self, name: str, worker: int, password: str) -> None:
        welcome = self.active[name] and self.passwords[name] == password
        secret, reason = self.attempt(name, worker, password)
        assert bool(secret) == (welcome and reason != "locked")
        if secret:
            self.held[secret] = (name, self.now, self.now)

    def attempt(self, name: str, worker: int, password: str) -> tuple[str, str]:
        """Secret and reason of a refusal, one of them empty."""
        try:
            return self.workers[worker].sign_in(name, password, where="", agent="", now=self.now), ""
        except AccessRefusedError as error:
            return "", error.reason

    @rule(pause=PAUSES)
    def wait(self, pause: dt.timedelta) -> None:
        self.now += pause
        self.ticks.seconds += pause.total_seconds()

    @rule(name=NAMES, active=st.booleans())
    def set_active(self, name: str, active: bool) -> None:
        self.workers[0].set_active(name, active, by="chief", now=self.now)
        self.active[name] = active
        if not active:
            self.end(name)

    @rule(name=NAMES, password=st.sampled_from([GOOD, OTHER]))
    def reset(self, name: str, password: str) -> None:
        self.workers[1].set_password(name, password, by="chief", now=self.now)
        self.passwords[name] = password
        self.end(name)

    @rule(name=NAMES)
    def sign_out_everywhere(self, name: str) -> None:
        self.workers[0].sign_out_everywhere(name, by=name, now=self.now)
        self.end(name)

    @precondition(lambda self: self.held)
    @rule(data=st.data(), worker=st.integers(0, 1))
    def sign_out(self, data: st.DataObject, worker: int) -> None:
        secret = data.draw(st.sampled_from(sorted(self.held)))
        self.workers[worker].sign_out(secret, now=self.now)
        del self.held[secret]
        self.over.add(secret)

    @precondition(lambda self: self.held)
    @rule(data=st.data(), worker=st.integers(0, 1))
    def look(self, data: st.DataObject, worker: int) -> None:
        self.ticks.seconds += 1
        secret = data.draw(st.sampled_from(sorted(self.held)))
        name, began, used = self.held[secret]
        seen = self.workers[worker].session(secret, self.now)
        if self.now - began >= LIFETIME or self.now - used >= IDLE:
            assert seen is None
        elif self.now - used <= IDLE - NOTED_EVERY:
            assert seen is not None
        if seen is None:
            del self.held[secret]
            self.over.add(secret)
        else:
            assert (seen.account_name, seen.began_at) == (name, began)
            self.held[secret] = (name, began, self.now)

    @invariant()
    def what_is_over_stays_over(self) -> None:
        self.ticks.seconds += 1
        assert not any(worker.session(secret, self.now) for worker in self.workers for secret in self.over)

    @invariant()
    def the_log_only_grows(self) -> None:
        ids = [entry.id for entry in self.workers[0].all_entries()]
        assert ids == list(range(len(ids), 0, -1))


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)


def test_the_model_signs_in() -> None:
    """The machine itself can be wrong: its first step must succeed."""
    life = Life()
    assert enter(life.workers[0])
    life.teardown()
