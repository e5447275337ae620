"""A real Celery worker on the test's database, in a process and a database role of its own.

It takes seconds to start, so one serves all tests of a module: name the module in `tests/together.py`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

__all__ = ["worker"]

PATIENCE = 60


@pytest.fixture(scope="module")
def worker(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Its log. At work when the first test begins, gone after the last. Nothing sweeps: a message must bring it on."""
    target = connection.settings_dict
    url = f"postgresql://concord_worker@{quote(str(target['HOST']), safe='')}:{target['PORT']}/{target['NAME']}"
    log = tmp_path_factory.mktemp("worker") / "worker.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "interviews", "worker", "--pool", "solo", "--loglevel", "info"],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DATABASE_URL": url},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            _await_ready(log)
            yield log
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _await_ready(log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while "ready." not in log.read_text():
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.1)
