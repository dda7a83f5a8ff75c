"""Plotly's bundle: the traces that we draw, of the version that Python ships; without npm none."""

from __future__ import annotations

import ast
import inspect
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import brotli
import orjson
import plotly.graph_objects
import pytest

from dashboard import plotly_bundle

LAYOUTS = Path(__file__).resolve().parents[3] / "layouts"
NPM = """#!/bin/sh
[ "$1" = install ] || exit 9
echo "$@" > "{seen}"
mkdir -p node_modules/@esbuild/linux-x64/bin
cat > node_modules/@esbuild/linux-x64/bin/esbuild <<'END'
#!/bin/sh
for word; do case "$word" in --outfile=*) out="${{word#--outfile=}}";; esac; done
cp entry.js "$out"
END
chmod +x node_modules/@esbuild/linux-x64/bin/esbuild
"""
"""An npm that notes what it is asked for, and brings an esbuild that bundles nothing."""


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put that npm first on the path; gives the file that holds its words."""
    seen = tmp_path / "asked"
    program = tmp_path / "bin" / "npm"
    program.parent.mkdir()
    program.write_text(NPM.format(seen=seen), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    return seen


def trace_types() -> set[str]:
    """Every trace that Plotly knows, by the name that a figure gives it."""
    return {name.lower() for name in dir(plotly.graph_objects) if is_trace(name)}


def is_trace(name: str) -> bool:
    kind = getattr(plotly.graph_objects, name)
    return inspect.isclass(kind) and any(base.__name__ == "BaseTraceType" for base in kind.__mro__[1:])


def drawn_types() -> Iterator[str]:
    """Every string that our code gives to a key "type"."""
    for path in LAYOUTS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                keys = [key and ast.unparse(key) for key in node.keys]
                values = [value for key, value in zip(keys, node.values, strict=True) if key == "'type'"]
                yield from (ast.literal_eval(value) for value in values if is_text(value))


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_every_trace_that_is_drawn_is_in_the_bundle() -> None:
    drawn = set(drawn_types()) & trace_types()
    assert {"bar", "choropleth", "scattergeo", "scatter"} <= trace_types()
    assert drawn <= {*plotly_bundle.TRACES, "scatter"}


def test_every_trace_in_the_bundle_is_drawn() -> None:
    assert set(plotly_bundle.TRACES) <= set(drawn_types())


def test_nothing_that_is_drawn_needs_unsafe_eval() -> None:
    assert not {"scattergl", "splom", "parcoords", "heatmapgl"} & set(drawn_types())


def test_it_is_made_of_the_version_that_python_ships(npm: Path, tmp_path: Path) -> None:
    assert plotly_bundle.build(tmp_path / "vendor")
    words = npm.read_text(encoding="utf-8").split()
    assert f"plotly.js@{plotly_bundle.version()}" in words
    assert "--ignore-scripts" in words
    assert re.fullmatch(r"\d+\.\d+\.\d+", plotly_bundle.version())


@pytest.mark.usefixtures("npm")
def test_it_registers_traces_and_locale_under_an_address_of_its_content(tmp_path: Path) -> None:
    vendor = tmp_path / "vendor"
    assert plotly_bundle.build(vendor)
    bundle = plotly_bundle.read(vendor)
    assert bundle is not None
    entry = brotli.decompress(bundle.packed).decode()
    assert "Plotly.register([bar, choropleth, scattergeo]);" in entry
    assert "Plotly.register(vi);" in entry
    assert re.fullmatch(rf"{plotly_bundle.PLACE}/plotly\.[0-9a-f]{{12}}\.min\.js", bundle.address)


def test_without_npm_an_earlier_bundle_goes_and_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plotly.0123456789ab.min.js.br").write_bytes(b"of an earlier version")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert not plotly_bundle.build(tmp_path)
    assert plotly_bundle.read(tmp_path) is None


def test_a_registry_out_of_reach_is_no_error(npm: Path, tmp_path: Path) -> None:
    (npm.parent / "bin" / "npm").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert shutil.which("npm") == str(npm.parent / "bin" / "npm")
    assert not plotly_bundle.build(tmp_path / "vendor")
    assert plotly_bundle.read(tmp_path / "vendor") is None


def test_the_manifest_of_npm_is_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    (tmp_path / "node_modules" / "@esbuild" / "x" / "bin").mkdir(parents=True)
    (tmp_path / "node_modules" / "@esbuild" / "x" / "bin" / "esbuild").touch()
    monkeypatch.setattr(plotly_bundle, "_run", lambda command, _folder: commands.append(command))
    plotly_bundle._bundle(tmp_path, "npm")
    assert orjson.loads((tmp_path / "package.json").read_bytes()) == {"private": True}
    assert [command[0] for command in commands] == [
        "npm",
        str(tmp_path / "node_modules" / "@esbuild" / "x" / "bin" / "esbuild"),
    ]
