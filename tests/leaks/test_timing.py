"""How long a page takes in two worlds, one request after the other in turns. Reported; what is held is that they do the
same work: time itself is noise on a shared machine.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median
from time import perf_counter

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.cast import Cast
from tests.conftest import AsRole
from tests.leaks.crawling import WHOLE
from tests.leaks.scenes import SCENES, make
from tests.leaks.table import note
from tests.leaks.watching import Ask, Seen, Watcher, undone
from tests.overview.conftest import Build
from tests.permissions import seen_by

pytestmark = pytest.mark.django_db
TURNS = 40 if WHOLE else 2


def test_pages_do_the_same_work_in_both_worlds(
    cast: Cast, build: Build, as_app: AsRole, settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    before = SCENES[0]
    world = make(cast, build, seated=False)
    before.prepare(world)
    watcher = Watcher(seen_by(Client(), cast, "ana"), frozenset(), lambda *_: None)
    asks = [Ask("GET", "/"), Ask("GET", f"/panels/{world.panel.uuid}/"), Ask("GET", "/panels/")]
    times: tuple[list[float], list[float]] = ([], [])
    seen: tuple[list[Seen], list[Seen]] = ([], [])
    for turn in range(TURNS + 1):
        for number in (0, 1) if turn % 2 else (1, 0):
            with undone():
                before.secrets[-number](world)
                with as_app():
                    began = perf_counter()
                    answers = [watcher.ask(ask) for ask in asks]
                    if turn:  # the first turn fills caches
                        times[number].append(perf_counter() - began)
                        seen[number].extend(answers)
    assert [answer.statements for answer in seen[0]] == [answer.statements for answer in seen[1]]
    note(scene="timing", viewer="ana", requests=len(seen[0]) * 2, time=f"{median(times[1]) / median(times[0]):.3f}")
