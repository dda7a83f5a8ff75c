"""The interface described for machines: OpenAPI 3.1, made from the declared questions and kinds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import openapi_intake
from data.contracts import Column, Question
from data.intake.kinds.columns import Kind
from data.plain import Dtype

JSON_TYPES: Mapping[Dtype, dict[str, Any]] = {
    "text": {"type": ["string", "null"]},
    "int": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
    "flag": {"type": ["boolean", "null"]},
}
PARAMETERS: tuple[tuple[str, str, str], ...] = (
    ("locality", "string", "Địa bàn, ví dụ tan_chau; mặc định theo cài đặt"),
    ("period", "string", "Kỳ số liệu: 2022, 2022-Q1, 2022-H1, 2022-9M, 2022-05, 2015-2020"),
    ("unit", "string", "Đơn vị: mã@ngày bắt đầu, ví dụ 25546@1900-01-01; mã trần hiểu theo kỳ"),
    ("pillar", "string", "Mã trụ cột"),
    ("indicator", "string", "Mã chỉ số"),
    ("case", "string", "Mã vụ việc: một phản ánh hoặc một hồ sơ"),
    ("as_of", "string", "Ngày tính số liệu phụ thuộc thời điểm hiện tại, năm-tháng-ngày"),
    ("format", "string", "json (mặc định) hoặc csv"),
    ("limit", "integer", "Số dòng tối đa; không nêu là tất cả"),
    ("offset", "integer", "Bỏ qua bao nhiêu dòng đầu"),
    ("since", "integer", "Phiên bản số liệu đã có; nếu từ đó không đổi thì trả «changed»: false"),
)


def describe(questions: Mapping[str, Question], kinds: Mapping[str, Kind]) -> dict[str, Any]:
    """Describe the interface; every question and every kind is a path with its own schema of rows."""
    paths: dict[str, Any] = {"/": _plain("Danh sách câu hỏi"), "/changes": _changes()}
    paths["/conflicts"] = _plain("Số liệu mâu thuẫn: như câu hỏi data_conflicts")
    paths |= {f"/{name}": _question(question) for name, question in questions.items()}
    paths |= openapi_intake.paths(kinds)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "IOC – giao diện cho hệ thống khác",
            "version": "1",
            "description": "Đọc: mỗi câu hỏi là câu trả lời của một ô trên màn hình, cùng nguồn. "
            "Nạp (/intake): cùng các phép kiểm tra như tệp nạp trên trang, với khóa có quyền nạp.",
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": {"Source": _source(), "Problem": _problem(), **openapi_intake.schemas(kinds)},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "get": {
            "operationId": question.name,
            "summary": question.title,
            "parameters": [_parameter(*parameter) for parameter in PARAMETERS],
            "responses": {
                "200": {
                    "description": question.title,
                    "headers": {"ETag": {"schema": {"type": "string"}}},
                    "content": {
                        "application/json": {"schema": _answer(question)},
                        "text/csv": {"schema": {"type": "string"}},
                    },
                },
                "304": {"description": "Không đổi so với ETag gửi kèm"},
                **_refusals(),
            },
        }
    }


def _answer(question: Question) -> dict[str, Any]:
    cells = {column.name: _column(column) for column in question.columns}
    row = {"type": "object", "properties": cells, "required": list(cells)}
    return {
        "type": "object",
        "required": ["question", "data_version"],
        "properties": {
            "question": {"const": question.name},
            "changed": {"type": "boolean"},
            "locality": {
                "type": "object",
                "required": ["slug", "name", "is_simulated"],
                "properties": {"is_simulated": {"type": "boolean", "description": "Địa bàn không có thật"}},
            },
            "data_version": {"type": "integer"},
            "as_of": {"type": "string", "format": "date"},
            "total": {"type": "integer"},
            "next_offset": {"type": ["integer", "null"]},
            "facts": {"type": "object", "required": list(question.facts)},
            "rows": {"type": "array", "items": row},
            "sources": {"type": "array", "items": {"$ref": "#/components/schemas/Source"}},
        },
    }


def _column(column: Column) -> dict[str, Any]:
    described = {**JSON_TYPES[column.dtype], "title": column.label}
    return described | ({"x-measure": column.measure} if column.measure else {})


def _parameter(name: str, kind: str, description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": {"type": kind}}


def _plain(summary: str) -> dict[str, Any]:
    return {"get": {"summary": summary, "responses": {"200": {"description": summary}, **_refusals()}}}


def _changes() -> dict[str, Any]:
    found = _plain("Bộ số liệu và câu hỏi đã đổi từ một phiên bản số liệu")
    found["get"]["parameters"] = [_parameter("since", "integer", "Phiên bản số liệu đã có")]
    return found


def _refusals() -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    words = {
        "400": "Tham số sai",
        "401": "Chưa đăng nhập, hoặc mã truy cập hết hạn hay đã thu hồi",
        "403": "Ngoài phạm vi được giao",
        "404": "Không có, hoặc không được xem",
        "503": "Không đọc được cơ sở dữ liệu",
    }
    return {status: {"description": text, "content": content} for status, text in words.items()}


def _problem() -> dict[str, Any]:
    return {"type": "object", "required": ["problem"], "properties": {"problem": {"type": "string"}}}


def _source() -> dict[str, Any]:
    texts = ("document", "section", "file", "dated_printed", "loaded_at")
    numbers = {"type": "array", "items": {"type": "integer"}}
    properties = {name: {"type": "string"} for name in texts}
    return {"type": "object", "properties": {**properties, "lines": numbers, "rows": numbers}}
