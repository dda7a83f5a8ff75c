"""Invented scores of provinces and communes, and budget lines: what is simulated besides cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, insert, select

from data.intake.batch import Model, table_of
from data.schema import BudgetLine, Framework, Locality, OfficialScore, Period, Pillar, Unit
from data.simulate.plan import Plan
from data.simulate.promises import add_indicators, add_targets

PILLARS: Sequence[tuple[str, float]] = (
    ("Hạ tầng số", 20),
    ("Nhân lực số", 15),
    ("An toàn thông tin", 15),
    ("Dịch vụ số", 30),
    ("Kinh tế số, xã hội số", 20),
)
"""Name and maximum of each pillar of the invented scoring."""

_SERVICES = 3
"""Place of the pillar that the targets of going online belong to."""

GROUPS: Mapping[str, Sequence[str]] = {
    "Hạ tầng, thiết bị": ("Đường truyền", "Máy chủ, thiết bị", "Camera, cảm biến"),
    "Phần mềm, dữ liệu": ("Cổng dịch vụ", "Kho dữ liệu", "Chữ ký số"),
    "Đào tạo, truyền thông": ("Tập huấn cán bộ", "Tổ công nghệ cộng đồng"),
    "An toàn thông tin": ("Giám sát, ứng cứu", "Đánh giá cấp độ"),
}
"""Lines of the invented budget under their groups."""

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class _Home:
    """A simulated province: its locality, its own unit, its communes in order of their codes."""

    locality_id: int
    unit_id: int
    communes: Sequence[int]


def add_figures(connection: Connection, plan: Plan, months: Sequence[dt.date], source: int) -> None:
    """Write scores of each whole year among the months, budget lines and targets of each year touched.

    Scores are in tenths of a point and add up to their totals; ranks are those of competitions, 1 the best,
    among communes of a province and among provinces. The same plan gives the same figures.
    """
    homes = _homes(connection)
    periods = {row.code: row.id for row in connection.execute(select(Period.code, Period.id))}
    pillars = [_add_framework(connection, home, at, months[0], source) for at, home in enumerate(homes)]
    _add_promises(connection, homes, pillars, months, source)
    draw = np.random.default_rng([plan.seed, 3])
    for year in sorted({month.year for month in months}):
        if {dt.date(year, 1, 1), dt.date(year, 12, 1)} <= set(months):
            rows = list(_scores(homes, pillars, draw, {"period_id": periods[str(year)], "source_id": source}))
            _write(connection, OfficialScore, rows)
        for home in homes:
            _add_budget(connection, home, draw, {"period_id": periods[str(year)], "source_id": source}, year)


def _add_promises(
    connection: Connection,
    homes: Sequence[_Home],
    frameworks: Sequence[tuple[int, list[int]]],
    months: Sequence[dt.date],
    source: int,
) -> None:
    """Write targets of each year touched, of every province."""
    periods = {row.code: row.id for row in connection.execute(select(Period.code, Period.id))}
    for home, (framework, pillars) in zip(homes, frameworks, strict=True):
        common = {"locality_id": home.locality_id, "source_id": source}
        indicators = add_indicators(connection, framework, pillars[_SERVICES], common)
        for year in sorted({month.year for month in months}):
            place = {**common, "pillar_id": pillars[_SERVICES], "period_id": periods[str(year)]}
            add_targets(connection, year, indicators, place)


def _homes(connection: Connection) -> list[_Home]:
    shown = connection.execute(
        select(Locality.id, Locality.unit_id).where(Locality.is_simulated).order_by(Locality.id)
    ).all()
    found: dict[int, list[int]] = {row.id: [] for row in shown}
    communes = select(Unit.locality_id, Unit.id).where(
        Unit.locality_id.in_(list(found)), Unit.level == "commune"
    )
    for row in connection.execute(communes.order_by(Unit.code)):
        found[row.locality_id].append(row.id)
    return [_Home(row.id, row.unit_id, found[row.id]) for row in shown]


def _add_framework(
    connection: Connection, home: _Home, at: int, since: dt.date, source: int
) -> tuple[int, list[int]]:
    """Write the scoring of a province; ids of it and its pillars."""
    words = {"code": f"mp_cham_diem_{at + 1:02}", "name": "Bộ chấm điểm mô phỏng", "unit_level": "commune"}
    more = {"locality_id": home.locality_id, "source_id": source, "valid_from": dt.date(since.year, 1, 1)}
    total = sum(points for _, points in PILLARS)
    framework = _insert(connection, Framework, {**words, **more, "max_score": total})
    pillars = [
        _insert(
            connection,
            Pillar,
            {"framework_id": framework, "code": f"mp_tru_cot_{place}", "position": place, "name": name}
            | {"max_score": points, "source_id": source},
        )
        for place, (name, points) in enumerate(PILLARS, start=1)
    ]
    return framework, pillars


def _scores(
    homes: Sequence[_Home],
    frameworks: Sequence[tuple[int, list[int]]],
    draw: np.random.Generator,
    said: Mapping[str, Any],
) -> Iterator[dict[str, Any]]:
    """Scores of communes by province, then of provinces, whose points are the mean of their communes'."""
    means = []
    for home, (framework, pillars) in zip(homes, frameworks, strict=True):
        tenths = _drawn(len(home.communes), draw)
        means.append(np.rint(tenths.mean(axis=0)).astype(np.int64))
        place = {**said, "locality_id": home.locality_id, "framework_id": framework}
        yield from _published(home.communes, tenths, pillars, place)
    ranks = _ranks(np.array(means))
    for home, (framework, pillars), tenths, own in zip(homes, frameworks, means, ranks, strict=True):
        place = {**said, "locality_id": home.locality_id, "framework_id": framework}
        yield from _rows(home.unit_id, tenths, own, len(homes), pillars, place)


