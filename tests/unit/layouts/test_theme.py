"""The tokens: every role has both values, and every pair that is read together has WCAG 2.2 AA contrast."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from layouts import theme

ASSETS = Path(__file__).resolve().parents[3] / "assets"
TOKENS = (ASSETS / "00_tokens.css").read_text(encoding="utf-8")
TEXT_CONTRAST = 4.5
SHAPE_CONTRAST = 3.0
GROUNDS = ("ground", "surface")
TEXTS = ("ink", "secondary", "accent", "positive", "caution", "negative", "neutral", "conflict")


def values(selector: str) -> dict[str, str]:
    block = TOKENS.split(f"{selector} {{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block))


LIGHT = values(".paper")
DARK = LIGHT | values('html[data-theme="dark"]')
THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_wcag_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@THEMES
@pytest.mark.parametrize("role", TEXTS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_can_be_read(tokens: dict[str, str], role: str, ground: str) -> None:
    assert contrast(tokens[role], tokens[ground]) >= TEXT_CONTRAST


@THEMES
def test_the_banner_can_be_read(tokens: dict[str, str]) -> None:
    assert contrast(tokens["surface"], tokens["negative"]) >= TEXT_CONTRAST


@THEMES
@pytest.mark.parametrize("step", range(5))
def test_labels_can_be_read_on_every_step_of_the_map(tokens: dict[str, str], step: int) -> None:
    assert contrast(tokens[f"on-seq-{step}"], tokens[f"seq-{step}"]) >= TEXT_CONTRAST


@THEMES
@pytest.mark.parametrize("role", ["accent", "neutral", "ink"])
def test_bars_stand_out_from_their_bed(tokens: dict[str, str], role: str) -> None:
    assert contrast(tokens[role], tokens["track"]) >= SHAPE_CONTRAST


@THEMES
def test_much_stands_out_from_the_ground(tokens: dict[str, str]) -> None:
    assert contrast(tokens["seq-4"], tokens["ground"]) >= SHAPE_CONTRAST


def test_the_scale_falls_in_luminance_on_light_ground_and_rises_on_dark() -> None:
    light, dark = ([luminance(tokens[f"seq-{step}"]) for step in range(5)] for tokens in (LIGHT, DARK))
    assert all(one > other for one, other in pairwise(light))
    assert all(one < other for one, other in pairwise(dark))


@pytest.mark.parametrize("role", [*theme.COLOURS, *theme.SIZES, *theme.OTHERS])
def test_every_role_has_a_value(role: str) -> None:
    assert role in LIGHT


@pytest.mark.parametrize("role", theme.COLOURS)
def test_every_colour_has_a_value_of_its_own_in_the_dark(role: str) -> None:
    assert role in values('html[data-theme="dark"]')


@pytest.mark.parametrize("role", theme.SIZES)
def test_sizes_follow_the_readers_type(role: str) -> None:
    assert LIGHT[role].endswith("rem")


def test_paper_is_light_whatever_the_screen_shows() -> None:
    assert "html:root,\n.paper {" in TOKENS
    before = TOKENS[: TOKENS.index('html[data-theme="dark"]')]
    assert before.rstrip().removesuffix(".wall-thumb,").rstrip().endswith("@media not print {")


def test_tokens_are_names_that_the_browser_resolves() -> None:
    assert theme.token("accent") == "token:accent"
    assert theme.SEQUENTIAL == ["token:seq-0", "token:seq-1", "token:seq-2", "token:seq-3", "token:seq-4"]


def test_unknown_roles_are_refused() -> None:
    with pytest.raises(ValueError, match="no design token is called 'pink'"):
        theme.token("pink")


def test_colours_have_values_nowhere_else() -> None:
    sheets = [path for path in ASSETS.glob("[1-9]*.css") if path.name != "60_print.css"]
    assert sheets
    assert not [path.name for path in sheets if re.search(r"#[0-9A-Fa-f]{3,8}\b", path.read_text("utf-8"))]


def test_every_custom_property_in_use_is_defined() -> None:
    ours = [path.read_text("utf-8") for path in ASSETS.glob("*.css") if "bootstrap" not in path.name]
    used = {name for text in ours for name in re.findall(r"var\(--([\w-]+)", text)}
    by_rows = {name for name in used if re.fullmatch(r"label-\d", name)}  # layouts/register.py sets them
    assert used - by_rows <= set(LIGHT)


def test_nothing_is_fetched_from_elsewhere() -> None:
    for path in (*ASSETS.glob("[0-9]*.css"), *ASSETS.glob("[0-9]*.js")):
        if "bootstrap" not in path.name:
            addresses = re.findall(r"https?://[^\s'\"]+", path.read_text("utf-8"))
            assert set(addresses) <= {"http://www.w3.org/2000/svg"}, path.name
