"""Returned in time, of everybody together; what no source tells is unknown."""

from __future__ import annotations

from data.contracts import Ratio
from data.queries import dossier_timeliness as query
from tests.dossier_forms import TAM_PHUOC, field
from tests.plan_forms import answered, asked


def test_figures_of_the_plan() -> None:
    answer = answered(query, TAM_PHUOC)
    assert answer.facts == {
        "on_time": Ratio(3408, 3408),
        "early": Ratio(3194, 3408),
        "returned": Ratio(3408, 3410),
        "received": 3410,
        "late": 0,
        "in_progress": 2,
        "unclear": 1,
        "strict": None,
        "by_case": Ratio(0, 1),
        "reopened": None,
    }
    assert list(answer.frame["unit_name"]) == ["Xã Tam Phước"]


def test_fields_alone_tell_only_what_all_of_them_tell() -> None:
    facts = answered(query, [field(1, "A", 3, closed_late=1), field(2, "B", 4)]).facts
    assert (facts["received"], facts["late"], facts["on_time"]) == (7, None, None)


def test_nothing_reported_is_no_answer() -> None:
    assert query.shape([], asked())[0] == []
