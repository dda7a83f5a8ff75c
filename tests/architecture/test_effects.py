"""Effects have one home each: the environment in settings, the clock in clock.py, output in logs."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.architecture.tree import PACKAGES, Module, modules

SETTINGS = "dashboard.settings"
CLOCK = "dashboard.clock"
LOGS = "dashboard.logs"

ENVIRONMENT = re.compile(r"os\.(environb?|getenvb?|putenv|unsetenv)")
PRINTING = re.compile(r"print|pprint|sys\.(stdout|stderr)")
READING_THE_CLOCK = re.compile(
    r"(\w+\.)*(datetime|date|Timestamp)\.(now|utcnow|today)"
    r"|time\.(time|time_ns|localtime|gmtime|ctime|strftime)"
    r"|(\w+\.)*func\.(now|current_timestamp|current_date|localtimestamp)"
)
"""Wall clocks only: `time.monotonic` and `time.perf_counter` measure spans and are no part of an answer."""


def uses(module: Module, forbidden: re.Pattern[str]) -> Iterator[str]:
    """Names and attributes that match as a whole, imported under their own name or through their module."""
    for place, name in module.names():
        if forbidden.fullmatch(name):
            yield f"{place} {name}"
    for place, name in module.imports():
        if "." in name and forbidden.fullmatch(name):
            yield f"{place} imports {name}"


def everywhere_but(home: str, forbidden: re.Pattern[str]) -> list[str]:
    return [
        fault for module in modules(*PACKAGES) if module.name != home for fault in uses(module, forbidden)
    ]


def test_environment_is_read_in_settings_only() -> None:
    assert everywhere_but(SETTINGS, ENVIRONMENT) == []


def test_clock_is_read_in_one_module_only() -> None:
    assert everywhere_but(CLOCK, READING_THE_CLOCK) == []


def test_clock_is_asked_by_the_composition_root_only() -> None:
    found = [
        place
        for module in modules("callbacks", "layouts", "data")
        for place, name in module.imports()
        if CLOCK in name
    ]
    assert found == []


def test_only_logs_know_where_output_goes() -> None:
    assert everywhere_but(LOGS, PRINTING) == []


@pytest.mark.parametrize(
    ("forbidden", "source"),
    [
        (ENVIRONMENT, "import os\nos.environ['DATABASE_URL']"),
        (ENVIRONMENT, "from os import environ"),
        (ENVIRONMENT, "import os\nos.getenv('PORT')"),
        (PRINTING, "print(1)"),
        (PRINTING, "import sys\nsys.stdout.write('x')"),
        (READING_THE_CLOCK, "import datetime as dt\ndt.datetime.now(dt.UTC)"),
        (READING_THE_CLOCK, "from datetime import date\ndate.today()"),
        (READING_THE_CLOCK, "import pandas as pd\npd.Timestamp.now()"),
        (READING_THE_CLOCK, "import time\ntime.time()"),
        (READING_THE_CLOCK, "from time import time"),
        (READING_THE_CLOCK, "import sqlalchemy as sa\nsa.func.now()"),
        (READING_THE_CLOCK, "def f(now=datetime.now): ..."),
    ],
)
def test_forbidden_use_is_seen(forbidden: re.Pattern[str], source: str) -> None:
    assert list(uses(Module.parse("data/rules/deadlines.py", source), forbidden))


@pytest.mark.parametrize(
    "source",
    ["def f(now): return now.date()", "import time\ntime.monotonic()", "clock.now()", "blueprint(x)"],
)
def test_other_uses_are_let_through(source: str) -> None:
    module = Module.parse("dashboard/caching.py", source)
    assert not [
        fault for forbidden in (ENVIRONMENT, PRINTING, READING_THE_CLOCK) for fault in uses(module, forbidden)
    ]
