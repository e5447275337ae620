"""A running site under load, to whose processes everything happens that does happen: nothing promised is lost, every
report is there once and right.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from tests.chaos.load import Seat, Writer, at_work
from tests.chaos.rig import Rig

pytestmark = pytest.mark.slow
PANELS = 24


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    rig = Rig(tmp_path_factory.mktemp("chaos") / "data")
    rig.make(PANELS)
    yield rig
    rig.end()


def under_load(rig: Rig, happens: Callable[[], None]) -> int:
    """Everybody saves all the time while it happens, and until two more saves of each have come through."""
    over = threading.Event()

    def write(writer: Writer) -> Callable[[], None]:
        seats = [seat for seat in rig.of(writer) if not seat.submitted][-2:]

        def job() -> None:
            after = 0
            while not over.is_set() or after < 2:
                for seat in seats:
                    after += writer.save(seat) and over.is_set()
                time.sleep(0.02)

        return job

    before = rig.ledger.saves
    threads = at_work([write(writer) for writer in rig.writers[:4]])
    time.sleep(0.4)
    happens()
    over.set()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    return rig.ledger.saves - before


def submitted(rig: Rig, panels: list[int]) -> None:
    def of(writer: Writer) -> Callable[[], None]:
        return lambda: [writer.submit(seat) for seat in rig.of(writer) if seat.panel in panels] and None

    for thread in at_work([of(writer) for writer in rig.writers]):
        thread.join(90)
    assert all(seat.submitted for seat in rig.seats if seat.panel in panels)


def next_panels(rig: Rig, count: int) -> list[int]:
    free = [seat.panel for seat in rig.seats if not seat.submitted]
    return sorted(set(free))[:count]


def test_database_killed_while_people_write_loses_nothing_promised(rig: Rig) -> None:
    for _ in range(2):
        assert under_load(rig, rig.kill_database) > 8
    rig.settle()
    assert rig.lost() == []


def test_web_killed_while_people_write_loses_nothing_promised(rig: Rig) -> None:
    assert under_load(rig, lambda: rig.kill("concord-web")) > 8
    rig.settle()
    assert rig.lost() == []


def test_report_is_there_soon_after_the_last_card(rig: Rig) -> None:
    panels = next_panels(rig, 2)
    submitted(rig, panels)
    rig.settle()
    assert rig.wrong_reports() == []
    assert max(rig.delays()) < 5


def test_worker_killed_while_cards_come_in(rig: Rig) -> None:
    panels = next_panels(rig, 3)
    killer = threading.Timer(0.3, lambda: rig.kill("concord-worker"))
    killer.start()
    submitted(rig, panels)
    killer.join()
    assert rig.settle() < 30
    assert rig.wrong_reports() == []


@pytest.mark.parametrize("broker", ["frozen", "gone"])
def test_submitting_does_not_wait_for_the_broker(rig: Rig, broker: str) -> None:
    panels = next_panels(rig, 2)
    before = len(rig.ledger.times)
    with rig.broker_frozen() if broker == "frozen" else rig.broker_gone():
        submitted(rig, panels)
    taken = sorted(rig.ledger.times[before:])
    assert len(taken) == 6
    assert taken[-1] < 3  # the figure is measured by `make chaos`; this is a request that did not wait
    assert rig.settle() < 30
    assert rig.wrong_reports() == []


def test_broker_emptied_and_worker_frozen(rig: Rig) -> None:
    panels = next_panels(rig, 2)
    with rig.frozen("concord-worker"):
        submitted(rig, panels)
        rig.empty_broker()
    assert rig.settle() < 30
    assert rig.wrong_reports() == []


def test_second_scheduler_doubles_nothing(rig: Rig) -> None:
    """Another beat on the same folder, as when a site is started twice."""
    environment = {
        **rig.site.environment(),
        "CONCORD_DB_ROLE": "worker",
        "DJANGO_SETTINGS_MODULE": "interviews.settings",
    }
    schedule = str(rig.site.root / "beat2.db")
    words = [sys.executable, "-m", "celery", "-A", "interviews", "beat", "--schedule", schedule]
    second = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        submitted(rig, next_panels(rig, 2))
        rig.settle()
        time.sleep(6)  # both beats have sent their sweeps
    finally:
        os.kill(second.pid, signal.SIGKILL)
        second.wait()
    assert rig.wrong_reports() == []


def test_disk_that_takes_no_more_is_no_success(rig: Rig) -> None:
    """The server's files may not grow: every write fails, none is called saved, and all goes on when there is room."""
    seats: list[Seat] = [seat for seat in rig.seats if not seat.submitted][:1]
    writer = rig.writers[seats[0].writer]
    assert writer.save(seats[0])
    before = rig.ledger.saves
    with rig.disk_full():
        assert [writer.save(seats[0]) for _ in range(3)] == [False] * 3
    assert rig.ledger.saves == before
    rig.settle()
    assert rig.lost() == []
    assert writer.save(seats[0]) or writer.save(seats[0])
