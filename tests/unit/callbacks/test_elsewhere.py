"""What an empty panel leads to: other periods with figures, never the one that is shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from callbacks.elsewhere import places_with_figures
from data.contracts import Period
from data.queries import overview_budget
from layouts.panels import PANELS
from tests.overview_forms import YEAR, answered

NEXT = Period("2023", "year", dt.date(2023, 1, 1), dt.date(2024, 1, 1), ("feedback", "budget"))


def test_an_empty_panel_leads_to_other_periods_only() -> None:
    empty = answered(overview_budget, [])
    asked = replace(empty, locality=replace(empty.locality, periods=(YEAR, NEXT)))
    links = places_with_figures(PANELS["feedback_timeliness"], asked)
    assert [address.split("period=")[1] for _, address in links] == ["2023"]
