"""What each kind of process loads: the web server no numbers, the worker's job module little and soon."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.architecture.code import ROOT

WEB = """
import sys
import interviews.wsgi
from django.urls import get_resolver

def walk(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            walk(pattern)
        else:
            pattern.callback

walk(get_resolver())
print(sorted(name for name in ("numpy", "scipy", "weasyprint", "celery.app.trace") if name in sys.modules))
"""
JOB = """
import sys
import django
django.setup()
import panels.consensus.tasks
print(sorted(name for name in sys.modules if name == "scipy" or name.startswith("scipy.")))
"""
MEASURES = """
import sys
import panels.consensus.statistics.whole
print(sorted(name for name in ("numpy", "scipy", "django") if name in sys.modules))
"""
ALONE = """
import pkgutil, sys
sys.modules["django"] = sys.modules["celery"] = None
import panels.consensus.statistics as statistics
found = [one.name for one in pkgutil.walk_packages(statistics.__path__, statistics.__name__ + ".")]
for name in found:
    __import__(name)
from panels.consensus.statistics.panelmix.fit import fit
from panels.consensus.statistics.panelmix.prior import HOUSE
from panels.consensus.statistics.table import RatingTable
rows = [(f"c{i}", f"r{j}", f"i{c}", (i * j + c) % 5 + 1) for i in range(6) for j in range(3) for c in range(2)]
print(len(found) > 30, fit(RatingTable.from_rows(rows), prior=HOUSE).variances.residual > 0)
"""


def run(code: str) -> str:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "interviews.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_web_process_loads_neither_numbers_nor_type_setting() -> None:
    assert run(WEB) == "[]"


def test_job_module_loads_no_scipy_before_it_fits() -> None:
    assert run(JOB) == "[]"


def test_measures_of_one_candidate_need_no_numbers_library_and_no_django() -> None:
    assert run(MEASURES) == "[]"


def test_statistics_run_where_there_is_no_django() -> None:
    assert run(ALONE) == "True True"
