"""The write interface described for machines: paths and schemas of OpenAPI 3.1, made from the kinds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from data.intake.kinds.columns import Column, ColumnType, Kind
from data.intake.requests import KEPT

Schema: TypeAlias = dict[str, Any]

_TEXT, _WHOLE, _NUMBER = "string", "integer", "number"
_NUMBERS = frozenset({"number", "points"})
_WHOLES = frozenset({"count", "vnd", "code", "day", "period"})
_FORMS: Mapping[ColumnType, str] = {
    "text": "Chữ.",
    "code": "Mã.",
    "count": "Số nguyên không âm.",
    "vnd": "Số đồng, đủ chữ số.",
    "number": "Số, nhiều nhất bốn chữ số thập phân.",
    "points": "Điểm, nhiều nhất hai chữ số thập phân; nhận cả “39.38/60”.",
    "day": "Ngày: 2023-08-05 hoặc 05/8/2023.",
    "choice": "Một trong các từ nêu ở x-words, hoặc từ đồng nghĩa.",
    "unit": "Tên đơn vị của địa bàn, mã, hoặc mã@ngày bắt đầu.",
    "period": "Kỳ: Năm 2022, Quý I/2022, 6 tháng đầu năm 2022, Tháng 5/2022.",
    "pillar": "Tên trụ cột.",
    "indicator": "Mã hoặc tên chỉ số.",
    "document": "Tên hoặc số hiệu văn bản của địa bàn.",
}
"""How a value of each type of column is written."""
_PARAMETERS: tuple[tuple[str, Schema, str], ...] = (
    ("publish", {"type": "boolean", "default": False}, "Công bố ngay khi không còn lỗi và cảnh báo"),
    (
        "mode",
        {"enum": ["merge", "replace"], "default": "merge"},
        "replace: xóa những dòng không gửi, trong các kỳ và danh mục mà nội dung nói tới",
    ),
    ("accept", {"type": _TEXT, "maxLength": 200}, "Lý do chấp nhận các cảnh báo"),
    ("file", {"type": _TEXT, "maxLength": 200}, "Tên hiện trong danh sách đợt nạp"),
)
_STATUSES = {
    "200": "Đã công bố; số liệu vốn đã như vậy, không dòng nào đổi",
    "201": "Đã nhận: công bố xong, hoặc chờ công bố khi không yêu cầu công bố",
}
_REFUSED = {
    "400": "Tham số hoặc khóa Idempotency-Key viết sai",
    "401": "Chưa có khóa, hoặc khóa hết hạn hay đã thu hồi",
    "403": "Khóa không được giao nạp số liệu, hoặc không phải của địa bàn này",
    "404": "Không có loại biểu này",
    "413": "Nội dung lớn hơn mức cho phép",
    "415": "Không phải application/json hoặc text/csv",
    "429": "Quá nhiều yêu cầu trong thời gian ngắn",
    "503": "Không đọc được cơ sở dữ liệu",
}
_MADE_NOTHING = "Không đợt nạp nào được tạo."


def paths(kinds: Mapping[str, Kind]) -> Schema:
    """Paths of the write interface."""
    return {
        **{f"/intake/{name}": {"post": _bring(kind)} for name, kind in kinds.items()},
        "/intake/batches/{batch}": {"get": _batch()},
    }


def schemas(kinds: Mapping[str, Kind]) -> Schema:
    """Schemas that the paths refer to: a row of each kind, what is answered."""
    rows = {f"Row_{name}": _row(kind) for name, kind in kinds.items()}
    return {**rows, "IntakeReport": _report(), "IntakeRefusal": _refusal(), **_parts()}


def _bring(kind: Kind) -> Schema:
    rows = {"type": "array", "items": _ref(f"Row_{kind.name}")}
    wrapped = {"type": "object", "required": ["rows"], "properties": {"rows": rows}}
    conflict = "Khóa đã dùng cho yêu cầu khác, kỳ đã chốt, hoặc số liệu vừa đổi; không dòng nào đổi"
    wrong = "Có lỗi, hoặc cảnh báo chưa được chấp nhận; không dòng nào đổi"
    return {
        "operationId": f"intake_{kind.name}",
        "summary": f"Nạp: {kind.title}",
        "description": "Khóa phải có quyền nạp số liệu. Cột không có trong biểu thì bỏ, và được nêu tên.",
        "parameters": [_locality(), *(_query(*parameter) for parameter in _PARAMETERS), _key()],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"oneOf": [rows, wrapped]}},
                "text/csv": {"schema": {"type": _TEXT, "description": _headings(kind)}},
            },
        },
        "responses": {
            **{status: _made(words) for status, words in _STATUSES.items()},
            "409": _told(conflict, "IntakeReport", "IntakeRefusal"),
            "422": _told(wrong, "IntakeReport", "IntakeRefusal"),
            **{status: _told(f"{words}. {_MADE_NOTHING}", "Problem") for status, words in _REFUSED.items()},
        },
    }


def _batch() -> Schema:
    refused = {status: _REFUSED[status] for status in ("401", "403", "429", "503")}
    return {
        "operationId": "intake_batch",
        "summary": "Đợt nạp nay ra sao",
        "parameters": [
            {"name": "batch", "in": "path", "required": True, "schema": {"type": _WHOLE}},
        ],
        "responses": {
            "200": _told("Đợt nạp", "IntakeReport"),
            "404": _told("Không có đợt nạp này, hoặc không thuộc phạm vi của khóa", "Problem"),
            **{status: _told(words, "Problem") for status, words in refused.items()},
        },
    }


def _made(words: str) -> Schema:
    headers = {
        "Location": {"schema": {"type": _TEXT}, "description": "Địa chỉ hỏi lại đợt nạp"},
        "Idempotent-Replayed": {"schema": {"const": "true"}, "description": "Câu trả lời của lần gửi trước"},
    }
    return _told(words, "IntakeReport") | {"headers": headers}


def _told(words: str, *names: str) -> Schema:
    schema = _ref(names[0]) if len(names) == 1 else {"anyOf": [_ref(name) for name in names]}
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


# ---------------------------------------------------------------------------------------- what is asked


def _locality() -> Schema:
    words = "Địa bàn, ví dụ tan_chau"
    return _query("locality", {"type": _TEXT}, words) | {"required": True}


def _query(name: str, schema: Schema, description: str) -> Schema:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _key() -> Schema:
    words = (
        f"Trong {KEPT.days} ngày, gửi lại cùng khóa và cùng nội dung thì nhận lại đúng câu trả lời trước, "
        "không nạp lần nữa"
    )
    schema = {"type": _TEXT, "minLength": 1, "maxLength": 200}
    return {"name": "Idempotency-Key", "in": "header", "description": words, "schema": schema}


def _row(kind: Kind) -> Schema:
    required = [column.name for column in kind.columns if column.required]
    return {
        "type": "object",
        "title": kind.title,
        "description": kind.note,
        "properties": {column.name: _value(column) for column in kind.all_columns},
        "required": required,
    }


def _value(column: Column) -> Schema:
    types = [_TEXT]
    if column.type in _NUMBERS:
        types.append(_NUMBER)
    elif column.type in _WHOLES:
        types.append(_WHOLE)
    described: Schema = {
        "type": types if column.required else [*types, "null"],
        "title": column.heading,
        "description": " ".join(filter(None, (_FORMS.get(column.type, ""), column.note))),
    }
    if column.choices:
        described["x-words"] = list(column.choices.values())
    return described | ({"examples": [column.example]} if column.example else {})


def _headings(kind: Kind) -> str:
    named = ", ".join(f"“{column.heading}”" for column in kind.columns)
    forms = "UTF-8, UTF-16, Windows-1258, TCVN3 hoặc VNI; dấu phẩy, chấm phẩy hoặc tab"
    return f"Dòng đầu là tên cột: {named}. {forms}."


# ------------------------------------------------------------------------------------- what is answered


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": True,
    }


def _report() -> Schema:
    texts = {"type": "array", "items": {"type": _TEXT}}
    problems = {"type": "array", "items": _ref("IntakeProblem")}
    count = {"type": _WHOLE, "minimum": 0}
    changes = _object(dict.fromkeys(("new", "changed", "same", "removed"), count))
    return _object(
        {
            "batch": {"type": _WHOLE},
            "href": {"type": _TEXT, "description": "Trang của đợt nạp, cho người xem"},
            "kind": {"type": _TEXT},
            "locality": {"type": _TEXT},
            "mode": {"enum": ["merge", "replace"]},
            "file": {"type": _TEXT},
            "sha256": {"type": _TEXT, "pattern": "^[0-9a-f]{64}$"},
            "encoding": {"type": _TEXT, "description": "Bảng mã của tệp CSV; json; rỗng với tệp Excel"},
            "state": {"enum": ["checked", "published", "undone", "discarded"]},
            "rows": count,
            "dropped_columns": texts,
            "skipped_rows": texts,
            "error_count": count,
            "warning_count": count,
            "left_off": count | {"description": "Số lỗi và cảnh báo không nêu ở đây"},
            "errors": problems,
            "warnings": problems,
            "accepted_reason": {"type": _TEXT},
            "closed_periods": {"type": "array", "items": _ref("IntakeClosed")}
            | {"description": "Các kỳ đã chốt mà đợt nạp làm đổi: khi chưa mở lại, công bố bị từ chối"},
            "changes": {"anyOf": [changes, {"type": "null"}]},
            "pages": texts | {"description": "Các trang có số liệu đổi"},
            "data_version": {"type": ["integer", "null"]},
        }
    )


def _refusal() -> Schema:
    return _object(
        {
            "state": {"const": "refused"},
            "problem": {"type": _TEXT},
            "error_count": {"type": _WHOLE},
            "left_off": {"type": _WHOLE},
            "errors": {"type": "array", "items": _ref("IntakeProblem")},
        }
    )


def _parts() -> Schema:
    return {"IntakeProblem": _problem(), "IntakeClosed": _closed()}


def _closed() -> Schema:
    text = {"type": _TEXT}
    return _object(
        {
            "rule": {"const": "closed_period"},
            "period": text | {"description": "Mã kỳ, ví dụ 2023-Q1"},
            "closed_by": text | {"description": "Người chốt"},
            "closed_on": {"type": _TEXT, "format": "date"},
            "remark": text | {"description": "Ghi chú khi chốt"},
            "reason": text,
            "remedy": text | {"description": "Cách sửa"},
        }
    )


def _problem() -> Schema:
    maybe = {"type": ["string", "null"]}
    text = {"type": _TEXT}
    return _object(
        {
            "rule": text | {"description": "Quy tắc bị vi phạm"},
            "sheet": text,
            "row": {"type": ["integer", "null"], "description": "Dòng như bảng tính đếm; tiêu đề là dòng 1"},
            "cell": text | {"description": "Ô, ví dụ C3; rỗng khi nói về cả dòng"},
            "pointer": maybe | {"description": "Chỗ trong mảng JSON đã gửi (RFC 6901)"},
            "field": text | {"description": "Tên cột trong JSON"},
            "column": text | {"description": "Tên cột trong biểu mẫu"},
            "value": maybe,
            "reason": text,
            "remedy": text | {"description": "Cách sửa"},
        }
    )
