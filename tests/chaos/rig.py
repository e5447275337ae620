"""A running site of the product's own processes, what is done to it, and what its database holds afterwards."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from interviews.runtime.embedded import server
from interviews.runtime.embedded.folder import Folder
from tests.chaos.load import Ledger, Seat, Writer
from tests.chaos.oracle import wrong
from tests.site import Site, eventually

ROOT = Path(__file__).resolve().parents[2]
SETTLES = 90


class Rig:
    """`site` runs; `make` gives it panels. Everything that was started ends with `end`."""

    def __init__(self, folder: Path) -> None:
        self.site = Site(folder)
        self.site.start()
        self.ledger = Ledger()
        self.seats: list[Seat] = []
        self.writers: list[Writer] = []

    def make(self, panels: int) -> None:
        environment = {**self.site.environment(), "DJANGO_SETTINGS_MODULE": "interviews.settings"}
        words = [sys.executable, "-m", "tests.chaos.people", str(panels)]
        made = subprocess.run(words, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert made.returncode == 0, made.stderr[-2000:]
        found: dict[str, Any] = json.loads(made.stdout.splitlines()[-1])
        self.seats = [Seat(*facts) for facts in found["seats"]]
        self.writers = [
            Writer(self.site.port, session, found["competencies"], self.ledger, seed)
            for seed, session in enumerate(found["sessions"], 1)
        ]

    def of(self, writer: Writer) -> list[Seat]:
        return [seat for seat in self.seats if seat.writer == self.writers.index(writer)]

    def ask(self, sql: str, *values: object) -> list[Any]:
        with self._superuser() as connection:
            return connection.execute(sql, values).fetchall()  # type: ignore[arg-type]

    def kill_database(self) -> None:
        eventually(lambda: Folder(self.site.root).postmaster_pid() != 0, SETTLES)
        os.kill(Folder(self.site.root).postmaster_pid(), signal.SIGKILL)

    def kill(self, name: str) -> None:
        """A child of the supervisor with all below it, as when the kernel runs out of memory."""
        eventually(lambda: self.site.pid_of(name) != 0, SETTLES)  # the supervisor may be waiting to start it again
        pid = self.site.pid_of(name)
        for victim in [*_below(pid), pid]:
            with suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """Stopped by SIGSTOP with all below it: there, and answering nothing."""
        eventually(lambda: self.site.pid_of(name) != 0, SETTLES)
        pid = self.site.pid_of(name)
        pids = [pid, *_below(pid)]
        for each in pids:
            os.kill(each, signal.SIGSTOP)
        try:
            yield
        finally:
            for each in pids:
                with suppress(ProcessLookupError):
                    os.kill(each, signal.SIGCONT)

    @contextmanager
    def broker_frozen(self) -> Iterator[None]:
        """The queue takes no message and refuses none: whoever sends one waits."""
        with self._superuser() as connection:
            connection.execute("LOCK TABLE pgmq.q_concord IN ACCESS EXCLUSIVE MODE")
            yield
            connection.rollback()

    @contextmanager
    def broker_gone(self) -> Iterator[None]:
        self._run("ALTER TABLE pgmq.q_concord RENAME TO q_gone")
        try:
            yield
        finally:
            self._run("ALTER TABLE pgmq.q_gone RENAME TO q_concord")

    @contextmanager
    def disk_full(self) -> Iterator[None]:
        """No process of the site, the database's included, can write one more byte to any file."""
        before = self._limit_files(0)
        try:
            yield
        finally:
            self._limit_files(before)

    def empty_broker(self) -> None:
        self._run("DELETE FROM pgmq.q_concord")

    def settle(self, *, backlog: int = 0) -> float:
        """Wait until every opened panel has its report and the site is well; answers the seconds that took.

        `backlog` is how many reports may be owed: a worker on a busy machine builds some five a second.
        """
        began = time.monotonic()
        eventually(self._is_settled, SETTLES + backlog / 5)
        eventually(self.site.is_well, SETTLES)
        return time.monotonic() - began

    def lost(self) -> list[str]:
        """Acknowledged saves that are not there: the draft is older than the promise, or says something else."""
        rows = self.ask(
            "SELECT t.uuid::text, s.revision, s.notes FROM scorecards_scorecard s "
            "JOIN seating_seat t ON t.id = s.seat_id"
        )
        found = {uuid: (revision, notes) for uuid, revision, notes in rows}
        lines = []
        for uuid, (revision, word) in self.ledger.acknowledged.items():
            there, notes = found[uuid]
            if there < revision or (there == revision and notes != word):
                lines.append(f"seat {uuid}: promised revision {revision}, stored {there}")
        return lines

    def wrong_reports(self) -> list[str]:
        cards = self.ask(
            "SELECT v.panel_id, v.seat_id, v.number, p.content FROM scorecards_submittedversion v "
            "JOIN scorecards_submittedpayload p ON p.version_id = v.id WHERE v.standing = 'before'"
        )
        reports = self.ask("SELECT panel_id, content FROM consensus_report")
        revealed = {panel for (panel,) in self.ask("SELECT id FROM seating_panel WHERE revealed_at IS NOT NULL")}
        return wrong(reports, cards, revealed)

    def delays(self) -> list[float]:
        """Seconds from opening to the report, by the database's clock, in order."""
        rows = self.ask(
            "SELECT extract(epoch FROM r.built_at - p.revealed_at)::float FROM consensus_report r "
            "JOIN seating_panel p ON p.id = r.panel_id ORDER BY 1"
        )
        return [delay for (delay,) in rows]

    def reports(self) -> int:
        count: int = self.ask("SELECT count(*) FROM consensus_report")[0][0]
        return count

    def interrupted(self) -> tuple[datetime, list[int]]:
        """What a worker that was just killed had claimed and not finished, and when that was."""
        rows = self.ask(
            "SELECT now(), array_agg(panel_id) FILTER (WHERE started_at IS NOT NULL AND "
            "(failed_at IS NULL OR failed_at < started_at)) FROM consensus_outbox WHERE done_at IS NULL"
        )
        return rows[0][0], rows[0][1] or []

    def built_after(self, moment: datetime, panels: list[int]) -> float:
        """Seconds from then to the last of the panels' reports; 0 where there was none."""
        rows = self.ask(
            "SELECT coalesce(extract(epoch FROM max(done_at) - %s), 0)::float FROM consensus_outbox "
            "WHERE panel_id = ANY (%s)",
            moment,
            panels,
        )
        return float(rows[0][0])

    def end(self) -> None:
        for pid in self.site.leftovers:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _limit_files(self, size: int) -> int:
        """Those that were started meanwhile have inherited it, so all are asked anew. Answers the limit before."""
        postmaster = Folder(self.site.root).postmaster_pid()
        before = resource.RLIM_INFINITY
        for pid in {*self.site.processes, *_below(postmaster), postmaster} - {0}:
            with suppress(ProcessLookupError):
                before, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))
        return before

    def _is_settled(self) -> bool:
        try:
            return not self.ask("SELECT FROM consensus_outbox WHERE done_at IS NULL LIMIT 1")
        except psycopg.OperationalError:
            return False

    def _run(self, sql: str) -> None:
        with self._superuser() as connection:
            connection.execute(sql)  # type: ignore[call-overload]

    def _superuser(self) -> psycopg.Connection[Any]:
        return psycopg.connect(server.admin_conninfo(self.site.root, "concord"), connect_timeout=5)


def _below(pid: int) -> list[int]:
    """Every process below this one."""
    found = []
    with suppress(OSError):
        for child in map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()):
            found += [child, *_below(child)]
    return found
