"""The source tree as data: modules with their syntax, imports, calls and functions."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("dashboard", "callbacks", "layouts", "data")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file; `path` is relative to the root of the repository."""

    path: Path
    tree: ast.Module

    @classmethod
    def parse(cls, path: str, source: str) -> Module:
        """Read a module from its text."""
        return cls(Path(path), ast.parse(source))

    @property
    def name(self) -> str:
        """Dotted name under which the module is imported."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def at(self, node: ast.stmt | ast.expr) -> str:
        """Place of a node, as editors understand it."""
        return f"{self.path}:{node.lineno}"

    def imports(self) -> Iterator[tuple[str, str]]:
        """Give place and dotted name of everything imported; relative imports are resolved."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((self.at(node), alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((self.at(node), f"{self._origin(node)}.{alias.name}") for alias in node.names)

    def _origin(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.path.parent.parts[: len(self.path.parent.parts) - node.level + 1]
        return ".".join([*package, *filter(None, [node.module])])

    def names(self) -> Iterator[tuple[str, str]]:
        """Give place and dotted text of every name and attribute that is read, such as `os.environ`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name | ast.Attribute):
                yield self.at(node), ast.unparse(node)

    def functions(self) -> Iterator[Function]:
        """Give every function and method, nested ones included."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))


def length(node: ast.stmt) -> int:
    """Lines of a statement, from `def` to the end for a function, docstring and all."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def length_of_code(function: Function) -> int:
    """Lines of a function without its docstring: explaining more must not count against it."""
    docstring = function.body[0] if ast.get_docstring(function) is not None else None
    return length(function) - (length(docstring) if docstring else 0)


@cache
def committed() -> tuple[Path, ...]:
    """Files that are committed or would be: everything that git does not ignore, relative to the root."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return tuple(path for path in map(Path, listed.split("\0")) if path.parts and (ROOT / path).is_file())


@cache
def texts() -> tuple[tuple[Path, str], ...]:
    """Committed files that are UTF-8 text, with their content."""
    found = []
    for path in committed():
        content = (ROOT / path).read_bytes()
        if b"\0" not in content:
            found.append((path, content.decode("utf-8")))
    return tuple(found)


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Python files below `folders`, given as dotted names."""
    wanted = [tuple(folder.split(".")) for folder in folders]
    return tuple(
        Module.parse(str(path), text)
        for path, text in texts()
        if path.suffix == ".py" and any(path.parts[: len(parts)] == parts for parts in wanted)
    )
