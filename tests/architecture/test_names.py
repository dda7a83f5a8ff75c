"""One stem a panel through all layers; texts in NFC; no address of this place or of a package registry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import pytest

from tests.architecture.tree import modules, texts

QUERIES_WITHOUT_PANEL: Mapping[str, str] = {}
"""Questions that nothing draws, each with its reason."""

REGISTRIES = (
    "pypi",
    "pythonhosted",
    "npmjs",
    "yarnpkg",
    "rubygems",
    "crates",
    "conda",
    "jsdelivr",
    "unpkg",
    "cdnjs",
)
REGISTRY = re.compile(
    rf"\b(?:{'|'.join(REGISTRIES)})\.(?:org|com|io|net|dev)\b|//deb\.|//registry\.", re.IGNORECASE
)
MACHINE = re.compile(r"(?<![\w.$})-])/(?:work|tmp|root|home/\w+)/")


def stems(package: str) -> set[str]:
    """Modules of a package that answer or draw: neither __init__ nor private ones."""
    return {
        module.path.stem
        for module in modules(package)
        if module.name.count(".") == package.count(".") + 1 and not module.path.stem.startswith("_")
    }


def test_every_panel_has_a_query_of_the_same_stem() -> None:
    assert stems("layouts.panels") - stems("data.queries") == set()


def test_every_query_has_a_panel_of_the_same_stem() -> None:
    assert stems("data.queries") - stems("layouts.panels") == set(QUERIES_WITHOUT_PANEL)


def test_texts_are_in_normal_form() -> None:
    assert [str(path) for path, text in texts() if not unicodedata.is_normalized("NFC", text)] == []


def test_names_of_files_are_plain() -> None:
    assert [str(path) for path, _ in texts() if not re.fullmatch(r"[\w./@-]+", str(path), re.ASCII)] == []


def test_no_file_names_a_package_registry() -> None:
    found = {str(path): match[0] for path, text in texts() if (match := REGISTRY.search(text))}
    assert found == {}


def test_no_file_names_a_path_of_this_machine() -> None:
    found = {str(path): match[0] for path, text in texts() if (match := MACHINE.search(text))}
    assert found == {}


@pytest.mark.parametrize("name", REGISTRIES)
def test_registry_is_seen(name: str) -> None:
    assert REGISTRY.search(f"index-url = https://files.{name}.org/simple")
    assert not REGISTRY.search(f"a package of {name}, installed by its client")


@pytest.mark.parametrize("folder", ["work", "tmp", "home/an"])
def test_path_of_this_machine_is_seen(folder: str) -> None:
    assert MACHINE.search(f'open("/{folder}/main/data.csv")')
    assert not MACHINE.search(f"see docs/{folder}/notes, $(ROOT)/{folder}/x")
