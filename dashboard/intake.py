"""The desk in the browser: templates, upload, what is wrong, what would move, publication, undoing."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeAlias

from flask import Blueprint, Flask, Response, request

from dashboard.secretary import Places, by, may_write, unknown
from dashboard.security.forms import field, onward, page
from dashboard.security.problems import refusal
from data.contracts import Catalogue, DataUnavailableError
from data.intake.desk import Desk, Upload
from data.intake.errors import IntakeError
from data.intake.kinds import KINDS
from data.intake.records import BatchView, Mode, RefusedError

Now: TypeAlias = Callable[[], dt.datetime]

UPLOAD_BYTES = 21 * 1024 * 1024
"""A file of the largest size that is read, and the form around it."""
_TOO_LARGE = (
    "Tệp lớn hơn 20 MB. Hãy chia thành nhiều tệp; danh sách hồ sơ dài thì nhờ quản trị nạp trên máy chủ."
)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 20
"""Places of a problem that the page lists; the annotated workbook has them all."""


def install(server: Flask, desk: Desk, catalogue: Callable[[], Catalogue], *, now: Now) -> None:
    """Add the desk's pages. `catalogue` is what the viewer of the request may see."""
    made = Blueprint("intake", __name__, url_prefix="/intake")
    pages = _Pages(desk, Places(catalogue), now)
    made.register_error_handler(DataUnavailableError, lambda _error: refusal(HTTPStatus.SERVICE_UNAVAILABLE))
    made.add_url_rule("/", "start", pages.start)
    made.add_url_rule("/template/<kind>.xlsx", "template", pages.template)
    made.add_url_rule("/", "upload", pages.upload, methods=["POST"])
    made.add_url_rule("/<int:batch>", "batch", pages.batch)
    made.add_url_rule("/<int:batch>/annotated.xlsx", "annotated", pages.annotated)
    for action in ("accept", "publish", "discard", "undo"):
        made.add_url_rule(f"/<int:batch>/{action}", action, getattr(pages, action), methods=["POST"])
    server.register_blueprint(made)


class _Pages:
    def __init__(self, desk: Desk, places: Places, now: Now) -> None:
        self._desk = desk
        self._places = places
        self._now = now

    # ----------------------------------------------------------------------------------------- reading

    def start(self) -> Response:
        """Kinds with their templates, and the latest batches of what the viewer looks after."""
        return self._start({})

    def template(self, kind: str) -> Response:
        """Workbook of a kind."""
        place = self._places.find(request.args.get("locality", ""))
        if kind not in KINDS or place is None:
            return unknown()
        filled = request.args.get("filled") == "1"
        content = self._desk.template(kind, place.slug, filled=filled, now=self._now())
        return _download(content, f"{kind}-{place.slug}.xlsx")

    def batch(self, batch: int) -> Response:
        """One batch: problems, preview, what can be done."""
        view = self._seen(batch)
        return self._batch(view, {}) if view else unknown()

    def annotated(self, batch: int) -> Response:
        """The file with its problems marked."""
        if self._seen(batch) is None:
            return unknown()
        return _download(self._desk.annotated(batch), f"dot-nap-{batch}.xlsx")

    # ----------------------------------------------------------------------------------------- writing

    def upload(self) -> Response:
        """Take a file in."""
        request.max_content_length = UPLOAD_BYTES
        if (request.content_length or 0) > UPLOAD_BYTES:
            return refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_LARGE)
        place, sent = self._places.find(field("locality")), request.files.get("file")
        if place is None or not may_write(place.slug):
            return refusal(HTTPStatus.FORBIDDEN)
        if sent is None or not sent.filename:
            return self._start({"file": "Chưa chọn tệp."})
        mode: Mode = "replace" if field("mode") == "replace" else "merge"
        name = unicodedata.normalize("NFC", sent.filename)
        upload = Upload(field("kind"), place.slug, name, sent.read(), mode)
        try:
            batch = self._desk.stage(upload, by=by(), now=self._now())
        except IntakeError as error:
            return self._start({"file": str(error.errors[0])})
        except RefusedError as error:
            return self._start({"kind": str(error)})
        return onward(f"/intake/{batch}")

    def accept(self, batch: int) -> Response:
        """Accept the warnings of a batch."""
        return self._do(batch, lambda: self._desk.accept(batch, field("reason"), by=by(), now=self._now()))

    def publish(self, batch: int) -> Response:
        """Publish a batch."""
        return self._do(batch, lambda: self._desk.publish(batch, by=by(), now=self._now()))

    def discard(self, batch: int) -> Response:
        """Lay a batch aside."""
        return self._do(batch, lambda: self._desk.discard(batch, by=by(), now=self._now()))

    def undo(self, batch: int) -> Response:
        """Take a publication back."""
        return self._do(batch, lambda: self._desk.undo(batch, field("reason"), by=by(), now=self._now()))

    def _do(self, batch: int, action: Callable[[], object]) -> Response:
        view = self._seen(batch)
        if view is None:
            return unknown()
        if not may_write(view.row.locality):
            return refusal(HTTPStatus.FORBIDDEN)
        try:
            action()
        except RefusedError as error:
            return self._batch(view, {"reason": str(error)})
        return onward(f"/intake/{batch}")

    # ------------------------------------------------------------------------------------------ shared

    def _start(self, faults: dict[str, str]) -> Response:
        places = self._places.all()
        if not places:
            return refusal(HTTPStatus.FORBIDDEN)
        chosen = self._places.find(request.values.get("locality", "")) or places[0]
        batches = self._desk.batches([chosen.slug])
        return page("intake.html", faults=faults, kinds=KINDS, places=places, chosen=chosen, batches=batches)

    def _batch(self, view: BatchView, faults: dict[str, str]) -> Response:
        place = self._places.find(view.row.locality)
        return page("intake_batch.html", faults=faults, view=view, row=view.row, place=place, shown=SHOWN)

    def _seen(self, batch: int) -> BatchView | None:
        """A batch of a locality that the viewer looks after; others do not exist to the viewer."""
        try:
            view = self._desk.batch(batch)
        except RefusedError:
            return None
        return view if self._places.find(view.row.locality) else None


def _download(content: bytes, name: str) -> Response:
    response = Response(content, mimetype=WORKBOOK)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
