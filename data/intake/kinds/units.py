"""Units of a locality: territories, departments and other bodies, each for the time in which it existed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.intake.cells import text
from data.intake.drafts import Cell, Draft, Known, ParentRef
from data.intake.kinds.columns import Column, Kind
from data.intake.kinds.shared import NOTE
from data.schema import UNKNOWN_START, Unit

LEVEL_WORDS = {
    "central": "Trung ương",
    "province": "Cấp tỉnh",
    "district": "Cấp huyện",
    "commune": "Cấp xã",
    "hamlet": "Ấp, thôn",
}
_KINDS = {
    "xa": "Xã",
    "phuong": "Phường",
    "thi_tran": "Thị trấn",
    "dac_khu": "Đặc khu",
    "huyen": "Huyện",
    "quan": "Quận",
    "thi_xa": "Thị xã",
    "thanh_pho": "Thành phố",
    "tinh": "Tỉnh",
    "peoples_committee": "Ủy ban nhân dân",
    "peoples_council": "Hội đồng nhân dân",
    "party_body": "Cơ quan Đảng",
    "department": "Phòng, ban",
    "public_service_unit": "Đơn vị sự nghiệp",
    "provincial_department": "Sở, ngành tỉnh",
    "central_agency": "Cơ quan trung ương",
    "vertical_agency": "Cơ quan ngành dọc",
    "police": "Công an",
    "military": "Quân sự",
    "mass_organisation": "Đoàn thể",
    "steering_committee": "Ban chỉ đạo",
    "task_force": "Tổ chuyên trách",
    "community_digital_team": "Tổ công nghệ số cộng đồng",
    "one_stop_shop": "Bộ phận một cửa",
    "school": "Trường học",
    "enterprise": "Doanh nghiệp",
    "post": "Chức danh",
    "hamlet": "Ấp, thôn",
}
_SYSTEMS = {"gso": "Mã đơn vị hành chính", "plan": "Mã riêng"}


def _finish(draft: Draft, _known: Known) -> None:
    values = draft.values
    values.pop("parent")
    values["parent_id"] = None
    values["valid_from"] = values["valid_from"] or UNKNOWN_START
    ends = values["valid_to"]
    if draft.sound("valid_from", "valid_to") and ends is not None and ends <= values["valid_from"]:
        draft.refuse("valid_to", "order", "không sau ngày bắt đầu", "sửa thứ tự hai ngày")


def _across(drafts: Sequence[Draft], known: Known) -> None:
    """Find parents by code among the file's rows and the locality's; refuse circles."""
    known_rows = known.rows_of(Unit, UNITS.key)
    ends = {key: row["valid_to"] for key, row in known_rows.items()}
    ends |= {_key(draft): draft.values["valid_to"] for draft in drafts}
    for draft in drafts:
        _set_parent(draft, ends, known)
    by_key = {_key(draft): draft for draft in drafts}
    for draft in drafts:
        if _circular(draft, by_key):
            draft.refuse("parent", "circle", "các đơn vị thuộc nhau thành vòng tròn", "sửa đơn vị cấp trên")


def _set_parent(draft: Draft, ends: Mapping[Any, Any], known: Known) -> None:
    """Of several units with the parent's code the one of the same time is meant.

    An empty cell leaves the parent as it is; a new unit then stands under the locality itself.
    """
    words = text(draft.cells.get("parent"))
    if not words:
        before = known.before(Unit, _key(draft))
        draft.values["parent_id"] = before["parent_id"] if before else known.unit_id
        return
    start = draft.values["valid_from"]
    found = sorted(
        (key for key in ends if key[0] == words and (ends[key] is None or ends[key] > start)),
        key=lambda key: key[1],
    )
    living = [key for key in found if key[1] <= start] or found
    if not living:
        reason = "địa bàn không có đơn vị mang mã này vào lúc đó"
        draft.refuse("parent", "reference", reason, "ghi mã của đơn vị cấp trên, hoặc để trống")
        return
    draft.values["parent_id"] = ParentRef(living[-1])


def _circular(draft: Draft, by_key: Mapping[Any, Draft]) -> bool:
    seen, above = {_key(draft)}, draft.values["parent_id"]
    while isinstance(above, ParentRef) and above.key in by_key:
        if above.key in seen:
            return True
        seen.add(above.key)
        above = by_key[above.key].values["parent_id"]
    return isinstance(above, ParentRef) and above.key in seen


def _key(draft: Draft) -> Any:
    return (draft.values["code"], draft.values["valid_from"])


def _written(row: Mapping[str, Any], _known: Known) -> Mapping[str, Cell]:
    return {"valid_from": None} if row["valid_from"] == UNKNOWN_START else {}


UNITS = Kind(
    name="units",
    title="Danh mục đơn vị",
    dataset="units",
    model=Unit,
    columns=(
        Column("code", "Mã đơn vị", "code", required=True, synonyms=("Mã", "Mã số"), example="PB-01"),
        Column("code_system", "Loại mã", "choice", choices=_SYSTEMS, default="plan"),
        Column(
            "name",
            "Tên đơn vị",
            required=True,
            synonyms=("Đơn vị", "Tên"),
            example="Phòng Văn hóa - Xã hội",
        ),
        Column("kind", "Loại đơn vị", "choice", required=True, choices=_KINDS, example="Phòng, ban"),
        Column(
            "level",
            "Cấp",
            "choice",
            required=True,
            choices=LEVEL_WORDS,
            synonyms=("Cấp đơn vị",),
            example="Cấp xã",
        ),
        Column(
            "parent",
            "Thuộc đơn vị (mã)",
            "code",
            synonyms=("Đơn vị cấp trên",),
            note="Để trống: giữ như đang có; đơn vị mới thì thuộc địa bàn.",
        ),
        Column("valid_from", "Có từ ngày", "day", note="Để trống khi không rõ.", example="01/7/2025"),
        Column("valid_to", "Không còn từ ngày", "day"),
        Column("name_printed", "Tên như văn bản"),
        Column("role", "Nhiệm vụ"),
        Column("latitude", "Vĩ độ", "degrees"),
        Column("longitude", "Kinh độ", "degrees"),
        Column("bounds", "Khung tọa độ"),
        NOTE,
    ),
    key=("code", "valid_from"),
    pages=(("/map", "Bản đồ"), ("/", "Tổng quan")),
    finish=_finish,
    across=_across,
    written=_written,
)
