"""On-time rates and the three satisfaction figures of citizens' feedback (domain.md section 2)."""

from __future__ import annotations

from dataclasses import dataclass

from data.contracts import Interval, Ratio


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Three numbers that are always shown together, since none of them tells the whole.

    `rated`: satisfied of those who rated; `response`: rated of all cases; `decision_766`: cases neither
    late nor dissatisfied of all cases, an interval where the overlap of the two is not reported.
    """

    rated: Ratio
    response: Ratio
    decision_766: Interval


def on_time(closed_on_time: int, closed_late: int) -> Ratio:
    """On-time rate among closed cases; closing early counts as on time.

    Source: domain.md section 2; S0 Phụ lục 02: 29 of 37.
    """
    return Ratio(closed_on_time, closed_on_time + closed_late)


def strict(closed_on_time: int, closed_late: int, open_overdue: int) -> Ratio:
    """On-time rate that counts open overdue cases as failures, so that not answering does not pay.

    Source: domain.md section 2, on-time rate.
    """
    return Ratio(closed_on_time, closed_on_time + closed_late + open_overdue)


def satisfaction(total: int, late: int, satisfied: int, accepted: int, dissatisfied: int) -> Satisfaction:
    """Satisfaction among the rated, response rate, and the figure of Quyết định 766/QĐ-TTg.

    All arguments are counts of the same cases. From counts alone it is not known how many cases are late
    and dissatisfied at once: the 766 figure ranges from no overlap to the fullest one.
    Source: domain.md section 2; S0 lines 373-382: 4/11, 11/37, 26 to 29 of 37.
    Raises ValueError for counts that no set of cases can have.
    """
    rated = satisfied + accepted + dissatisfied
    if min(late, satisfied, accepted, dissatisfied) < 0 or max(late, rated) > total:
        raise ValueError(f"{rated} rated and {late} late cases cannot be among {total}")
    return Satisfaction(
        rated=Ratio(satisfied, rated),
        response=Ratio(rated, total),
        decision_766=Interval(
            low=max(0, total - late - dissatisfied),
            high=total - max(late, dissatisfied),
            total=total,
        ),
    )
