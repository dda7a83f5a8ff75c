"""Playlists in the browser: a secretary says what a locality's walls show, when, and in which room."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final, cast, get_args

from flask import Flask, Response, request

from callbacks.requests import Requests
from dashboard import clock
from dashboard.security.forms import field, missing, onward, page
from dashboard.security.identity import current_viewer
from dashboard.wall.leading import who
from dashboard.wall.showing import USUAL_SCREEN, refusals, usual
from data.contracts import LocalityRef
from data.rules.distance import REFERENCE, Room
from data.rules.playlists import ALL_DAYS, LONGEST, MOST_ITEMS, SHORTEST, USUAL, Item
from data.wall import Bezels, Playlist, Walls
from layouts.formats import period_label
from layouts.map_words import MEASURES
from layouts.shell.links import href
from layouts.wall import KINDS, SCENES

RESERVED: Final = frozenset({"now", "scene", "qr", "lead", "playlists", "worker"})
"""Addresses under /wall that are no playlist's."""
SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
LONGEST_SLUG = 40
BLANK_ROWS = 3
DAYS = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "CN")
DONE = {"saved": "Đã lưu. Màn hình đổi theo trong một giây.", "removed": "Đã xóa danh sách trình chiếu."}
NOT_YOURS = "Tài khoản không được giao việc thư ký ở địa bàn này."


class Faults(Exception):  # noqa: N818 - what a form got wrong, no failure of ours
    """What was entered cannot be kept; says so beside each field."""

    def __init__(self, faults: dict[str, str]) -> None:
        """Keep the words by field."""
        super().__init__(faults)
        self.faults = faults


def install(server: Flask, requests: Requests, walls: Walls) -> None:
    """Add the page of playlists and what its forms do."""

    def shown(faults: dict[str, str] | None = None) -> Response:
        return _page(requests, walls, faults)

    def save() -> Response:
        try:
            playlist = _entered(requests)
            known = walls.state().playlists.get(playlist.slug)
            _check_right(playlist.locality, *([known.locality] if known else []))
        except Faults as error:
            return shown(error.faults)
        walls.save(playlist, by=who(), now=clock.now())
        return onward(href("/wall/playlists", slug=playlist.slug, done="saved"))

    def remove() -> Response:
        known = walls.state().playlists.get(field("slug"))
        try:
            _check_right(known.locality if known else "")
        except Faults as error:
            return shown(error.faults)
        walls.remove(field("slug"), by=who(), now=clock.now())
        return onward("/wall/playlists?done=removed")

    server.add_url_rule("/wall/playlists", "wall.playlists", shown)
    server.add_url_rule("/wall/playlists", "wall.save", save, methods=["POST"])
    server.add_url_rule("/wall/playlists/remove", "wall.remove", remove, methods=["POST"])


def _check_right(*localities: str) -> None:
    if not all(current_viewer().may("secretary", slug) for slug in localities):
        raise Faults({"locality": NOT_YOURS})


def _mine(requests: Requests) -> tuple[LocalityRef, ...]:
    viewer = current_viewer()
    return tuple(ref for ref in requests.catalogue().localities if viewer.may("secretary", ref.slug))


def _page(requests: Requests, walls: Walls, faults: dict[str, str] | None) -> Response:
    """Show the playlists of one's localities, and the one chosen in a form; a new one begins as the usual."""
    mine = _mine(requests)
    slugs = {ref.slug for ref in mine}
    listed = [kept for kept in walls.state().playlists.values() if kept.locality in slugs]
    chosen = next((kept for kept in listed if kept.slug == request.args.get("slug")), None)
    locality = next(
        (ref for ref in mine if ref.slug == request.args.get("locality")), mine[0] if mine else None
    )
    edited = chosen or (usual(locality) if locality else None)
    blank = [None] * BLANK_ROWS
    return page(
        "wall_playlists.html",
        faults=faults,
        mine=mine,
        listed=listed,
        chosen=chosen,
        edited=edited,
        rows=[*(edited.items if edited else ()), *blank],
        refused=list(refusals(edited, edited.room, USUAL_SCREEN)) if edited else [],
        kinds=KINDS,
        measures=MEASURES,
        periods=_periods(mine, edited, locality),
        days=DAYS,
        bezels=get_args(Bezels),
        usual_seconds=USUAL,
        done=DONE.get(request.args.get("done", ""), ""),
    )


