"""Which localities need direction first: those that the asker sees whole, side by side in one period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.rollups.localities import (
    DOSSIER_CASES,
    FEEDBACK_CASES,
    FEEDBACK_REPORTS,
    MEASURE,
    PLACE,
    SCORE,
    TARGET,
    side_by_side,
)
from data.rollups.targets import judged
from data.rules.collation import vietnamese_key
from data.rules.places import ABOVE, BELOW, common_rates, standings

Row: TypeAlias = Mapping[str, Any]
Record: TypeAlias = dict[str, Any]

REACH: Reach = "localities"

QUESTION = Question(
    name="locality_board",
    title="Địa bàn nào cần chỉ đạo trước?",
    columns=(
        Column("slug", "text", "Mã địa bàn"),
        Column("place", "text", "Địa bàn"),
        Column("province", "text", "Tỉnh"),
        Column("opens_on", "text", "Kỳ mở ra"),
        Column("has_figures", "flag", "Có số liệu của kỳ"),
        Column("exceptions", "int", "Điểm bất thường"),
        Column("feedback_in_time", "int", "Phản ánh xử lý đúng hạn", "cases"),
        Column("feedback_closed", "int", "Phản ánh đã xử lý", "cases"),
        Column("feedback_standing", "text", "Phản ánh đúng hạn so với mức chung"),
        Column("feedback_overdue", "int", "Phản ánh đang quá hạn", "cases"),
        Column("feedback_open", "int", "Phản ánh đang xử lý", "cases"),
        Column("feedback_overdue_standing", "text", "Phản ánh quá hạn so với mức chung"),
        Column("dossier_in_time", "int", "Hồ sơ giải quyết đúng hạn", "cases"),
        Column("dossier_closed", "int", "Hồ sơ đã giải quyết", "cases"),
        Column("dossier_standing", "text", "Hồ sơ đúng hạn so với mức chung"),
        Column("dossier_overdue", "int", "Hồ sơ đang quá hạn", "cases"),
        Column("dossier_open", "int", "Hồ sơ đang giải quyết", "cases"),
        Column("dossier_overdue_standing", "text", "Hồ sơ quá hạn so với mức chung"),
        Column("online", "int", "Hồ sơ nộp trực tuyến", "cases"),
        Column("received", "int", "Hồ sơ tiếp nhận", "cases"),
        Column("score", "number", "Tổng điểm chuyển đổi số", "points"),
        Column("max_score", "number", "Điểm tối đa", "points"),
        Column("ranks", "text", "Hạng như in"),
        Column("score_period", "text", "Kỳ chấm điểm"),
        Column("executed", "int", "Ngân sách thực hiện", "vnd"),
        Column("allocated", "int", "Ngân sách được giao", "vnd"),
        Column("tasks_unreported", "int", "Nhiệm vụ đến hạn chưa có báo cáo", "cases"),
        Column("tasks_due", "int", "Nhiệm vụ đến hạn", "cases"),
        Column("targets_behind", "int", "Chỉ tiêu chưa đạt theo kết quả đã báo cáo", "cases"),
        Column("targets_judged", "int", "Chỉ tiêu có kết quả báo cáo cùng kỳ", "cases"),
        Column("targets", "int", "Chỉ tiêu còn hiệu lực", "cases"),
        Column("newest_on", "date", "Số liệu đến ngày"),
    ),
    facts=("places", "with_figures", "concerned", "feedback", "dossiers"),
)

RANKS_APART = "; "
"""Between ranks that are printed for the same total: more than one is a conflict."""
_VERDICTS = frozenset({"on_target", "off_target"})
_RATES = (
    ("feedback_in_time", "feedback_closed", "feedback_standing", BELOW),
    ("feedback_overdue", "feedback_open", "feedback_overdue_standing", ABOVE),
    ("dossier_in_time", "dossier_closed", "dossier_standing", BELOW),
    ("dossier_overdue", "dossier_open", "dossier_overdue_standing", ABOVE),
)
"""n and N of a rate, the column of its standing, and the standings that are bad."""
_FAR = frozenset({"far_below", "far_above"})
_KNOWN = (
    "feedback_closed",
    "feedback_open",
    "dossier_closed",
    "dossier_open",
    "allocated",
    "tasks_due",
    "targets",
)
"""Any of these is a figure of the period."""
_DAY = dt.timedelta(days=1)


def statement(request: Request) -> Select[Any]:
    """Select what aggregates tell of each place: see `data.rollups.localities`."""
    return side_by_side(request)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[Record], dict[str, Fact]]:
    """A row a place: most exceptions first, ties by the farthest, then by open overdue cases.

    Places without figures come last.
    An exception is a rate that is beyond chance worse than that of the places of its level; where these are
    too few to compare, any open overdue case; a target that was missed by a reported result (what cases tell
    of targets is on the place's own pages); tasks due without a report; a score of the period that is printed
    with different ranks.
    `opens_on` is the period shown where the place has it, else the one that it opens on. Facts: how many
    places there are, how many of them have figures of the period and have exceptions, the common on-time
    rates where all that is compared is of one level.
    """
    by_place: dict[str, list[Row]] = {}
    for row in rows:
        by_place.setdefault(row["slug"], []).append(row)
    records = {slug: _record(members, request) for slug, members in by_place.items()}
    levels = {row["slug"]: row["level"] for row in rows if row["part"] == PLACE}
    for n, total, column, _bad in _RATES:
        ratios = _ratios(records.values(), n, total)
        for slug, standing in standings(ratios, levels).items():
            records[slug][column] = standing
    for record in records.values():
        record["exceptions"] = sum(_exceptions(record))
    ordered = sorted(records.values(), key=_order)
    return ordered, _facts(ordered, levels)


def _facts(records: Sequence[Record], levels: Mapping[str, str]) -> dict[str, Fact]:
    known = [record for record in records if record["has_figures"]]
    return {
        "places": len(records),
        "with_figures": Ratio(len(known), len(records)),
        "concerned": Ratio(sum(record["exceptions"] > 0 for record in known), len(known)),
        "feedback": _common(records, levels, "feedback_in_time", "feedback_closed"),
        "dossiers": _common(records, levels, "dossier_in_time", "dossier_closed"),
    }


def _common(records: Sequence[Record], levels: Mapping[str, str], n: str, total: str) -> Ratio | None:
    rates = list(common_rates(_ratios(records, n, total), levels).values())
    return rates[0] if len(rates) == 1 else None


def _ratios(records: Iterable[Record], n: str, total: str) -> dict[str, Ratio]:
    return {record["slug"]: Ratio(record[n], record[total]) for record in records if record.get(total)}


def _exceptions(record: Record) -> Iterable[bool]:
    for n, _total, column, bad in _RATES:
        is_alone = bad is ABOVE and record.get(column) is None
        yield (record.get(n) or 0) > 0 if is_alone else record.get(column) in bad
    yield (record.get("targets_behind") or 0) > 0
    yield (record.get("tasks_unreported") or 0) > 0
    yield record["is_scored"] and RANKS_APART in record["ranks"]


def _order(record: Record) -> tuple[bool, int, int, int, Any]:
    far = sum(record.get(column) in bad & _FAR for _n, _total, column, bad in _RATES)
    overdue = (record.get("feedback_overdue") or 0) + (record.get("dossier_overdue") or 0)
    name = vietnamese_key(record["place"])
    return not record["has_figures"], -record["exceptions"], -far, -overdue, name


# ---------------------------------------------------------------------------------------- one place's row


def _record(rows: Sequence[Row], request: Request) -> Record:
    place = next(row for row in rows if row["part"] == PLACE)
    measures = {row["label"]: row for row in rows if row["part"] == MEASURE}
    cases = {row["part"]: row for row in rows if row["part"] in {FEEDBACK_CASES, DOSSIER_CASES}}
    found: Record = {
        "slug": place["slug"],
        "place": place["label"],
        "province": place["detail"],
        "opens_on": request.period if place["numerator"] else place["period_code"],
        **_feedback([row for row in rows if row["part"] in {FEEDBACK_CASES, FEEDBACK_REPORTS}]),
        **_dossiers(cases.get(DOSSIER_CASES), measures.get("dossiers")),
        **_score([row for row in rows if row["part"] == SCORE]),
        **_promises(measures, [row for row in rows if row["part"] == TARGET]),
        "newest_on": _newest(place, cases.values(), request.as_of),
    }
    is_scored = found.get("score_period") == request.period
    has_figures = is_scored or any(found.get(name) is not None for name in _KNOWN)
    return {**found, "is_scored": is_scored, "has_figures": has_figures}


def _feedback(rows: Sequence[Row]) -> Record:
    """Add up single cases, and what units without any reported."""
    if not rows:
        return {}
    sums = {
        name: sum(row[name] for row in rows)
        for name in ("closed_in_time", "closed_late", "open_in_time", "open_overdue")
    }
    return _states("feedback", sums)


def _dossiers(cases: Row | None, reported: Row | None) -> Record:
    """Single cases stand in place of reported counts, which know nothing of what came online."""
    if cases is not None:
        online = {"online": cases["online"], "received": cases["received"]} if cases["received"] else {}
        return {**_states("dossier", cases), **online}
    if reported is None or reported["numerator"] is None:
        return {}
    return {"dossier_in_time": reported["numerator"], "dossier_closed": reported["denominator"]}


def _states(kind: str, row: Row) -> Record:
    return {
        f"{kind}_in_time": row["closed_in_time"],
        f"{kind}_closed": row["closed_in_time"] + row["closed_late"],
        f"{kind}_overdue": row["open_overdue"],
        f"{kind}_open": row["open_in_time"] + row["open_overdue"],
    }


def _score(rows: Sequence[Row]) -> Record:
    """Take the newest published total, with every rank that is printed for it."""
    if not rows:
        return {}
    newest = max(row["day"] for row in rows)
    latest = [row for row in rows if row["day"] == newest]
    scored = next((row for row in latest if row["value"] is not None), None)
    if scored is None:
        return {}
    ranks = sorted({(row["numerator"], row["denominator"]) for row in latest if row["numerator"] is not None})
    return {
        "score": scored["value"],
        "max_score": scored["goal"],
        "ranks": RANKS_APART.join(f"{rank}/{units}" for rank, units in ranks),
        "score_period": scored["period_code"],
    }


def _promises(measures: Mapping[str, Row], results: Sequence[Row]) -> Record:
    """Money, tasks and targets: a result from before a target's period is its baseline, no verdict."""
    verdicts: dict[int, set[str]] = {}
    for row in results:
        verdicts.setdefault(row["item"], set()).add(_verdict(row))
    found: Record = {}
    if budget := measures.get("budget"):
        found |= {"executed": budget["numerator"], "allocated": budget["denominator"]}
    if tasks := measures.get("tasks"):
        found |= {
            "tasks_unreported": tasks["denominator"] - tasks["numerator"],
            "tasks_due": tasks["denominator"],
        }
    if targets := measures.get("targets"):
        found |= {
            "targets_behind": sum("off_target" in found for found in verdicts.values()),
            "targets_judged": sum(bool(found & _VERDICTS) for found in verdicts.values()),
            "targets": targets["denominator"],
        }
    return found


def _verdict(row: Row) -> str:
    """Judge a target by one of its results, whose row has them in the columns that parts share."""
    beside = {"target_value": row["goal"], "target_value_max": row["goal_max"], "result_value": row["value"]}
    return judged({**row, **beside, "result_key": "known", "result_ends": row["day"]}).status


def _newest(place: Row, cases: Iterable[Row], as_of: dt.date) -> dt.date | None:
    """Give the last day that figures reach to, up to the day that is looked from."""
    days = [row["day"] for row in cases if row["day"] is not None]
    if place["day"] is not None:
        days.append(place["day"] - _DAY)
    return min(max(days), as_of) if days else None
