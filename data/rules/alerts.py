"""What needs a leader's direction: small counts in, an Alert with its numbers out, or None where all is calm.

Source: ux.md (exceptions first, worst first), domain.md sections 2 and 4. Sentences are not made here.
Severity 1: somebody's own limit was missed. 2: a gap, a loss or a contradiction to decide on.
3: figures are missing. Status follows domain.md section 4: a verdict only where there was a limit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from data.contracts import Fact, Period, Ratio
from data.rules import budget
from data.rules.collation import vietnamese_key
from data.rules.conflicts import ranks_disagree
from data.rules.ranking import fewest_covering, worst_first
from data.rules.scoring import Scored, lost, order_by_lost
from data.rules.targets import PERCENT, Judgement

Status: TypeAlias = Literal["on_target", "at_risk", "baseline", "off_target", "unknown", "conflict"]
Subject: TypeAlias = Literal["feedback", "targets", "budget", "pillars", "dossiers", "tasks", "data"]
Kind: TypeAlias = Literal[
    "open_overdue",
    "late_concentrated",
    "late_spread",
    "late_dossiers",
    "target_missed",
    "baseline_gap",
    "budget_unspent",
    "most_lost_points",
    "bottom_rank",
    "rank_conflict",
    "figure_conflict",
    "no_feedback_figure",
    "few_rated",
    "tasks_unreported",
]
Figure: TypeAlias = Fact | tuple[Ratio, ...] | tuple[float | None, ...]

UNSPENT_BELOW = Fraction(9, 10)
"""Execution of a whole period below which a line's rest is worth a leader's time: our choice."""
FEW_RATED_BELOW = Fraction(1, 2)
"""Response rate below which satisfaction is not the citizens' voice: our choice, half of the cases."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that needs direction: severity (1 worst), status word, subject, and the figures to say it.

    Names in `figures` are in the order in which they are to be read; tuples beside them run in parallel.
    """

    severity: int
    status: Status
    subject: Subject
    kind: Kind
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnitFeedback:
    """Feedback counts of one unit that reported: all cases, closed late, open and overdue."""

    name: str
    total: int
    late: int
    open_overdue: int = 0


@dataclass(frozen=True, slots=True)
class JudgedTarget:
    """A target with its judgements, and the scope of each ("agencies", "communes", "whole")."""

    name: str
    period: str
    comparator: str
    target_value: float | None
    measure: str
    scopes: tuple[str, ...]
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class OfficialRank:
    """Published rank of a pillar, or of the total, among the units ranked."""

    name: str
    rank: int | None
    units_ranked: int | None


def order(alerts: Iterable[Alert | None]) -> tuple[Alert, ...]:
    """Worst first: by severity, then subjects and kinds as declared; calm ones (None) left out."""
    subjects, kinds = get_args(Subject), get_args(Kind)
    return tuple(
        sorted(
            (alert for alert in alerts if alert is not None),
            key=lambda alert: (alert.severity, subjects.index(alert.subject), kinds.index(alert.kind)),
        )
    )


def open_overdue(units: Sequence[UnitFeedback]) -> Alert | None:
    """Open cases past their due date, the units with most of them first.

    Figures: overdue (n of all cases), names, ratios. Source: domain.md section 1, open_overdue.
    """
    ordered = worst_first(units, count=lambda unit: unit.open_overdue, name=lambda unit: unit.name)
    named = [unit for unit in ordered if unit.open_overdue]
    if not named:
        return None
    figures: dict[str, Figure] = {
        "overdue": Ratio(sum(unit.open_overdue for unit in named), sum(unit.total for unit in units)),
        "names": tuple(unit.name for unit in named),
        "ratios": tuple(Ratio(unit.open_overdue, unit.total) for unit in named),
    }
    return Alert(1, "off_target", "feedback", "open_overdue", figures)


def late_feedback(units: Sequence[UnitFeedback]) -> Alert | None:
    """Cases closed late: the few units that make up most of them, or all with any where it is spread.

    Concentrated means that at most half of the units with figures make up three quarters of the late cases
    (S0 lines 374-382: 3 of 8 communes, 7 of 8 cases). Figures: covered (late cases of those named, of all
    late), late (of all cases), units_late, names, ratios (late of all cases of each).
    """
    late = sum(unit.late for unit in units)
    if not late:
        return None
    ordered = worst_first(units, count=lambda unit: unit.late, name=lambda unit: unit.name)
    few = fewest_covering({place: unit.late for place, unit in enumerate(ordered)})
    is_concentrated = 2 * len(few) <= len(units)
    named = [ordered[place] for place in few] if is_concentrated else [unit for unit in ordered if unit.late]
    figures: dict[str, Figure] = {
        "covered": Ratio(sum(unit.late for unit in named), late),
        "late": Ratio(late, sum(unit.total for unit in units)),
        "units_late": Ratio(sum(unit.late > 0 for unit in units), len(units)),
        "names": tuple(unit.name for unit in named),
        "ratios": tuple(Ratio(unit.late, unit.total) for unit in named),
    }
    return Alert(
        1, "off_target", "feedback", "late_concentrated" if is_concentrated else "late_spread", figures
    )


def missing_feedback(missing: Sequence[str], communes: int) -> Alert | None:
    """Communes without any feedback figure, by name: not mentioned is not zero (S0 Phụ lục 02: 4 of 12).

    None where no commune reported at all: then the whole panel says so. Figures: missing, names.
    """
    if not missing or len(missing) >= communes:
        return None
    figures: dict[str, Figure] = {
        "missing": Ratio(len(missing), communes),
        "names": tuple(sorted(missing, key=vietnamese_key)),
    }
    return Alert(3, "unknown", "feedback", "no_feedback_figure", figures)


def few_rated(total: int, satisfied: int, accepted: int, dissatisfied: int) -> Alert | None:
    """Too few cases rated to speak of satisfaction (S0 line 373: 11 of 37).

    Figures: rated, satisfied, accepted, dissatisfied. Source: domain.md section 2, satisfaction.
    """
    rated = satisfied + accepted + dissatisfied
    if rated >= FEW_RATED_BELOW * total:
        return None
    figures: dict[str, Figure] = {
        "rated": Ratio(rated, total),
        "satisfied": satisfied,
        "accepted": accepted,
        "dissatisfied": dissatisfied,
    }
    return Alert(3, "unknown", "feedback", "few_rated", figures)


def late_dossiers(closed_on_time: int, closed_late: int) -> Alert | None:
    """Dossiers returned late, of those returned. Figures: late. Source: domain.md section 2, on-time rate."""
    if not closed_late:
        return None
    late = Ratio(closed_late, closed_on_time + closed_late)
    return Alert(1, "off_target", "dossiers", "late_dossiers", {"late": late})


def target_gap(targets: Iterable[JudgedTarget], status: Literal["off_target", "baseline"]) -> Alert | None:
    """The target with the widest gap among judgements of one status: missed, or still at its baseline.

    Percentages are compared by points. Other measures have units of their own: they come after the
    percentages and are compared by gap as a share of the target (domain.md section 2, verdicts).
    Figures: target, period, comparator, target_value, measure, gap, scopes and values of that status;
    S0 lines 51, 159: 19,26 and 50,13 against 90, gap 70,74.
    """
    open_ones = [target for target in targets if _is_open(target, status)]
    if not open_ones:
        return None
    chosen = max(open_ones, key=lambda target: _width(target, status))
    pairs = [pair for pair in zip(chosen.scopes, chosen.judgements, strict=True) if pair[1].status == status]
    figures: dict[str, Figure] = {
        "target": chosen.name,
        "period": chosen.period,
        "comparator": chosen.comparator,
        "target_value": chosen.target_value,
        "measure": chosen.measure,
        "gap": _widest(chosen, status),
        "scopes": tuple(scope for scope, _ in pairs),
        "values": tuple(None if found.value is None else float(found.value) for _, found in pairs),
    }
    if status == "off_target":
        return Alert(1, status, "targets", "target_missed", figures)
    return Alert(2, status, "targets", "baseline_gap", figures)


def budget_unspent(lines: Sequence[budget.Line], period: Period, as_of: dt.date) -> Alert | None:
    """The budget line with the largest amount left at the end of its period, where it used under 90 %.

    Only leaves are looked at, and only complete periods: before its end nobody can say that money was not
    used (domain.md section 2, budget). Figures: key, name, remaining (VND), execution, of_remaining (its
    rest of all leaves' rest). S0 line 394: 65.088.394 of 65.436.694 đồng left.
    """
    parents = {line.parent for line in lines}
    leaves = {
        line: budget.execution(line.executed, line.allocated, line.adjusted)
        for line in lines
        if line.kind in {"line", "group"} and line.key not in parents
        if line.executed is not None and line.allocated is not None
    }
    slow = {line: used for line, used in leaves.items() if used.n < UNSPENT_BELOW * used.total}
    if not slow or not period.is_complete(as_of):
        return None
    line, used = max(slow.items(), key=lambda pair: budget.remaining(pair[1].n, pair[1].total))
    rest = budget.remaining(used.n, used.total)
    all_rest = sum(max(0, budget.remaining(ratio.n, ratio.total)) for ratio in leaves.values())
    figures: dict[str, Figure] = {
        "key": line.key,
        "name": line.name,
        "remaining": rest,
        "execution": used,
        "of_remaining": Ratio(rest, all_rest),
    }
    return Alert(2, "unknown", "budget", "budget_unspent", figures)


def most_lost_points(pillars: Sequence[Scored]) -> Alert | None:
    """The pillar that lost most points. Figures: key, lost, score, max_score, of_lost (share of all lost).

    Source: domain.md section 2, lost points; S4 line 48: Xã hội số lost 65,39. No plan sets a limit for
    points: no verdict.
    """
    ordered = order_by_lost(pillars)
    losses = [loss for row in ordered if (loss := lost(row.score, row.max_score)) is not None]
    if not losses or losses[0] <= 0:
        return None
    worst = ordered[0]
    figures: dict[str, Figure] = {
        "key": worst.key,
        "lost": float(losses[0]),
        "score": float(worst.score or 0),
        "max_score": float(worst.max_score or 0),
        "of_lost": float(losses[0] / sum(losses)),
    }
    return Alert(2, "unknown", "pillars", "most_lost_points", figures)


def bottom_rank(pillars: Sequence[OfficialRank]) -> Alert | None:
    """Pillars ranked last of several units, in the framework's order. Figures: bottom, names, units_ranked.

    Source: S4 lines 41-49: six of nine pillars at 11/11. A rank has no limit of its own: no verdict.
    """
    ranked = [row for row in pillars if row.rank is not None and (row.units_ranked or 0) > 1]
    last = [row for row in ranked if row.rank == row.units_ranked]
    if not last:
        return None
    figures: dict[str, Figure] = {
        "bottom": Ratio(len(last), len(ranked)),
        "names": tuple(row.name for row in last),
        "units_ranked": last[0].units_ranked,
    }
    return Alert(2, "unknown", "pillars", "bottom_rank", figures)


def rank_conflict(ranks: Sequence[OfficialRank]) -> Alert | None:
    """One total printed with several ranks, in the order given (S4: 10/11 in line 33, 11/11 in line 50).

    Figures: ranks, units_ranked, in parallel. Source: domain.md section 2, conflicts.
    """
    if not ranks_disagree(row.rank for row in ranks):
        return None
    printed = [row for row in ranks if row.rank is not None]
    figures: dict[str, Figure] = {
        "ranks": tuple(row.rank for row in printed),
        "units_ranked": tuple(row.units_ranked for row in printed),
    }
    return Alert(2, "conflict", "data", "rank_conflict", figures)


def figure_conflict(names: Sequence[str], checked: int) -> Alert | None:
    """Printed figures that contradict their own parts. Figures: conflicts (of those checked), names.

    Source: domain.md section 2, conflicts; S3 lines 65, 68: 0,7 % for 26/3.410 and 0,4 % for 10/3.410.
    """
    if not names:
        return None
    figures: dict[str, Figure] = {"conflicts": Ratio(len(names), checked), "names": tuple(names)}
    return Alert(2, "conflict", "data", "figure_conflict", figures)


def tasks_unreported(reported: int, total: int) -> Alert | None:
    """Tasks without a reported status: "chưa có báo cáo", never late. Figures: unreported.

    Source: domain.md section 2, verdicts.
    """
    if reported >= total:
        return None
    return Alert(3, "unknown", "tasks", "tasks_unreported", {"unreported": Ratio(total - reported, total)})


def _is_open(target: JudgedTarget, status: str) -> bool:
    """Tell whether anything is left to do: a miss may have gap 0 (85 against "more than 85")."""
    missed = any(found.status == "off_target" for found in target.judgements)
    return missed if status == "off_target" else _widest(target, status) > 0


def _widest(target: JudgedTarget, status: str) -> float:
    gaps = [found.gap for found in target.judgements if found.status == status and found.gap is not None]
    return float(max(gaps, default=0))


def _width(target: JudgedTarget, status: str) -> tuple[bool, float]:
    gap = _widest(target, status)
    if target.measure == PERCENT:
        return (True, gap)
    return (False, gap / abs(target.target_value) if target.target_value else 0)
