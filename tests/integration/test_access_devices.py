"""Walls: pairing, keys that last until they are revoked, heartbeats, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, event, select

from data.access import Access, AccessRefusedError
from data.access.devices import MOST_WAITING, PAIRING_HOLDS
from data.access.identities import GRACE_SECONDS
from data.contracts import EVERYTHING, DataUnavailableError, Grant, Scope
from data.schema import Device, Pairing
from tests.access_world import DAY, HERE, MINUTE, NOW, SECOND, TAN_CHAU, Ticks, desk, down

PLACE = {"playlist": "sang", "unit": "tan_chau", "by": "chief"}


@pytest.fixture
def access(writable: Engine) -> Access:
    return desk(writable)


def paired(access: Access, name: str = "Phòng họp", unit: str = "tan_chau") -> str:
    waiting = access.begin_pairing(NOW, where=HERE)
    access.confirm_pairing(waiting.code, name=name, playlist="sang", unit=unit, by="chief", now=NOW)
    key = access.claim_pairing(waiting.secret, NOW)
    assert key is not None
    return key


def refused(access: Access, code: str, name: str = "Phòng họp", now: object = NOW) -> str:
    with pytest.raises(AccessRefusedError) as raised:
        access.confirm_pairing(code, name=name, now=now, **PLACE)  # type: ignore[arg-type]
    return raised.value.reason


def test_a_wall_waits_is_confirmed_and_gets_its_key_once(access: Access) -> None:
    waiting = access.begin_pairing(NOW, where=HERE)
    assert waiting.expires_at == NOW + PAIRING_HOLDS
    (row,) = access.waiting_pairings(NOW)
    assert (row.code, row.where, row.begun_at) == (waiting.code, HERE, NOW)
    assert access.claim_pairing(waiting.secret, NOW) is None
    access.confirm_pairing(waiting.code.lower(), name="Phòng họp", now=NOW, **PLACE)
    assert access.waiting_pairings(NOW) == ()
    key = access.claim_pairing(waiting.secret, NOW)
    assert key is not None
    with pytest.raises(AccessRefusedError) as raised:
        access.claim_pairing(waiting.secret, NOW)
    assert raised.value.reason == "expired"
    told = [(entry.action, entry.actor, entry.kind) for entry in access.entries(limit=9)]
    assert told == [("device.pair", "Phòng họp", "device"), ("device.confirm", "chief", "account")]


def test_a_wall_is_a_viewer_of_its_scope_and_playlist(access: Access) -> None:
    viewer = access.device(paired(access), NOW)
    assert viewer is not None
    assert (viewer.kind, viewer.name, viewer.playlist) == ("device", "Phòng họp", "sang")
    assert viewer.scope.localities == {"tan_chau"}
    assert not viewer.has("secretary")
    everywhere = access.device(paired(access, "Sảnh", ""), NOW)
    assert everywhere is not None
    assert everywhere.grants == (Grant("viewer", EVERYTHING),)
    assert viewer.scope != Scope()


def test_a_key_does_not_end_by_idleness(access: Access) -> None:
    assert access.device(paired(access), NOW + 1000 * DAY)


def test_codes_and_secrets_expire(access: Access) -> None:
    waiting = access.begin_pairing(NOW)
    assert access.waiting_pairings(waiting.expires_at) == ()
    assert refused(access, waiting.code, now=waiting.expires_at) == "expired"
    with pytest.raises(AccessRefusedError):
        access.claim_pairing(waiting.secret, waiting.expires_at)
    assert refused(access, "ZZZZ-ZZZZ") == "unknown"
    with pytest.raises(AccessRefusedError):
        access.claim_pairing("no secret of ours", NOW)


def test_a_confirmation_at_the_last_moment_leaves_time_to_claim(access: Access) -> None:
    waiting = access.begin_pairing(NOW)
    late = waiting.expires_at - SECOND
    access.confirm_pairing(waiting.code, name="Phòng họp", now=late, **PLACE)
    assert access.claim_pairing(waiting.secret, late + MINUTE)


def test_a_code_lets_nobody_in_without_the_secret(access: Access) -> None:
    waiting = access.begin_pairing(NOW)
    access.confirm_pairing(waiting.code, name="Phòng họp", now=NOW, **PLACE)
    with pytest.raises(AccessRefusedError):
        access.claim_pairing(waiting.code, NOW)
    assert access.device(waiting.secret, NOW) is None
    assert refused(access, waiting.code, "Sảnh") == "taken"


def test_two_walls_have_two_names(access: Access) -> None:
    paired(access)
    waiting = access.begin_pairing(NOW)
    assert refused(access, waiting.code) == "taken"
    assert refused(access, waiting.code, "  ") == "unknown"
    (row,) = access.devices()
    access.revoke_device(row.id, by="chief", now=NOW)
    access.confirm_pairing(waiting.code, name="Phòng họp", now=NOW, **PLACE)


def test_a_unit_that_does_not_exist_confirms_nothing(access: Access) -> None:
    waiting = access.begin_pairing(NOW)
    with pytest.raises(AccessRefusedError):
        access.confirm_pairing(
            waiting.code, name="Phòng họp", playlist="", unit="atlantis", by="chief", now=NOW
        )
    assert access.claim_pairing(waiting.secret, NOW) is None


def test_a_crowd_of_waiting_walls_is_bounded(access: Access, writable: Engine) -> None:
    for _ in range(MOST_WAITING):
        access.begin_pairing(NOW)
    with pytest.raises(AccessRefusedError) as raised:
        access.begin_pairing(NOW + MINUTE)
    assert (raised.value.reason, raised.value.until) == ("locked", NOW + PAIRING_HOLDS)
    access.begin_pairing(NOW + PAIRING_HOLDS)
    with writable.connect() as connection:
        assert len(connection.scalars(select(Pairing.id)).all()) == 1


def test_heartbeats_say_which_walls_are_alive(access: Access) -> None:
    key = paired(access)
    access.heartbeat(
        key, showing="/tan_chau/feedback", browser="Chromium 140\x00", build="abc", now=NOW + MINUTE
    )
    access.heartbeat("no key of ours", showing="x", browser="x", build="x", now=NOW)
    (row,) = access.devices()
    assert (row.name, row.unit, row.unit_name) == ("Phòng họp", TAN_CHAU, "Huyện Tân Châu")
    assert (row.seen_at, row.showing, row.browser, row.build) == (
        NOW + MINUTE,
        "/tan_chau/feedback",
        "Chromium 140",
        "abc",
    )
    assert (row.paired_by, row.paired_at, row.revoked_at) == ("chief", NOW, None)


def test_heartbeats_of_many_walls_are_one_statement(access: Access, writable: Engine) -> None:
    keys = [paired(access, name=f"Phòng {at}") for at in range(5)]
    statements: list[str] = []
    event.listen(
        writable,
        "before_cursor_execute",
        lambda *said: statements.append(said[2]) if "device" in said[2] else 0,
    )
    for at, key in enumerate(keys):
        access.heartbeat(key, showing=f"/wall/{at}", browser="", build="", now=NOW + at * SECOND)
    access.heartbeat(keys[0], showing="/wall/last", browser="", build="", now=NOW + MINUTE)
    assert len([one for one in statements if one.startswith("UPDATE device")]) == 2
    assert {row.name: row.showing for row in access.devices()} == {
        "Phòng 0": "/wall/last",
        **{f"Phòng {at}": f"/wall/{at}" for at in range(1, 5)},
    }


def test_an_older_heartbeat_of_another_process_changes_nothing(writable: Engine) -> None:
    one, other = desk(writable), desk(writable)
    key, second = paired(one), paired(one, name="Phòng khác")
    other.heartbeat(key, showing="first", browser="", build="", now=NOW)
    other.heartbeat(key, showing="old", browser="", build="", now=NOW + SECOND)
    one.heartbeat(key, showing="new", browser="", build="", now=NOW + MINUTE)
    other.heartbeat(second, showing="here", browser="", build="", now=NOW + MINUTE + SECOND)
    assert {row.name: row.showing for row in one.devices()} == {"Phòng họp": "new", "Phòng khác": "here"}


def test_keys_are_stored_as_digests(access: Access, writable: Engine) -> None:
    key = paired(access)
    with writable.connect() as connection:
        assert key not in repr(connection.execute(select(*Device.__table__.columns)).all())
    assert key not in repr(access.devices())


def test_a_revoked_key_is_out_within_a_second_everywhere(access: Access, writable: Engine) -> None:
    ticks = Ticks()
    other, key = desk(writable, monotonic=ticks), paired(access)
    assert access.device(key, NOW)
    assert other.device(key, NOW)
    (row,) = access.devices()
    access.revoke_device(row.id, by="chief", now=NOW)
    assert access.device(key, NOW) is None
    ticks.seconds += 1
    assert other.device(key, NOW) is None
    for unknown in (row.id, row.id + 1, -1, 10**30):
        with pytest.raises(AccessRefusedError):
            access.revoke_device(unknown, by="chief", now=NOW)


def test_a_wall_outlives_the_database_for_a_quarter_of_an_hour(writable: Engine) -> None:
    ticks = Ticks()
    access = desk(writable, monotonic=ticks)
    key = paired(access)
    access.device(key, NOW)
    with down(writable):
        ticks.seconds += GRACE_SECONDS - 1
        assert access.device(key, NOW)
        ticks.seconds += 2
        with pytest.raises(DataUnavailableError):
            access.device(key, NOW)
