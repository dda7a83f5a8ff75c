"""What needs the leaders' direction, over all subjects, worst first; the rules are `data.rules.alerts`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, TypeAlias, cast

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.overview import measures_of
from data.rollups.stacking import stacked
from data.rollups.targets import judged, one_a_result, targets_with_results
from data.rules import alerts
from data.rules.alerts import Alert, JudgedTarget, OfficialRank, UnitFeedback
from data.rules.budget import Line
from data.rules.conflicts import percentage_agrees, total_agrees
from data.rules.periods import parse
from data.rules.scoring import Scored
from data.schema import COMMUNE_KINDS

Row: TypeAlias = Mapping[str, Any]
Record: TypeAlias = dict[str, Any]
Told: TypeAlias = tuple[Record, list[Record]]
"""Figures of an alert as a whole, and those of the things that it names."""

CALM = "calm"
"""Kind of the only row where all was looked at and nothing is off: not the same as no figures."""

TOTAL_SCORE = "total_score"
"""Stands for the printed total among figures that contradict their parts."""

REACH: Reach = "locality"

QUESTION = Question(
    name="overview_alerts",
    title="Việc gì cần chỉ đạo?",
    columns=(
        Column("kind", "text", "Loại việc"),
        Column("subject", "text", "Lĩnh vực"),
        Column("severity", "int", "Mức độ, 1 là nặng nhất"),
        Column("status", "text", "Trạng thái"),
        Column("name", "text", "Tên"),
        Column("about", "text", "Mã chỉ số hoặc trụ cột"),
        Column("value", "number", "Giá trị"),
        Column("n", "int", "n"),
        Column("total", "int", "N"),
        Column("comparator", "text", "So sánh"),
        Column("target_value", "number", "Mức đề ra"),
        Column("target_value_max", "number", "Mức trên"),
        Column("measure", "text", "Loại đơn vị tính"),
        Column("measure_label", "text", "Đơn vị tính"),
        Column("target_period", "text", "Kỳ chỉ tiêu"),
        Column("item", "text", "Gồm"),
        Column("item_address", "text", "Mã đơn vị"),
        Column("item_value", "number", "Giá trị của từng mục"),
        Column("item_of", "number", "Trên mức"),
        Column("item_n", "int", "n của từng mục"),
        Column("item_total", "int", "N của từng mục"),
    ),
    facts=("alerts", "examined"),
)


_WEIGHED = (
    ("feedback", "late"),
    ("feedback", "open_overdue"),
    ("feedback", "missing"),
    ("feedback", "satisfied"),
    ("feedback", "accepted"),
    ("feedback", "dissatisfied"),
    ("dossiers", "on_time"),
    ("pillars", "score"),
    ("pillars", "total"),
    ("budget", "line"),
    ("tasks", "due"),
    ("data", "rate"),
    ("data", "share"),
)
"""Subject and measure of the aggregate that a rule looks at."""


def statement(request: Request) -> Select[Any]:
    """Select the measures that rules look at and the targets with their results, told apart by `part`."""
    parts = {"measures": measures_of(request, *_WEIGHED), "targets": targets_with_results(request)}
    rows = stacked(parts)
    return with_source(select(*rows.c), rows.c.evidence_id)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[Record], dict[str, Fact]]:
    """One row for each thing that an exception names, the exception's own figures repeated in each.

    Where nothing is off there is one row of kind `calm`; where nothing is known there are no rows.
    Facts: number of exceptions, and the subjects that had figures to apply a rule to.
    """
    measures = [row for row in rows if row["part"] == "measures"]
    targets = one_a_result(row for row in rows if row["part"] == "targets")
    found = alerts.order([*_service(measures), *_scores(measures), *_plan(measures, targets, request)])
    facts: dict[str, Fact] = {"alerts": len(found), "examined": _examined(measures, targets)}
    if not rows:
        return [], facts
    told = (record for alert in found for record in _told(alert, measures, targets))
    return list(told) or [{"kind": CALM, "status": "on_target"}], facts


# ------------------------------------------------------------------------------- applying the rules


def _of(rows: Iterable[Row], subject: str, measure: str) -> list[Row]:
    return [row for row in rows if row["subject"] == subject and row["measure"] == measure]


def _examined(measures: Sequence[Row], targets: Sequence[Row]) -> tuple[str, ...]:
    """Name the subjects that a rule could look at, in the order of the page."""
    looked_at = {
        "feedback": _of(measures, "feedback", "late"),
        "dossiers": _of(measures, "dossiers", "on_time"),
        "pillars": _of(measures, "pillars", "score"),
        "targets": [row for row in targets if row["result_key"] is not None],
        "budget": [row for row in _of(measures, "budget", "line") if row["numerator"] is not None],
        "tasks": _of(measures, "tasks", "due"),
        "data": list(_percentages(measures)),
    }
    return tuple(subject for subject, found in looked_at.items() if found)


def _service(rows: Sequence[Row]) -> Iterator[Alert | None]:
    """How citizens were served: feedback and dossiers."""
    overdue = {row["item"]: row["numerator"] for row in _of(rows, "feedback", "open_overdue")}
    late = _of(rows, "feedback", "late")
    units = [
        UnitFeedback(row["label"], row["denominator"], row["numerator"], overdue[row["item"]]) for row in late
    ]
    missing = [row["label"] for row in _of(rows, "feedback", "missing")]
    yield alerts.open_overdue(units)
    yield alerts.late_feedback(units)
    yield alerts.missing_feedback(missing, len(missing) + sum(row["detail"] in COMMUNE_KINDS for row in late))
    for row in _of(rows, "feedback", "satisfied"):
        others = [_of(rows, "feedback", name)[0]["numerator"] for name in ("accepted", "dissatisfied")]
        yield alerts.few_rated(row["denominator"], row["numerator"], *others)
    for row in _of(rows, "dossiers", "on_time"):
        if row["numerator"] is not None:
            yield alerts.late_dossiers(row["numerator"], row["denominator"] - row["numerator"])


def _scores(rows: Sequence[Row]) -> Iterator[Alert | None]:
    """Points, ranks, and printed figures that contradict their own parts."""
    pillars = sorted(_of(rows, "pillars", "score"), key=lambda row: row["position"])
    yield alerts.most_lost_points([Scored(row["label"], row["value"], row["target"]) for row in pillars])
    yield alerts.bottom_rank(_ranks(pillars))
    yield alerts.rank_conflict(_ranks(_totals(rows)))
    agreement = {**_percentages(rows), **_total_of_scores(rows)}
    yield alerts.figure_conflict([name for name, agrees in agreement.items() if not agrees], len(agreement))


def _plan(rows: Sequence[Row], targets: Sequence[Row], request: Request) -> Iterator[Alert | None]:
    """What was promised: targets, money, tasks."""
    promises = [_judged_target(list(of_one)) for _, of_one in groupby(targets, _target)]
    yield alerts.target_gap(promises, "off_target")
    yield alerts.target_gap(promises, "baseline")
    lines = [
        Line(row["item"], "", "line", row["denominator"], row["numerator"], name=row["label"])
        for row in sorted(_of(rows, "budget", "line"), key=lambda row: row["position"])
    ]
    yield alerts.budget_unspent(lines, parse(request.period), request.as_of)
    for row in _of(rows, "tasks", "due"):
        yield alerts.tasks_unreported(row["numerator"], row["denominator"])


def _target(row: Row) -> str:
    return str(row["target_key"])


def _judged_target(rows: Sequence[Row]) -> JudgedTarget:
    """Read a target as the rules know it; keys stand for names, so that an alert leads back to its rows."""
    first = rows[0]
    return JudgedTarget(
        name=first["target_key"],
        period=first["target_period"],
        comparator=first["comparator"],
        target_value=first["target_value"],
        measure=first["target_measure"],
        scopes=tuple(row["result_key"] or "" for row in rows),
        judgements=tuple(judged(row) for row in rows),
    )


def _ranks(rows: Iterable[Row]) -> list[OfficialRank]:
    return [OfficialRank(row["label"], row["numerator"], row["denominator"]) for row in rows]


def _totals(rows: Iterable[Row]) -> list[Row]:
    """Printed totals, that of the table before that of the running text."""
    return sorted(_of(rows, "pillars", "total"), key=lambda row: row["item"] != "table")


def _percentages(rows: Sequence[Row]) -> dict[str, bool]:
    """Tell for each printed percentage with n and N whether it is n/N."""
    printed = [*_of(rows, "data", "rate"), *_of(rows, "data", "share")]
    known = [row for row in printed if row["denominator"]]
    checked = {
        row["item"]: percentage_agrees(row["detail"], Ratio(row["numerator"], row["denominator"]))
        for row in sorted(known, key=lambda row: row["position"])
    }
    return {key: agrees for key, agrees in checked.items() if agrees is not None}


def _total_of_scores(rows: Sequence[Row]) -> dict[str, bool]:
    """Tell whether the printed total is the sum of the pillars' scores, in exact decimals."""
    parts = [_exact(row["value"]) for row in _of(rows, "pillars", "score")]
    checked = {total_agrees(_exact(row["value"]), parts) for row in _totals(rows)} - {None}
    return {TOTAL_SCORE: checked == {True}} if checked else {}


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