def _periods(
    mine: tuple[LocalityRef, ...], edited: Playlist | None, locality: LocalityRef | None
) -> dict[str, str]:
    """Name the periods that scenes of the playlist in the form may be of, by code."""
    ref = next((ref for ref in mine if edited and ref.slug == edited.locality), locality)
    return {period.code: period_label(period) for period in ref.periods} if ref else {}


# ---------------------------------------------------------------------------------- reading the form


def _entered(requests: Requests) -> Playlist:
    """Read the form into a playlist; raise Faults that name every field that is wrong."""
    faults = missing("slug", "title", "locality") | _slug_fault(field("slug"))
    if field("locality") not in {ref.slug for ref in _mine(requests)}:
        faults.setdefault("locality", NOT_YOURS)
    faults |= _period_fault(requests)
    room, items = REFERENCE, tuple[Item, ...]()
    try:
        room = Room(_metres("panel"), _metres("seat"))
    except ValueError:
        faults["room"] = "Nhập chiều cao màn hình và khoảng cách ghế xa nhất bằng mét, ví dụ 1,35 và 6."
    try:
        items = tuple(_items())
    except ValueError:
        faults["scenes"] = (
            f"Mỗi cảnh đứng từ {SHORTEST} đến {LONGEST} giây; giờ viết 07:30; chọn ít nhất một ngày."
        )
    if not items and "scenes" not in faults:
        faults["scenes"] = "Chọn ít nhất một cảnh."
    bezels = field("bezels") if field("bezels") in get_args(Bezels) else "1x1"
    if faults:
        raise Faults(faults)
    return Playlist(field("slug"), field("title"), field("locality"), items, room, cast("Bezels", bezels))


def _slug_fault(slug: str) -> dict[str, str]:
    if SLUG.fullmatch(slug) and len(slug) <= LONGEST_SLUG and slug not in RESERVED:
        return {}
    return {"slug": "Chữ thường không dấu, chữ số và gạch nối, ví dụ phong-hop-tang-2."}


def _period_fault(requests: Requests) -> dict[str, str]:
    """Refuse periods that the locality has no figures of: the wall would skip their scenes without a word."""
    ref = requests.catalogue().locality(field("locality"))
    known = {period.code for period in ref.periods} if ref else set()
    asked = [field(f"period-{row}") for row in range(MOST_ITEMS) if field(f"scene-{row}") in SCENES]
    unknown = [code for code in asked if code and code not in known]
    return {"scenes": f"Địa bàn chưa có kỳ số liệu {', '.join(unknown)}."} if ref and unknown else {}


def _metres(name: str) -> float:
    return float(field(name).replace(",", "."))


def _items() -> Iterator[Item]:
    """Read the rows of the form in their order, without those that name no scene. ValueError for nonsense."""
    for row in range(MOST_ITEMS):
        scene = field(f"scene-{row}")
        if scene not in SCENES:
            continue
        days = frozenset(day for day in ALL_DAYS if request.form.get(f"day-{row}-{day}"))
        yield Item(
            scene=scene,
            seconds=int(field(f"seconds-{row}") or USUAL),
            measure=field(f"measure-{row}") if field(f"measure-{row}") in SCENES[scene].measures else "",
            period=field(f"period-{row}"),
            weekdays=days,
            starts=_time(f"starts-{row}"),
            ends=_time(f"ends-{row}"),
        )


def _time(name: str) -> dt.time:
    return dt.time.fromisoformat(field(name)) if field(name) else dt.time(0)
