"""Small faults to put into a formula file, one at a time, to see whether a test notices.

Not mutated, as no formula stands there: annotations, decorators, what is raised and asserted, texts, and the keywords
in SAFETY, which change speed, locking, a check or a warning and no number. Mutants with the same bytecode as the file
or as one another are one.
"""

from __future__ import annotations

import ast
import copy
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Any, TypeAlias

Swap: TypeAlias = Callable[[ast.AST], None]

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
PAIRS = [
    ("min", "max"),
    ("minimum", "maximum"),
    ("argmin", "argmax"),
    ("ceil", "floor"),
    ("any", "all"),
    ("median_low", "median_high"),
    ("zeros", "ones"),
]
NAMES = {one: other for pair in PAIRS for one, other in (pair, pair[::-1])}
SAFETY = {
    "of",
    "update_fields",
    "strict",
    "copy",
    "dtype",
    "format",
    "maxsize",
    "hermitian",
    "divide",
    "invalid",
    "allow_pickle",
}
SKIPPED = (ast.Raise, ast.Assert, ast.JoinedStr, ast.Import, ast.ImportFrom)
INNER = ("body", "orelse", "handlers", "finalbody", "decorator_list")
SKIPPED_FIELDS = {"annotation", "returns", "decorator_list", "type_params"}
TOKEN = re.compile(r"[\w.]+|\s+|[()\[\]{},]|[^\w\s()\[\]{},]+")
CONTEXT = 44


@dataclass(frozen=True)
class Mutant:
    """`name` is the same as long as the statement about the fault is: function, colon, statement with [old → new].

    `code` stands in for the file; in SQL it is run, and changes the database.
    """

    line: int
    name: str
    code: CodeType | str


def mutants(source: str, origin: str = "<source>") -> list[Mutant]:
    """Every mutant of a file, in its order."""
    tree = ast.parse(source)
    seen = {_essence(_compiled(tree, origin))}
    found = []
    for place, swap, node in _within(tree, _Place("", tree)):
        before = _header(place.statement)
        for other in _alternatives(node):
            swap(ast.fix_missing_locations(ast.copy_location(other, node)))
            code, after = _compiled(tree, origin), _header(other if node is place.statement else place.statement)
            if (essence := _essence(code)) not in seen:
                seen.add(essence)
                line = getattr(node, "lineno", getattr(place.statement, "lineno", 0))
                found.append(Mutant(line, f"{place.function}: {difference(before, after)}", code))
        swap(node)
    return found


def sample(found: list[Mutant], number: int, seed: int) -> list[Mutant]:
    """`number` of them, drawn by their names: a change elsewhere in the file does not draw others."""
    drawn = sorted(found, key=lambda one: hashlib.sha256(f"{seed} {one.name}".encode()).digest())[:number]
    return sorted(drawn, key=lambda one: (one.line, one.name))


def difference(before: str, after: str) -> str:
    """One line: what differs in brackets, with a little of what stands about it."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    first = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    last = next(
        (i for i in range(min(len(old), len(new)) - first) if old[-1 - i] != new[-1 - i]),
        min(len(old), len(new)) - first,
    )
    head, tail = "".join(old[:first]), "".join(old[len(old) - last :])
    changed = "".join(old[first : len(old) - last]), "".join(new[first : len(new) - last])
    return f"{head[-CONTEXT:]}[{changed[0]} → {changed[1]}]{tail[:CONTEXT]}".strip()


@dataclass(frozen=True)
class _Place:
    function: str
    statement: ast.AST


def _within(node: ast.AST, place: _Place) -> Iterator[tuple[_Place, Swap, ast.AST]]:
    if isinstance(node, SKIPPED) or (isinstance(node, ast.keyword) and node.arg in SAFETY):
        return
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        place = _Place(f"{place.function}.{node.name}".lstrip("."), node)
    elif isinstance(node, ast.stmt):
        place = _Place(place.function, node)
    for field, value in ast.iter_fields(node):
        if field in SKIPPED_FIELDS:
            continue
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(child, ast.AST):
                inner = _Place(place.function, child) if isinstance(child, ast.stmt) else place
                yield inner, _swap(node, field, index if isinstance(value, list) else None), child
                yield from _within(child, place)


def _swap(parent: ast.AST, field: str, index: int | None) -> Swap:
    def swap(node: ast.AST) -> None:
        if index is None:
            setattr(parent, field, node)
        else:
            getattr(parent, field)[index] = node

    return swap


def _alternatives(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=ops):
            for index, op in enumerate(ops):
                yield _with(node, ops=[*ops[:index], SWAPPED[type(op)](), *ops[index + 1 :]])
        case ast.BinOp(op=op) | ast.BoolOp(op=op) | ast.AugAssign(op=op) if type(op) in SWAPPED:
            yield _with(node, op=SWAPPED[type(op)]())
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case ast.Name(id=name, ctx=ast.Load()) if name in NAMES:
            yield _with(node, id=NAMES[name])
        case ast.Attribute(attr=name) if name in NAMES:
            yield _with(node, attr=NAMES[name])
        case ast.Call():
            yield from _calls(node)
        case ast.Slice(lower=lower, upper=upper):
            for field, bound in (("lower", lower), ("upper", upper)):
                if bound is not None and not isinstance(bound, ast.Constant):
                    yield _with(node, **{field: _less_one(bound)})


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    """One keyword fewer, or a range that ends one earlier. A class asks for all its keywords, which says nothing."""
    name = ast.unparse(node.func)
    if name != "cls" and not name.rpartition(".")[2][:1].isupper():
        for keyword in node.keywords:
            if keyword.arg not in SAFETY and keyword.arg is not None:
                yield _with(node, keywords=[one for one in node.keywords if one is not keyword])
    if name in {"range", "np.arange"} and node.args and not isinstance(node.args[-1], ast.Constant):
        yield _with(node, args=[*node.args[:-1], _less_one(node.args[-1])])


def _less_one(bound: ast.expr) -> ast.expr:
    return ast.copy_location(ast.BinOp(bound, ast.Sub(), ast.Constant(1)), bound)


def _with(node: ast.AST, **fields: Any) -> ast.AST:
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _header(statement: ast.AST) -> str:
    """A statement without the statements in it, on one line."""
    inner: dict[str, Any] = {name: [] for name in INNER if hasattr(statement, name)}
    return " ".join(ast.unparse(_with(statement, **inner)).split())


def _compiled(tree: ast.Module, origin: str) -> CodeType:
    return compile(tree, origin, "exec", dont_inherit=True)


def _essence(code: CodeType) -> tuple[Any, ...]:
    """What a code object does, without the lines it came from; 1, 1.0 and True are different constants."""
    constants = [_essence(one) if isinstance(one, CodeType) else repr(one) for one in code.co_consts]
    return code.co_code, code.co_exceptiontable, code.co_names, code.co_varnames, tuple(constants)