# ------------------------------------------------------------------------ telling what the rules found


def _told(alert: Alert, measures: Sequence[Row], targets: Sequence[Row]) -> Iterator[Record]:
    """Write an alert as rows: its own figures, and in each row one of the things that it names."""
    whole, items = _TELL[alert.kind](alert, measures, targets)
    signed = {
        "kind": alert.kind,
        "subject": alert.subject,
        "severity": alert.severity,
        "status": alert.status,
        **whole,
    }
    for item in items or [{}]:
        yield {**signed, **item}


def _ratio(alert: Alert, name: str) -> Record:
    ratio = cast("Ratio", alert.figures[name])
    return {"n": ratio.n, "total": ratio.total}


def _texts(alert: Alert, name: str) -> tuple[str, ...]:
    return cast("tuple[str, ...]", alert.figures[name])


def _addresses(rows: Iterable[Row]) -> dict[str, str]:
    return {row["label"]: row["item"] for row in rows if row["subject"] == "feedback" and row["item"]}


def _tell_units(whole: str) -> Callable[[Alert, Sequence[Row], Sequence[Row]], Told]:
    """Tell an alert that names units; `whole` is the ratio that says how large it is."""

    def tell(alert: Alert, measures: Sequence[Row], _targets: Sequence[Row]) -> Told:
        addresses = _addresses(measures)
        named = [{"item": name, "item_address": addresses[name]} for name in _texts(alert, "names")]
        ratios = cast("tuple[Ratio | None, ...]", alert.figures.get("ratios", (None,) * len(named)))
        counts = [{} if ratio is None else {"item_n": ratio.n, "item_total": ratio.total} for ratio in ratios]
        return _ratio(alert, whole), [{**unit, **count} for unit, count in zip(named, counts, strict=True)]

    return tell


