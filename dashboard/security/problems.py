"""Refusals in words: a page for people, JSON for scripts and other systems."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

import orjson
from flask import Flask, Response, redirect, render_template, request
from werkzeug.exceptions import HTTPException

from dashboard.security.rules import rule_of

SIGN_IN = "/sign-in"
JSON = "application/json"
RETRY_SECONDS = 60
WORDS = {
    401: ("Cần đăng nhập", "Hãy đăng nhập để xem số liệu."),
    403: ("Không có quyền", "Tài khoản này không được giao quyền làm việc đó."),
    413: ("Quá lớn", "Nội dung gửi lên lớn hơn mức cho phép."),
    421: ("Sai địa chỉ", "Chế độ dùng thử chỉ mở trên chính máy này, tại http://127.0.0.1."),
    429: ("Quá nhiều lần", "Quá nhiều yêu cầu trong thời gian ngắn. Hãy chờ một phút rồi thử lại."),
    503: ("Chưa đọc được cơ sở dữ liệu", "Hệ thống chưa kiểm tra được tài khoản. Hãy thử lại sau ít phút."),
}
FOREIGN = "Yêu cầu này đến từ một trang khác nên bị từ chối. Hãy mở lại trang và làm lại."


def install(server: Flask) -> None:
    """Answer refusals that Flask and Flask-Limiter raise in our words."""
    for status in (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.TOO_MANY_REQUESTS):
        server.register_error_handler(status, _raised)


def _raised(error: HTTPException) -> Response:
    return refusal(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)


def refusal(status: int, sentence: str = "") -> Response:
    """Refuse the request under way, in `sentence` or the usual words of the status."""
    title, usual = WORDS[status]
    if not rule_of(request.endpoint).is_page:
        body = orjson.dumps({"problem": sentence or usual})
        response = Response(body, status, mimetype=JSON)
    elif status == HTTPStatus.UNAUTHORIZED and request.method == "GET":
        return to_sign_in()
    else:
        page = render_template("problem.html", title=title, sentence=sentence or usual)
        response = Response(page, status, mimetype="text/html")
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


def to_sign_in() -> Response:
    """Lead to the sign-in page, and from there back to where the reader wanted to go."""
    wanted = request.full_path.rstrip("?")
    query = "" if wanted == "/" else f"?{urlencode({'next': wanted}, safe='/')}"
    return _found(f"{SIGN_IN}{query}")


def _found(address: str) -> Response:
    response = redirect(address, HTTPStatus.SEE_OTHER, Response)
    response.headers["Cache-Control"] = "no-store"
    return response  # type: ignore[return-value]  # of the class that was asked for
