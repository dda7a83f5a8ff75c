"""Which module may import which: the contracts of pyproject.toml, and what they cannot say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from importlinter.cli import lint_imports

from tests.architecture.tree import PACKAGES, ROOT, Module, modules

STORAGE = ("sqlalchemy", "geopandas", "alembic", "psycopg", "sqlite3", "shapely", "pyogrio")
SIBLINGS = ("layouts.panels", "layouts.views", "data.queries")


def lies_in(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def foreign_parts_of_data(module: Module) -> Iterator[str]:
    """Imports from `data` of anything but the contracts."""
    for place, name in module.imports():
        if lies_in(name, "data") and not lies_in(name, "data.contracts"):
            yield f"{place} {name}"


def imports_of(module: Module, packages: Iterable[str]) -> Iterator[str]:
    for place, name in module.imports():
        if any(lies_in(name, package) for package in packages):
            yield f"{place} {name}"


def siblings(module: Module, package: str) -> Iterator[str]:
    """Imports of another module of the same package; its __init__ lists them all and may."""
    if module.name != package:
        for place, name in module.imports():
            if lies_in(name, package) and not lies_in(name, module.name):
                yield f"{place} {name}"


def test_contracts_of_import_linter_hold(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert status == 0, capsys.readouterr().out


def test_layouts_see_of_data_only_the_contracts() -> None:
    assert [fault for module in modules("layouts") for fault in foreign_parts_of_data(module)] == []


def test_rules_import_nothing_of_ours_but_contracts_and_rules() -> None:
    others = [package for package in PACKAGES if package != "data"]
    found: list[str] = []
    for module in modules("data.rules"):
        found += imports_of(module, others)
        found += [fault for fault in foreign_parts_of_data(module) if " data.rules." not in fault]
    assert found == []


def test_storage_is_known_to_data_only() -> None:
    assert [
        fault
        for module in modules("dashboard", "callbacks", "layouts")
        for fault in imports_of(module, STORAGE)
    ] == []


def test_callbacks_hold_no_frames() -> None:
    assert [
        fault for module in modules("callbacks") for fault in imports_of(module, ("pandas", "numpy"))
    ] == []


def test_web_frameworks_are_unknown_to_data() -> None:
    web = ("dash", "dash_bootstrap_components", "plotly", "flask", "flask_caching")
    assert [fault for module in modules("data") for fault in imports_of(module, web)] == []


@pytest.mark.parametrize("package", SIBLINGS)
def test_siblings_stand_alone(package: str) -> None:
    assert [fault for module in modules(package) for fault in siblings(module, package)] == []


@pytest.mark.parametrize(
    "source",
    [
        "import data.engine",
        "from data import source",
        "from data.queries import feedback_by_unit",
        "def draw():\n    from data.engine import make_engine",
        "from ...data import engine",
    ],
)
def test_forbidden_import_is_seen(source: str) -> None:
    assert list(foreign_parts_of_data(Module.parse("layouts/panels/tasks.py", source)))


@pytest.mark.parametrize(
    "source", ["from data.contracts import Answer", "import data.contracts", "import database"]
)
def test_allowed_import_is_let_through(source: str) -> None:
    assert not list(foreign_parts_of_data(Module.parse("layouts/panels/tasks.py", source)))


@pytest.mark.parametrize(
    "source", ["from layouts.panels import tiles", "from . import tiles", "from .tiles import x"]
)
def test_sibling_import_is_seen(source: str) -> None:
    assert list(siblings(Module.parse("layouts/panels/tasks.py", source), "layouts.panels"))
    assert not list(siblings(Module.parse("layouts/panels/__init__.py", source), "layouts.panels"))