def _tell_ratio(whole: str) -> Callable[[Alert, Sequence[Row], Sequence[Row]], Told]:
    """Tell an alert that is one count of all."""

    def tell(alert: Alert, _measures: Sequence[Row], _targets: Sequence[Row]) -> Told:
        return _ratio(alert, whole), []

    return tell


def _tell_rated(alert: Alert, _measures: Sequence[Row], _targets: Sequence[Row]) -> Told:
    ratings = ("satisfied", "accepted", "dissatisfied")
    return _ratio(alert, "rated"), [{"item": name, "item_n": alert.figures[name]} for name in ratings]


def _tell_target(alert: Alert, _measures: Sequence[Row], targets: Sequence[Row]) -> Told:
    """A target with each of its results of the alert's status, n and N beside the value."""
    results = {row["result_key"]: row for row in targets if row["target_key"] == alert.figures["target"]}
    row = next(iter(results.values()))
    whole = {
        "name": row["target_name"],
        "about": row["indicator_code"],
        "value": alert.figures["gap"],
        "comparator": row["comparator"],
        "target_value": row["target_value"],
        "target_value_max": row["target_value_max"],
        "measure": row["target_measure"],
        "measure_label": row["measure_label"],
        "target_period": row["target_period"],
    }
    values = cast("tuple[float | None, ...]", alert.figures["values"])
    items = [
        {
            "item": results[key]["result_scope"],
            "item_value": value,
            "item_n": results[key]["numerator"],
            "item_total": results[key]["denominator"],
        }
        for key, value in zip(_texts(alert, "scopes"), values, strict=True)
    ]
    return whole, items


