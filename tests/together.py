"""pytest plugin: which tests go to one process when there are several, because they share what is costly to make.

Everything else goes one by one to the process that is free. xdist has marks for this (`--dist loadgroup`), which do
nothing since pytest 9.2 (pytest-dev/pytest-xdist#1386): the demo was built in each process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    from xdist.remote import Producer

TOGETHER = (
    "tests/chaos/test_running_site.py",  # a whole site, broken on purpose
    "tests/consensus/analysing/test_sections.py",  # an analysis
    "tests/consensus/calibrating/test_computing.py",  # a calibration
    "tests/consensus/statistics/test_simulation.py",  # simulated organisations
    "tests/consensus/test_worker.py",  # a Celery worker
    "tests/journeys/",  # another
    "tests/overview/demo/",  # the demo organisation
    "tests/runtime/test_embedded.py",  # a database cluster
    "tests/runtime/test_supervisor.py",  # a whole site
)


class Together(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return next((beginning for beginning in TOGETHER if nodeid.startswith(beginning)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    return Together(config, log)
