"""House rules that a reader could forget, held by walking the code.

Each allow-list gives the reason beside the entry, and an entry that is no longer needed fails as well.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.code import PACKAGES, ROOT, calls, modules, templates, text_of

SUPERUSER_ALLOWED = {
    "interviews/accounts/models.py": "a person from outside has no mark, this one included",
    "interviews/accounts/querysets.py": "makes one on the command line",
    "panels/scorecards/blinding.py": "is the rule itself: one more row of the table",
    "panels/seating/querysets.py": "the roster's half of the same row",
}
BEGINNINGS_ALLOWED = {
    "interviews/__init__.py": "Celery finds its app there",
    "interviews/roles/models/__init__.py": "Django finds the models there",
    "panels/seating/models/__init__.py": "the same",
}
SCRIPTS = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE)
STYLES = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
HANDLERS = re.compile(r"<[^>{%]*\son[a-z]+\s*=\s*[\"']|\s(?:hx-on[:\w-]*|hx-vals=[\"']js:)", re.IGNORECASE)
ADDRESSES = re.compile(r"(?:href|src|action)\s*=\s*[\"'](?:javascript|data):", re.IGNORECASE)
MAIL = "/mail/"


def found_in(name: str, tree: ast.AST) -> Iterator[str]:
    """Names and attributes that a file uses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg
        elif isinstance(node, ast.Constant) and node.value == "is_superuser":
            yield "is_superuser"


def test_is_superuser_opens_nothing_by_itself() -> None:
    using = {name for name, tree in modules() if "is_superuser" in found_in(name, tree)}
    assert using == set(SUPERUSER_ALLOWED)


def test_init_files_are_empty() -> None:
    full = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("__init__.py")
        if path.read_text().strip()
    }
    assert full == set(BEGINNINGS_ALLOWED)


def test_answers_are_rendered_inside_the_view() -> None:
    """A TemplateResponse is rendered after the transaction, where no actor is set and every secret table is empty."""
    late = {"TemplateResponse", "SimpleTemplateResponse", "StreamingHttpResponse"}
    assert [name for name, tree in modules() if late & set(found_in(name, tree))] == []


def test_no_page_is_cached_for_others() -> None:
    shared = {"cache_page", "UpdateCacheMiddleware", "FetchFromCacheMiddleware", "CacheMiddleware"}
    assert [name for name, tree in modules() if shared & set(found_in(name, tree))] == []
    assert "cache.UpdateCacheMiddleware" not in text_of("interviews/settings.py")


def test_no_lookup_comes_from_the_address() -> None:
    """`.filter(**request.GET)` would let a reader ask `ratings__level__gte` and count the rows."""
    asked = {"filter", "exclude", "get", "order_by", "annotate", "values", "alias", "Q", "get_object_or_404"}
    found = [
        f"{name}:{call.lineno}"
        for name, tree in modules()
        for called, call in calls(tree)
        if called in asked
        for part in [*(k.value for k in call.keywords if k.arg is None), *_starred(call)]
        if re.search(r"\brequest\b|\bGET\b|\bPOST\b|cleaned_data", ast.unparse(part))
    ]
    assert found == []


def _starred(call: ast.Call) -> list[ast.expr]:
    return [part.value for part in call.args if isinstance(part, ast.Starred)]


def test_no_field_is_chosen_by_the_address() -> None:
    """`order_by(request.GET["o"])` is an oracle too."""
    found = [
        f"{name}:{call.lineno}"
        for name, tree in modules()
        for called, call in calls(tree)
        if called in {"order_by", "values", "values_list"} and any("request" in ast.unparse(part) for part in call.args)
    ]
    assert found == []


def test_templates_hold_no_script_and_no_style() -> None:
    """The content security policy refuses them; mails are not pages and have no other way to be styled."""
    found = [
        f"{name}: {match.group(0)[:60]}"
        for name, text in templates()
        if MAIL not in name
        for rule in (SCRIPTS, STYLES, HANDLERS, ADDRESSES)
        for match in rule.finditer(text)
    ]
    assert found == []


def test_raw_sql_stands_where_it_must() -> None:
    """Formatted SQL is how a filter becomes an injection: none outside the database layer and the migrations."""
    found = [
        f"{name}:{call.lineno}"
        for name, tree in modules()
        for called, call in calls(tree)
        if called in {"raw", "extra", "RawSQL"} and "request" not in called
    ]
    assert found == []