def _tell_unspent(alert: Alert, _measures: Sequence[Row], _targets: Sequence[Row]) -> Told:
    rest = cast("Ratio", alert.figures["of_remaining"])
    whole = {"name": alert.figures["name"], "value": alert.figures["remaining"], **_ratio(alert, "execution")}
    return whole, [{"item": "remaining", "item_n": rest.n, "item_total": rest.total}]


def _tell_lost(alert: Alert, measures: Sequence[Row], _targets: Sequence[Row]) -> Told:
    scored = [row for row in _of(measures, "pillars", "score") if row["value"] is not None]
    lost = sum((Decimal(str(row["target"])) - Decimal(str(row["value"])) for row in scored), Decimal(0))
    points = alert.figures["lost"]
    items = [
        {"item": "score", "item_value": alert.figures["score"], "item_of": alert.figures["max_score"]},
        {"item": "lost", "item_value": points, "item_of": float(lost)},
    ]
    name = alert.figures["key"]
    code = next(row["item"] for row in scored if row["label"] == name)
    return {"name": name, "about": code, "value": points}, items


def _tell_bottom(alert: Alert, _measures: Sequence[Row], _targets: Sequence[Row]) -> Told:
    whole = {**_ratio(alert, "bottom"), "value": alert.figures["units_ranked"]}
    return whole, [{"item": name} for name in _texts(alert, "names")]


def _tell_ranks(_alert: Alert, measures: Sequence[Row], _targets: Sequence[Row]) -> Told:
    ranked = [row for row in _totals(measures) if row["numerator"] is not None]
    items = [
        {"item": row["item"], "item_n": row["numerator"], "item_total": row["denominator"]} for row in ranked
    ]
    return {"n": len(items), "total": len(items)}, items


def _tell_conflicts(alert: Alert, measures: Sequence[Row], _targets: Sequence[Row]) -> Told:
    printed = {row["item"]: row for row in measures if row["subject"] == "data"}
    items = [_conflict(name, printed.get(name)) for name in _texts(alert, "names")]
    return _ratio(alert, "conflicts"), items


def _conflict(name: str, row: Row | None) -> Record:
    if row is None:
        return {"item": name}
    return {
        "item": row["label"],
        "item_value": row["value"],
        "item_n": row["numerator"],
        "item_total": row["denominator"],
    }


_TELL: Mapping[str, Callable[[Alert, Sequence[Row], Sequence[Row]], Told]] = {
    "open_overdue": _tell_units("overdue"),
    "late_concentrated": _tell_units("covered"),
    "late_spread": _tell_units("late"),
    "no_feedback_figure": _tell_units("missing"),
    "few_rated": _tell_rated,
    "late_dossiers": _tell_ratio("late"),
    "tasks_unreported": _tell_ratio("unreported"),
    "target_missed": _tell_target,
    "baseline_gap": _tell_target,
    "budget_unspent": _tell_unspent,
    "most_lost_points": _tell_lost,
    "bottom_rank": _tell_bottom,
    "rank_conflict": _tell_ranks,
    "figure_conflict": _tell_conflicts,
}