def _drawn(units: int, draw: np.random.Generator) -> Any:
    """Tenths of points, a row a unit and a column a pillar: some units are better in everything."""
    most = np.array([points * 10 for _, points in PILLARS])
    level = draw.normal(0.68, 0.08, (units, 1)) + draw.normal(0, 0.07, (units, len(PILLARS)))
    return np.rint(np.clip(level, 0, 1) * most).astype(np.int64)


def _ranks(tenths: Any) -> Any:
    """Competition ranks by pillar and, in the last column, by the total."""
    every = np.column_stack([tenths, tenths.sum(axis=1)])
    return (every[None, :, :] > every[:, None, :]).sum(axis=1) + 1


def _published(
    units: Sequence[int], tenths: Any, pillars: Sequence[int], place: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    for unit, own, ranks in zip(units, tenths, _ranks(tenths), strict=True):
        yield from _rows(unit, own, ranks, len(units), pillars, place)


def _rows(
    unit: int, tenths: Any, ranks: Any, ranked: int, pillars: Sequence[int], place: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """A row a pillar, and the total."""
    most = [*(points for _, points in PILLARS), sum(points for _, points in PILLARS)]
    points = [*tenths, tenths.sum()]
    for pillar, got, rank, limit in zip([*pillars, None], points, ranks, most, strict=True):
        score = float(got) / 10
        yield {
            **place,
            "unit_id": unit,
            "pillar_id": pillar,
            "listing": "table",
            "score": score,
            "max_score": None if pillar is None else limit,
            "score_printed": f"{score:.1f}".replace(".", ","),
            "rank": int(rank),
            "units_ranked": ranked,
            "rank_printed": f"{rank}/{ranked}",
            "note": "",
        }


def _add_budget(
    connection: Connection, home: _Home, draw: np.random.Generator, said: Mapping[str, Any], year: int
) -> None:
    """Write each group, its lines behind it, and the total: sums are their parts'."""
    place = {**said, "locality_id": home.locality_id, "listing": "appendix_04"}
    key = f"mp_{home.locality_id}_{year}"
    whole = np.zeros(2, dtype=np.int64)
    for at, (group, names) in enumerate(GROUPS.items(), start=1):
        allocated = draw.integers(2_000, 60_000, len(names))
        executed = np.rint(allocated * draw.uniform(0.35, 0.98, len(names))).astype(np.int64)
        amounts = np.column_stack([allocated, executed]) * MILLION
        whole += amounts.sum(axis=0)
        words = {**place, "key": f"{key}_{at}", "code": f"{at}", "name": group, "kind": "group"}
        parent = _add_line(connection, words, amounts.sum(axis=0))
        for part, (name, pair) in enumerate(zip(names, amounts, strict=True), start=1):
            own = {"key": f"{key}_{at}_{part}", "code": f"{at}.{part}", "name": name, "kind": "line"}
            _add_line(connection, {**place, **own, "parent_id": parent}, pair)
    words = {"key": f"{key}_tong", "code": "tong", "name": "Tổng cộng", "kind": "total"}
    _add_line(connection, {**place, **words}, whole)


def _add_line(connection: Connection, words: Mapping[str, Any], pair: Any) -> int:
    allocated, executed = (int(amount) for amount in pair)
    return _insert(connection, BudgetLine, {**words, "allocated": allocated, "executed": executed})


def _insert(connection: Connection, model: Model, values: Mapping[str, Any]) -> int:
    result = connection.execute(insert(model).values(values))
    (key,) = result.inserted_primary_key or (0,)
    return int(key)


def _write(connection: Connection, model: Model, rows: Sequence[Mapping[str, Any]]) -> None:
    connection.execute(insert(table_of(model)), rows)
