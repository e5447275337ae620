"""Walking our own code, for the house rules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("interviews", "panels")


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Every file of ours with its tree, migrations left out; paths from the root."""
    return tuple(
        (str(path.relative_to(ROOT)), ast.parse(path.read_text()))
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
    )


def text_of(name: str) -> str:
    return (ROOT / name).read_text()


def templates() -> Iterator[tuple[str, str]]:
    """Every template with its text."""
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file():
            yield str(path.relative_to(ROOT)), path.read_text()


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last part of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


def imported(tree: ast.Module) -> set[str]:
    """The modules that a file names in its imports."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def audit_verbs() -> set[str]:
    """Every verb that the code records. It must stand there as text, or in a variable that is given only text."""
    found: set[str] = _verbs_in_sql()
    for name, tree in modules():
        if not _imports_record(tree):
            continue
        for called, call in calls(tree):
            if called == "record":
                assert call.args, f"{name}:{call.lineno} records without a verb"
                found |= set(_texts(call.args[0], tree, f"{name}:{call.lineno}"))
    return found


def _verbs_in_sql() -> set[str]:
    """What the database's own functions record."""
    written = re.compile(r"INSERT INTO audit_entry\b[^;]*?'(\w+\.\w+)'")
    scripts = (path for package in PACKAGES for path in (ROOT / package).rglob("migrations/*.sql"))
    return {verb for path in scripts for verb in written.findall(path.read_text())}


def _imports_record(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "interviews.audit.actions"
        and any(alias.name == "record" for alias in node.names)
        for node in tree.body
    )


def _texts(node: ast.expr, tree: ast.Module, where: str) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body, tree, where)
        yield from _texts(node.orelse, tree, where)
    elif isinstance(node, ast.Name) and (given := list(_given(tree, node.id))):
        for value in given:
            yield from _texts(value, tree, where)
    else:
        raise AssertionError(f"{where}: write the verb as text, so that it can be found")


def _given(tree: ast.Module, variable: str) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(getattr(one, "id", "") == variable for one in node.targets):
            yield node.value
