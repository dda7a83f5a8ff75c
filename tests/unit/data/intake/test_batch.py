"""Rows in memory: complete, named by keys, and summed up in a digest."""

from __future__ import annotations

import pytest

from data.intake.batch import Batch, Ref, key_columns
from data.schema import DossierCount, FeedbackCount, Source, Task, TaskUnit, Unit

SHA = "0" * 64


def source(batch: Batch, sha256: str = SHA) -> Ref:
    return batch.add(Source, ("a.csv", "", 2), {"file": "a.csv", "row": 2, "sha256": sha256})


def test_a_row_has_every_column_at_its_default() -> None:
    batch = Batch()
    values = batch.values(batch.add(Unit, ("1",), {"code": "1"}))
    assert "id" not in values
    assert values["note"] == ""
    assert values["valid_to"] is None
    assert values["code"] == "1"


def test_a_key_is_used_once_and_a_column_must_exist() -> None:
    batch = Batch()
    ref = batch.add(Unit, ("1",), {})
    assert ref in batch
    assert Ref(Unit, ("2",)) not in batch
    with pytest.raises(KeyError):
        batch.add(Unit, ("1",), {})
    with pytest.raises(TypeError, match="nickname"):
        batch.add(Unit, ("2",), {"nickname": "x"})


def test_the_columns_that_name_a_row() -> None:
    assert key_columns(FeedbackCount) == ("unit_id", "period_id", "is_total")
    assert key_columns(TaskUnit) == ("task_id", "unit_id", "role")
    assert key_columns(Task) == ("key",)


def test_the_digest_changes_with_values_and_with_sources() -> None:
    def digest(received: int, sha256: str = SHA) -> str:
        batch = Batch()
        values = {"received": received, "source_id": source(batch, sha256)}
        batch.add(DossierCount, ("x",), values)
        return batch.digest([DossierCount])

    assert digest(1) == digest(1)
    assert len({digest(1), digest(2), digest(1, "1" * 64)}) == 3


def test_the_digest_of_other_models_stays() -> None:
    batch = Batch()
    before = batch.digest([Task])
    batch.add(Unit, ("1",), {"code": "1"})
    assert batch.digest([Task]) == before
