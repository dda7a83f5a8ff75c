"""Where the figures come from: each file of each document, how many rows, when and by whom it was loaded."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from data.contracts import Answer
from layouts import elements as html
from layouts import facts, formats
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.register import Group, register
from layouts.shell.evidence import Heading, TableRow

Row: TypeAlias = Mapping[str, Any]

_HASH_SHOWN = 12
"""Characters of a file's hash that are shown: enough to tell files apart; the data have all 64."""

_COMMAND = re.compile(r"ioc (?P<name>load plans|simulate|import) \((?P<account>.+)\)")
_COMMANDS: Mapping[str, str] = {
    "load plans": "nạp số liệu các kế hoạch",
    "simulate": "sinh số liệu mô phỏng",
    "import": "nạp tệp",
}
_HEADINGS = (
    Heading("Nội dung", share=29),
    Heading("Tệp", share=29),
    Heading("Số hàng", is_figure=True, share=11),
    Heading("Dòng văn bản", is_figure=True, share=15),
    Heading("SHA-256", share=16),
)
_CONTENTS: Mapping[str, str] = {
    "budget.csv": "Kinh phí, quy định về chi",
    "databases.csv": "Cơ sở dữ liệu",
    "difficulties.csv": "Khó khăn, kiến nghị",
    "documents.csv": "Văn bản chỉ đạo",
    "documents_cited.csv": "Văn bản viện dẫn",
    "dossiers_tam_phuoc_2022.csv": "Hồ sơ thủ tục hành chính",
    "dti_scores.csv": "Điểm, xếp hạng DTI",
    "feedback_2022_tan_chau.csv": "Phản ánh, kiến nghị",
    "frameworks.csv": "Bộ chỉ số",
    "indicators_actual.csv": "Kết quả chỉ số",
    "lineage_5.csv": "Sáp nhập đơn vị",
    "localities.csv": "Địa bàn và kế hoạch",
    "pillars.csv": "Trụ cột",
    "reporting_calendar.csv": "Chế độ báo cáo",
    "systems.csv": "Hệ thống thông tin",
    "targets.csv": "Chỉ tiêu",
    "tasks.csv": "Nhiệm vụ",
    "units.csv": "Đơn vị",
}
"""What the product's own files hold; those brought in are named by their kind, others by their sheet."""


def draw(answer: Answer) -> Drawing:
    """List the files under the loading that they came with."""
    groups = [
        Group(_loading(*load), tuple(_row(row) for row in members), "tệp")
        for load, members in groupby(records(answer), key=_load)
    ]
    return Drawing(headline=_headline(answer), note=_note(answer), body=register(_HEADINGS, groups))


def _load(row: Row) -> tuple[Any, ...]:
    return (row["document"], row["loaded_on"], row["loaded_by"])


def _loading(document: str, loaded_on: dt.datetime, loaded_by: str) -> str:
    return f"{document or 'Không theo văn bản nào'}: nạp {formats.date_table(loaded_on)}, {_by(loaded_by)}"


def _by(loaded_by: str) -> str:
    """Name an account; what a command did at the server is told in words: "ioc load plans (root)"."""
    command = _COMMAND.fullmatch(loaded_by)
    if command is None:
        return f"bởi {loaded_by}"
    return f"bởi lệnh {_COMMANDS[command['name']]} trên máy chủ, tài khoản máy “{command['account']}”"


def _headline(answer: Answer) -> str:
    rows = formats.counted(facts.whole(answer, "rows") or 0, "hàng số liệu")
    files = formats.counted(facts.whole(answer, "files") or 0, "tệp")
    documents = formats.counted(facts.whole(answer, "documents") or 0, "văn bản")
    return f"{rows} trong {files}, theo {documents}"


def _note(answer: Answer) -> str:
    return f"Lần nạp mới nhất: {_prose(answer)} · mỗi hàng giữ tên văn bản, mục và dòng của nó"


def _prose(answer: Answer) -> str:
    loaded_on: Any = answer.facts["loaded_on"]
    return formats.date_prose(loaded_on) if loaded_on else formats.MISSING


def _row(row: Row) -> TableRow:
    lines: Sequence[int] = [row[name] for name in ("first_line", "last_line") if row[name] is not None]
    span = "–".join(formats.number(line) for line in dict.fromkeys(lines)) or None
    cells: tuple[Children, ...] = (
        _CONTENTS.get(row["file"]) or row["kind"] or row["sheet"] or row["file"],
        html.Span(row["file"], className="file"),
        formats.number(row["rows"]),
        span,
        html.Code(row["sha256"][:_HASH_SHOWN], className="file", title=row["sha256"]),
    )
    return TableRow(cells)


PANEL = Panel(
    name="data_sources",
    title="Số liệu lấy từ đâu, ai nạp, lúc nào?",
    draw=draw,
    missing="Chưa nạp tệp nào của địa bàn; nạp kế hoạch: ioc load plans.",
)
