"""What the portal's modules call and import, read once per process for every guard that asks."""

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

PORTAL = Path(__file__).resolve().parents[2] / "portal"


class Module(NamedTuple):
    """Names as they are written: `csv.writer`, `portal.rounds.models.Tally`."""

    calls: frozenset[str]
    imports: frozenset[str]


@cache
def source() -> dict[str, Module]:
    """Every module under its path in the portal."""
    return {path.relative_to(PORTAL).as_posix(): _read(path) for path in sorted(PORTAL.rglob("*.py"))}


def _read(path: Path) -> Module:
    tree = ast.parse(path.read_text())
    return Module(calls(tree), imports(tree))


def without_launcher() -> dict[str, Module]:
    return {name: module for name, module in source().items() if "launcher" not in Path(name).parts}


def calls(tree: ast.AST) -> frozenset[str]:
    return frozenset(ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))


def imports(tree: ast.AST) -> frozenset[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)
