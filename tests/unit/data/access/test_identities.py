"""What a secret stands for is remembered while nothing has changed, and never longer."""

from __future__ import annotations

import pytest

from data.access.identities import KEPT, Identities
from data.contracts import DataUnavailableError


class Moving:
    """Versions that a test moves."""

    def __init__(self) -> None:
        self.versions = (1, 1)
        self.answers = True

    def current(self) -> tuple[int, int]:
        return self.versions


def test_an_identity_is_read_once_while_the_versions_stand() -> None:
    identities: Identities[str] = Identities(Moving())  # type: ignore[arg-type]
    assert identities.find("key", lambda: "an") == "an"
    assert identities.find("key", lambda: "somebody else") == "an"


@pytest.mark.parametrize("versions", [(2, 1), (1, 2)])
def test_access_or_data_that_moved_makes_it_read_again(versions: tuple[int, int]) -> None:
    moving = Moving()
    identities: Identities[str] = Identities(moving)  # type: ignore[arg-type]
    identities.find("key", lambda: "an")
    moving.versions = versions
    assert identities.find("key", lambda: None) is None


def test_a_change_while_reading_is_seen_at_the_next_question() -> None:
    moving = Moving()
    identities: Identities[str] = Identities(moving)  # type: ignore[arg-type]

    def read_slowly() -> str:
        moving.versions = (2, 1)
        return "as it was before"

    assert identities.find("key", read_slowly) == "as it was before"
    assert identities.find("key", lambda: "as it is") == "as it is"


def test_unknown_secrets_are_not_remembered() -> None:
    identities: Identities[str] = Identities(Moving())  # type: ignore[arg-type]
    assert identities.find("key", lambda: None) is None
    assert identities.find("key", lambda: "an") == "an"


def test_without_a_database_only_known_secrets_stand() -> None:
    moving = Moving()
    identities: Identities[str] = Identities(moving)  # type: ignore[arg-type]
    identities.find("key", lambda: "an")
    moving.answers = False
    assert identities.find("key", lambda: None) == "an"
    with pytest.raises(DataUnavailableError):
        identities.find("other", lambda: "not asked")


def test_memory_is_bounded() -> None:
    identities: Identities[int] = Identities(Moving())  # type: ignore[arg-type]
    for number in range(KEPT + 100):
        identities.find(str(number), lambda number=number: number)  # type: ignore[misc]
    assert len(identities._kept) == KEPT


def test_a_forgotten_identity_is_read_again() -> None:
    identities: Identities[str] = Identities(Moving())  # type: ignore[arg-type]
    identities.find("key", lambda: "an")
    identities.forget("key")
    assert identities.find("key", lambda: "an again") == "an again"
