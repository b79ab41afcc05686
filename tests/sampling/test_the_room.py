"""The room stands by itself: anyone can replay a draw with Python alone."""

import ast
import sys
from pathlib import Path

import portal.sampling

MODULES = sorted(Path(portal.sampling.__file__).parent.glob("*.py"))


def imported_by(module):
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def test_the_mathematics_needs_the_standard_library_only():
    foreign = {
        (module.name, name)
        for module in MODULES
        for name in imported_by(module)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("portal.sampling.")
    }
    assert len(MODULES) > 15
    assert foreign == set()
