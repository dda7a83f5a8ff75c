"""POST /api/v1/intake/<kind>: other systems bring figures in, with the checks that files go through.

A system shows a token with the right to write. What it sends becomes a batch like any other: a secretary sees
it, and may publish it or take it back.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, NamedTuple, TypeAlias

import orjson
from flask import Blueprint, Flask, Response, request

from dashboard.intake import UPLOAD_BYTES
from dashboard.payloads import JSON
from dashboard.security.identity import current_viewer
from dashboard.security.problems import refusal
from data.access import Actor
from data.contracts import DataUnavailableError
from data.intake.desk import Desk, Upload
from data.intake.errors import IntakeError
from data.intake.kinds import KINDS
from data.intake.records import BatchView, Mode, RefusedError
from data.intake.reports import refusal_of, refused, report_of
from data.intake.requests import AlreadyAskedError, Earlier, RequestKey

Now: TypeAlias = Callable[[], dt.datetime]

CSV = "text/csv"
KEY = "Idempotency-Key"
LONGEST_KEY = 200
LONGEST_WORDS = 200
TOLD = 1000
"""Errors of a batch that an answer holds, and as many warnings: the marked workbook has them all."""
PARAMETERS = ("locality", "publish", "mode", "accept", "file")
_TRUTH = {"true": True, "1": True, "false": False, "0": False, "": False}


def install(server: Flask, desk: Desk, *, now: Now) -> None:
    """Add the write interface."""
    made = Blueprint("intake_api", __name__, url_prefix="/api/v1/intake")
    door = _Door(desk, now)
    made.add_url_rule("/<kind>", "bring", door.bring, methods=["POST"])
    made.add_url_rule("/batches/<int:batch>", "batch", door.batch)
    made.register_error_handler(_BadRequestError, lambda error: _refusal(error.status, str(error)))
    made.register_error_handler(DataUnavailableError, lambda _error: refusal(HTTPStatus.SERVICE_UNAVAILABLE))
    server.register_blueprint(made)


class _BadRequestError(Exception):
    """A request that cannot be taken as it is: why, in a Vietnamese sentence."""

    def __init__(self, status: HTTPStatus, problem: str) -> None:
        super().__init__(problem)
        self.status = status


class _Asked(NamedTuple):
    """A request as it reads: what is handed in, how far it is to go, and under which key."""

    upload: Upload
    publish: bool
    accept: str
    key: RequestKey | None


class _Door:
    def __init__(self, desk: Desk, now: Now) -> None:
        self._desk = desk
        self._now = now

    def bring(self, kind: str) -> Response:
        """Take rows in; publish them where that is asked and nothing stands against it."""
        asked = _read(kind)
        earlier = self._earlier(asked)
        if earlier is not None:
            return self._again(asked, earlier)
        try:
            batch = self._desk.stage(asked.upload, by=_by(), now=self._now(), asked=asked.key)
        except IntakeError as error:
            told = refusal_of(error, is_json=asked.upload.is_json, most=TOLD)
            return _json(told, HTTPStatus.UNPROCESSABLE_ENTITY)
        except RefusedError as error:
            return _refusal(HTTPStatus.NOT_FOUND, str(error))
        except AlreadyAskedError:
            return self._again(asked, self._earlier(asked))
        return self._finish(asked, batch)

    def batch(self, batch: int) -> Response:
        """How a batch stands now."""
        try:
            view = self._desk.batch(batch)
        except RefusedError as error:
            return _refusal(HTTPStatus.NOT_FOUND, str(error))
        if not current_viewer().may("secretary", view.row.locality):
            return _refusal(HTTPStatus.NOT_FOUND, f"Không có đợt nạp số {batch}.")
        return _json(report_of(view, most=TOLD), HTTPStatus.OK)

    def _earlier(self, asked: _Asked) -> Earlier | None:
        return self._desk.earlier(asked.key, now=self._now()) if asked.key else None

    def _again(self, asked: _Asked, earlier: Earlier | None) -> Response:
        """Answer a request that was sent again as it was answered, or finish what it began."""
        if asked.key is None or earlier is None or earlier.digest != asked.key.digest:
            problem = f"{KEY} này đã dùng cho một yêu cầu khác. Gửi nội dung mới với khóa mới."
            return _refusal(HTTPStatus.CONFLICT, problem)
        if earlier.status is None:
            return self._finish(asked, earlier.batch_id)
        response = _answer(earlier.answer.encode(), earlier.status, earlier.batch_id)
        response.headers["Idempotent-Replayed"] = "true"
        return response

    def _finish(self, asked: _Asked, batch: int) -> Response:
        view, problem = self._brought_in(asked, self._desk.batch(batch))
        told = report_of(view, most=TOLD)
        status = _status(asked, view)
        if problem and view.row.state != "published":
            told, status = told | {"problem": problem}, HTTPStatus.CONFLICT
        body = orjson.dumps(told)
        if asked.key is not None:
            kept = self._desk.answered(asked.key, status, body.decode(), now=self._now())
            body, status = kept.answer.encode(), HTTPStatus(kept.status or status)
        return _answer(body, status, batch)

    def _brought_in(self, asked: _Asked, view: BatchView) -> tuple[BatchView, str]:
        """Go as far with a batch as was asked and nothing stands against it; say what did."""
        batch, row, now = view.row.id, view.row, self._now()
        try:
            waits = row.state == "checked" and view.warnings and not row.accepted_reason
            if asked.accept and waits and not view.errors:
                self._desk.accept(batch, asked.accept, by=_by(), now=now)
                view = self._desk.batch(batch)
            if asked.publish and view.may_publish:
                self._desk.publish(batch, by=_by(), now=now)
                view = self._desk.batch(batch)
        except RefusedError as error:
            return self._desk.batch(batch), str(error)
        return view, str(view.closed[0]) if asked.publish and view.closed else ""


def _status(asked: _Asked, view: BatchView) -> HTTPStatus:
    waits = asked.publish and view.row.state == "checked"
    if view.errors or waits:
        return HTTPStatus.UNPROCESSABLE_ENTITY
    is_idle = view.row.state == "published" and view.counts is not None and not view.counts.moves
    return HTTPStatus.OK if is_idle else HTTPStatus.CREATED


# --------------------------------------------------------------------------------------------- reading


def _read(kind: str) -> _Asked:
    """Read the request under way. Raises _BadRequestError where it cannot be taken."""
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise _BadRequestError(HTTPStatus.NOT_FOUND, f"Không có loại biểu “{kind}”. Các loại: {known}.")
    _refuse_unknown_parameters()
    locality = _words("locality")
    if not locality:
        raise _BadRequestError(HTTPStatus.BAD_REQUEST, "Thiếu tham số locality, ví dụ locality=tan_chau.")
    if not current_viewer().may("secretary", locality):
        problem = f"Khóa này không được giao nạp số liệu của địa bàn “{locality}”."
        raise _BadRequestError(HTTPStatus.FORBIDDEN, problem)
    is_json = _is_json()
    request.max_content_length = UPLOAD_BYTES
    content = request.get_data(cache=False)
    name = _words("file") or (f"{kind}.json" if is_json else f"{kind}.csv")
    upload = Upload(kind, locality, name, content, _mode(), is_json)
    return _Asked(upload, _truth("publish"), _words("accept"), _key(content))


def _is_json() -> bool:
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise _BadRequestError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Gửi nội dung không nén.")
    if request.mimetype not in {JSON, CSV}:
        problem = f"Nội dung phải là {JSON} hoặc {CSV}; nhận “{request.mimetype[:LONGEST_WORDS]}”."
        raise _BadRequestError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, problem)
    return request.mimetype == JSON


def _refuse_unknown_parameters() -> None:
    """A misspelt parameter must not pass for one that was left out."""
    unknown = [name for name in request.args if name not in PARAMETERS]
    if unknown:
        known = ", ".join(PARAMETERS)
        problem = f"Không có tham số “{unknown[0][:LONGEST_WORDS]}”. Các tham số: {known}."
        raise _BadRequestError(HTTPStatus.BAD_REQUEST, problem)


def _words(name: str) -> str:
    given = unicodedata.normalize("NFC", request.args.get(name, "")).strip()
    if len(given) > LONGEST_WORDS:
        problem = f"Tham số {name} dài hơn {LONGEST_WORDS} ký tự."
        raise _BadRequestError(HTTPStatus.BAD_REQUEST, problem)
    return given


def _truth(name: str) -> bool:
    found = _TRUTH.get(_words(name).casefold())
    if found is None:
        raise _BadRequestError(HTTPStatus.BAD_REQUEST, f"Tham số {name} phải là true hoặc false.")
    return found


def _mode() -> Mode:
    given = _words("mode") or "merge"
    if given == "replace":
        return "replace"
    if given != "merge":
        raise _BadRequestError(HTTPStatus.BAD_REQUEST, "Tham số mode phải là merge hoặc replace.")
    return "merge"


def _key(content: bytes) -> RequestKey | None:
    """Read the key of the request, with or without quotes; None where it has none."""
    given = request.headers.get(KEY)
    if given is None:
        return None
    key = given.strip().removeprefix('"').removesuffix('"')
    if not key or len(key) > LONGEST_KEY or not (key.isascii() and key.isprintable()):
        problem = f"{KEY} phải có 1 đến {LONGEST_KEY} ký tự ASCII in được."
        raise _BadRequestError(HTTPStatus.BAD_REQUEST, problem)
    digest = hashlib.sha256()
    asked = sorted((name, _words(name)) for name in request.args)
    digest.update(orjson.dumps([request.path, request.mimetype, asked]))
    digest.update(content)
    return RequestKey(current_viewer().name, key, digest.hexdigest())


def _by() -> Actor:
    return Actor(current_viewer().name, "token", request.remote_addr or "")


# ------------------------------------------------------------------------------------------- answering


def _refusal(status: HTTPStatus, problem: str) -> Response:
    return _json(refused(problem), status)


def _json(content: dict[str, Any], status: HTTPStatus) -> Response:
    return _unkept(Response(orjson.dumps(content), status, mimetype=JSON))


def _answer(body: bytes, status: int, batch: int) -> Response:
    response = _unkept(Response(body, status, mimetype=JSON))
    response.headers["Location"] = f"/api/v1/intake/batches/{batch}"
    return response


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
