"""What ./run and its helpers say on a machine where something is missing."""

import os
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A checkout without .venv, on a machine whose only Python is the one that the test puts there."""
    (tmp_path / ".ci").symlink_to(REPOSITORY / ".ci")
    for file in ("run", "requirements.txt", "requirements-uv.txt"):
        (tmp_path / file).write_bytes((REPOSITORY / file).read_bytes())
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("sh", "dirname", "sha256sum", "cut", "cat", "rm", "grep", "pwd"):
        (tools / tool).symlink_to(f"/usr/bin/{tool}" if Path(f"/usr/bin/{tool}").exists() else f"/bin/{tool}")
    return tmp_path


def put_python(bare: Path, *, is_new: bool) -> None:
    """One that says its version and has no venv, no virtualenv and no pip."""
    python = bare / "bin" / "python3"
    answer = 0 if is_new else 1
    python.write_text(f'#!/bin/sh\ncase $1 in -V) echo "Python X" ;; -c) exit {answer} ;; *) exit 1 ;; esac\n')
    python.chmod(0o755)


def run(bare: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": str(bare / "bin"), "HOME": str(bare)}
    done = subprocess.run(
        [bare / "bin" / "sh", bare / "run", *words], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    return done


def test_missing_venv_module_is_said_in_a_sentence(bare: Path) -> None:
    put_python(bare, is_new=True)
    assert run(bare).stderr == (
        "Python's venv module is missing here: apt-get install python3-venv, then start again.\n"
    )
    assert not os.path.lexists(bare / ".venv")


def test_missing_python_is_said_in_a_sentence(bare: Path) -> None:
    put_python(bare, is_new=False)
    assert run(bare).stderr == (
        "Concord needs Python 3.11 or later: install it (apt-get install python3 python3-venv) and start again.\n"
    )


def test_unknown_word_shows_the_usage(bare: Path) -> None:
    assert run(bare, "--nonsense").stderr == "usage: ./run [--port N] [--data DIR] [--no-demo]\n"
