"""Codes of the transcription and the names that the database uses for them."""

from __future__ import annotations

from collections.abc import Mapping

LEVELS: Mapping[str, str] = {
    "trung_uong": "central",
    "tinh": "province",
    "huyen": "district",
    "xa": "commune",
    "ap": "hamlet",
    "thon": "hamlet",
}
LOCALITY_LEVELS: Mapping[str, str] = {code: LEVELS[code] for code in ("tinh", "huyen", "xa")}
COMMUNE_LEVEL: Mapping[str, str] = {"xa": LEVELS["xa"]}

COMMUNE_KINDS: Mapping[str, str] = {kind: kind for kind in ("xa", "phuong", "thi_tran", "dac_khu")}
BODY_KINDS: Mapping[str, str] = {
    "ubnd_tinh": "peoples_committee",
    "ubnd_huyen": "peoples_committee",
    "ubnd_xa": "peoples_committee",
    "hdnd": "peoples_council",
    "dang": "party_body",
    "phong_ban": "department",
    "don_vi_su_nghiep": "public_service_unit",
    "so_nganh_tinh": "provincial_department",
    "co_quan_trung_uong": "central_agency",
    "nganh_doc": "vertical_agency",
    "cong_an": "police",
    "quan_su": "military",
    "doan_the": "mass_organisation",
    "ban_chi_dao": "steering_committee",
    "to_chuyen_trach": "task_force",
    "to_cong_nghe_so": "community_digital_team",
    "bo_phan_mot_cua": "one_stop_shop",
    "truong_hoc": "school",
    "doanh_nghiep": "enterprise",
    "chuc_danh": "post",
    "ap_thon": "hamlet",
}
TERRITORY_KINDS: Mapping[str, str] = {
    "Tỉnh": "tinh",
    "Thành phố": "thanh_pho",
    "Thị xã": "thi_xa",
    "Huyện": "huyen",
    "Quận": "quan",
    "Thị trấn": "thi_tran",
    "Phường": "phuong",
    "Đặc khu": "dac_khu",
    "Xã": "xa",
}
"""First words of a territory's name and its kind."""

SCOPES: Mapping[str, str] = {"huyen": "agencies", "xa": "communes", "toan_huyen": "whole"}
VALUE_STATUSES: Mapping[str, str] = {"printed": "printed", "derived_count": "derived", "inferred": "inferred"}
DIRECTIONS: Mapping[str, str] = {
    "tang_tot": "higher_is_better",
    "giam_tot": "lower_is_better",
    "trung_tinh": "neutral",
}
COMPARATORS: Mapping[str, str] = {sign: sign for sign in (">", ">=", "=", "<=", "range", "qualitative")}
RULE_COMPARATORS: Mapping[str, str] = {sign: sign for sign in (">=", "=")}
COMMITMENTS: Mapping[str, str] = {"phan_dau": "strive", "toi_thieu": "at_least", "duy_tri": "maintain"}
SCORE_ROWS: Mapping[str, str] = {
    "chi_so_chinh": "table",
    "tong_theo_bang": "table",
    "tong_theo_loi_van": "text",
}
"""Where the document prints a score; only `chi_so_chinh` is the score of a pillar."""

TASK_LEVELS: Mapping[str, str] = {"nhiem_vu": "task", "noi_dung": "content"}
TARGET_DUE: Mapping[str, str] = {basis: basis for basis in ("printed", "plan_period", "none")}
TASK_DUE: Mapping[str, str] = {
    basis: basis for basis in ("printed", "plan_period", "wording", "budget_year", "none")
}
STANDING = "thuong_xuyen"
FREQUENCIES: Mapping[str, str] = {
    "hang_tuan": "weekly",
    "hang_thang": "monthly",
    "hang_quy": "quarterly",
    "hang_nam": "yearly",
}
REPORTED_STATUSES: Mapping[str, str] = {"hoan_thanh": "done"}
DUTY_FREQUENCIES: Mapping[str, str] = {
    "thang": "monthly",
    "quy": "quarterly",
    "nam": "yearly",
    "khi_phat_sinh": "on_occasion",
    "dinh_ky": "periodic",
    "dinh_ky_va_dot_xuat": "periodic_and_ad_hoc",
}
DUE_COMPARATORS: Mapping[str, str] = {"<": "<"}
DIFFICULTY_KINDS: Mapping[str, str] = {
    "thuan_loi": "advantage",
    "kho_khan": "difficulty",
    "nguyen_nhan": "cause",
    "bai_hoc": "lesson",
    "kien_nghi": "request",
}
PILLARS: Mapping[str, str] = {
    code: code
    for code in (
        "nhan_thuc",
        "the_che",
        "ha_tang",
        "du_lieu",
        "nen_tang",
        "nhan_luc",
        "attt",
        "chinh_quyen",
        "kinh_te",
        "xa_hoi",
        "trang_ttdt",
        "do_thi_thong_minh",
    )
}
"""Headings under which the transcription sorts; not every plan prints every one (pillars.csv)."""

BUDGET_LISTS: Mapping[str, str] = {
    "phu_luc_03": "appendix_03",
    "phu_luc_04": "appendix_04",
    "van_ban": "text",
    "quy_dinh": "rule",
}
BUDGET_ROWS: Mapping[str, str] = {
    "dong": "line",
    "nhom": "group",
    "tong": "total",
    "so_trong_loi_van": "stated",
    "quy_dinh": "rule",
}
"""`rule` is no line: such rows become spending rules."""

STATUSES: Mapping[str, str] = {"dang_dung": "in_use", "trien_khai": "being_deployed", "du_kien": "planned"}
DATABASE_STATUSES: Mapping[str, str] = {code: STATUSES[code] for code in ("dang_dung", "du_kien")}
DASHBOARD_ROLES: Mapping[str, str] = {
    "hien_thi": "show",
    "tich_hop": "integrate",
    "hien_thi_tich_hop": "show_and_integrate",
    "theo_doi": "track",
    "lien_ket": "link",
    "khong": "none",
}
SYSTEM_CATEGORIES: Mapping[str, str] = {
    "ioc": "ioc",
    "dich_vu_cong": "public_services",
    "phan_anh": "feedback",
    "ha_tang": "infrastructure",
    "thiet_bi": "devices",
    "camera_iot": "cameras_and_iot",
    "csdl": "databases",
    "chia_se_du_lieu": "data_sharing",
    "dieu_hanh": "administration",
    "hop": "meetings",
    "bao_cao": "reporting",
    "can_bo": "staff",
    "dao_tao": "training",
    "truyen_thong": "communication",
    "ung_dung_dan": "citizen_apps",
    "chu_ky_dinh_danh": "signatures_and_identity",
    "attt": "information_security",
    "kinh_te_so": "digital_economy",
    "xa_hoi_so": "digital_society",
    "do_thi_thong_minh": "smart_city",
    "y_te": "health",
    "giao_duc": "education",
    "dat_dai": "land",
    "ai": "artificial_intelligence",
}
LINEAGE_EXTENTS: Mapping[str, str] = {"whole": "whole", "part": "part"}
ZERO_ONE: Mapping[str, str] = {"0": "no", "1": "yes"}
