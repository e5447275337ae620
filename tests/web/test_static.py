"""The committed files: light, complete, and inside what the content security policy allows."""

import gzip
import json
import re
from pathlib import Path

STATIC = Path(__file__).parents[2] / "static"
FIRST_PAGE = 100_000


def texts(pattern):
    return {path.relative_to(STATIC): path.read_text() for path in STATIC.glob(pattern)}


def test_first_page_weighs_little():
    sent = [
        *STATIC.glob("css/*.css"),
        *STATIC.glob("js/*.js"),
        *STATIC.glob("vendor/*.js"),
        *STATIC.glob("vendor/*.css"),
    ]
    weight = sum(len(gzip.compress(path.read_bytes())) for path in sent)
    weight += (STATIC / "vendor/instrument-sans-latin-wght-normal.woff2").stat().st_size
    assert weight < FIRST_PAGE


def test_styles_load_nothing_that_the_policy_forbids():
    for path, text in texts("**/*.css").items():
        assert "data:" not in text, path
        assert re.findall(r"url\(\s*[\"']?(?:https?:)?//", text) == [], path
        assert "@import" not in text, path


def test_vendored_files_name_no_source_maps():
    assert [path for path, text in texts("vendor/*.*s*").items() if "sourceMappingURL" in text] == []


def test_scripts_need_no_eval():
    for path, text in texts("js/*.js").items():
        assert re.findall(r"\beval\(|new Function|document\.write", text) == [], path


def test_colours_are_named_in_one_file():
    for path, text in texts("css/*.css").items():
        if path.name not in {"tokens.css", "print.css"}:
            found = re.findall(r"#[0-9a-fA-F]{3,8}\b", text)
            assert found == [], path


def test_vendored_versions_are_those_of_the_lock():
    root = STATIC.parent
    wanted = json.loads((root / "package.json").read_text())["devDependencies"]
    lock = (root / "package-lock.json").read_text()
    locked = json.loads(lock)["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert "resolved" not in lock
