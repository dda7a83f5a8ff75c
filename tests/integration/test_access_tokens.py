"""Read tokens: scope, expiry, last use, revocation, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select

from data.access import Access, AccessRefusedError
from data.schema import ReadToken
from tests.access_world import DAY, MINUTE, NOW, SECOND, TAN_CHAU, Ticks, counted, desk


@pytest.fixture
def access(writable: Engine) -> Access:
    return desk(writable)


def issue(access: Access, name: str = "LGSP tỉnh", unit: str = "tan_chau", days: int = 90) -> str:
    return access.issue_token(name, unit, days=days, by="chief", now=NOW)


def test_a_token_is_a_viewer_of_its_scope(access: Access) -> None:
    viewer = access.token(issue(access), NOW)
    assert viewer is not None
    assert (viewer.kind, viewer.name) == ("token", "LGSP tỉnh")
    assert viewer.scope.localities == {"tan_chau"}
    assert not viewer.scope.everything
    assert not viewer.has("secretary")


def test_a_token_expires_though_it_is_remembered(access: Access) -> None:
    raw = issue(access, days=1)
    assert access.token(raw, NOW + DAY - SECOND)
    assert access.token(raw, NOW + DAY) is None


def test_last_use_is_noted_at_most_once_a_minute(access: Access) -> None:
    raw = issue(access)
    assert access.tokens()[0].used_at is None
    for seconds, noted in [(0, 0), (59, 0), (60, 60), (100, 60)]:
        access.token(raw, NOW + seconds * SECOND)
        assert access.tokens()[0].used_at == NOW + noted * SECOND


def test_a_remembered_token_costs_no_statement(writable: Engine) -> None:
    access = desk(writable, monotonic=Ticks())
    raw = issue(access)
    access.token(raw, NOW)
    with counted(writable) as statements:
        for _ in range(100):
            assert access.token(raw, NOW)
    assert statements == []


def test_a_revoked_token_is_out_within_a_second_everywhere(access: Access, writable: Engine) -> None:
    ticks = Ticks()
    other, raw = desk(writable, monotonic=ticks), issue(access)
    assert other.token(raw, NOW)
    (row,) = access.tokens()
    access.revoke_token(row.id, by="chief", now=NOW + MINUTE)
    assert access.token(raw, NOW) is None
    ticks.seconds += 1
    assert other.token(raw, NOW) is None
    assert access.tokens()[0].revoked_at == NOW + MINUTE
    for unknown in (row.id, row.id + 1, 10**30):
        with pytest.raises(AccessRefusedError):
            access.revoke_token(unknown, by="chief", now=NOW)


def test_what_is_refused(access: Access) -> None:
    issue(access)
    for name, unit, days, reason in [
        ("LGSP tỉnh", "tan_chau", 90, "taken"),
        ("", "tan_chau", 90, "unknown"),
        ("other", "atlantis", 90, "unknown"),
        ("other", "", 0, "expired"),
        ("other", "", 731, "expired"),
    ]:
        with pytest.raises(AccessRefusedError) as raised:
            issue(access, name, unit, days)
        assert raised.value.reason == reason
    assert len(access.tokens()) == 1


def test_a_name_is_free_again_after_its_token(access: Access) -> None:
    issue(access)
    access.revoke_token(access.tokens()[0].id, by="chief", now=NOW)
    issue(access, days=1)
    assert access.issue_token("LGSP tỉnh", "", days=1, by="chief", now=NOW + DAY)


def test_tokens_are_stored_as_digests_and_can_be_found_in_leaks(access: Access, writable: Engine) -> None:
    raw = issue(access)
    assert raw.startswith("ioc_")
    with writable.connect() as connection:
        assert raw not in repr(connection.execute(select(*ReadToken.__table__.columns)).all())
    (row,) = access.tokens()
    assert (row.unit, row.unit_name, row.issued_by) == (TAN_CHAU, "Huyện Tân Châu", "chief")
    assert row.expires_at == NOW + 90 * DAY
    assert raw not in repr(row)
    assert raw not in repr(access.entries(limit=9))
