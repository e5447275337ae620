"""What the documents on security claim: each test that they name exists, and no requirement is forgotten."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.architecture.code import ROOT, text_of

NAMED = re.compile(r"(tests/[\w/]+(?:\.py)?/?)(?:::(\w+))?")
REQUIREMENTS = "tests/reference/asvs_5_0_0/level2.txt"


@pytest.mark.parametrize("document", ["docs/security.md", "docs/asvs.md"])
def test_every_test_that_a_document_names_exists(document: str) -> None:
    named = set(NAMED.findall(text_of(document)))
    assert len(named) > 40
    assert sorted(f"{path}::{name}" for path, name in named if not _exists(path, name)) == []


def test_every_requirement_of_the_standard_is_answered_once() -> None:
    wanted = text_of(REQUIREMENTS).split()
    answered: list[str] = []
    for ranges in re.findall(r"^\| (\d+\.\d+\.\d+[^|]*) \|", text_of("docs/asvs.md"), re.MULTILINE):
        for part in ranges.split(", "):
            first, _, last = part.partition("–")
            answered += wanted[wanted.index(first) : wanted.index(last or first) + 1]
    assert sorted(answered, key=wanted.index) == wanted


@pytest.mark.parametrize(("letter", "count"), [("L", 27), ("F", 13)])
def test_every_known_leak_and_fault_has_its_row(letter: str, count: int) -> None:
    rows = re.findall(rf"^\| ({letter}\d+) \|.*\| (.*) \|$", text_of("docs/security.md"), re.MULTILINE)
    assert [name for name, _ in rows] == [f"{letter}{number}" for number in range(1, count + 1)]
    assert [name for name, proof in rows if not NAMED.search(proof) and not proof.startswith("none: ")] == []


def _exists(path: str, name: str) -> bool:
    if not (ROOT / path).exists():
        return False
    return not name or name in _functions(path)


@cache
def _functions(path: str) -> frozenset[str]:
    tree = ast.parse(text_of(path))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef))
