"""Where points are lost: the total, and the pillars that lose most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.contracts import Answer
from layouts import formats
from layouts.panels import overview_pillars
from layouts.records import records
from layouts.shell.links import to_page
from layouts.wall import reading
from layouts.wall.scene import Bar, Figure, Scene, SceneKind, Told

SHOWN = 5


def draw(told: Told) -> Scene | None:
    """Draw each pillar's share of its maximum, most lost points first; None where no points are published."""
    answer = told.answers["overview_pillars"]
    if answer.is_empty or not answer.facts["is_scored"]:
        return None
    rows = [row for row in records(answer) if row["score"] is not None]
    return Scene(
        topic=reading.topic(answer, "Điểm chuyển đổi số"),
        period=reading.period(answer),
        headline=overview_pillars.draw(answer).headline,
        address=to_page("/pillars", answer.request),
        provenance=reading.provenance(answer),
        lead=_total(told.answers["overview_tiles"]),
        bars=tuple(_bar(row) for row in rows[:SHOWN]),
        note="Điểm đạt trên điểm tối đa, trụ cột mất nhiều điểm nhất ở trên",
        rest=_rest(rows[SHOWN:]),
    )


def _total(answer: Answer) -> Figure | None:
    """Give the published total with its rank; a rank printed twice is a conflict, and says so."""
    row = next((row for row in records(answer) if row["kind"] == "score"), None)
    if row is None:
        return None
    ranks = " và ".join(row["ranks"].split("; ")) if row["ranks"] else ""
    return Figure(
        value=formats.points(row["value"]),
        unit=f"/{formats.points(row['target_value'])} điểm",
        label="Tổng điểm",
        context=f"hạng in {ranks}" if ranks else "không công bố hạng",
        status=row["status"],
    )


def _bar(row: Mapping[str, Any]) -> Bar:
    return Bar(
        label=row["pillar_name"],
        figure=f"{formats.points(row['score'])}/{formats.points(row['max_score'])}",
        part=row["score"] / row["max_score"],
        words=f"mất {formats.points(row['lost'])}",
    )


def _rest(rows: Sequence[Mapping[str, Any]]) -> str:
    """Count what is left out with its lost points: the list adds up to the headline."""
    if not rows:
        return ""
    lost = round(sum(row["lost"] for row in rows), 2)
    return f"{formats.counted(len(rows), 'trụ cột')} còn lại mất {formats.points(lost)} điểm"


SCENE = SceneKind(
    key="pillars",
    title="Trụ cột mất điểm",
    path="/pillars",
    questions=("overview_pillars", "overview_tiles"),
    draw=draw,
    wide=(60, 33.75),
    portrait=(32, 56),
)
