"""From nothing to a serving site, and from there until somebody stops it."""

import os
import signal
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from django.core.management import call_command
from django.core.management.base import CommandError, OutputWrapper
from django.db import connection

from interviews.runtime.supervisor import leash, steps
from interviews.runtime.supervisor.children import Child, end, make_children
from interviews.runtime.supervisor.programs import use_one_blas_thread

SECONDS_TO_SERVE = 120
DEATHS_TO_GIVE_UP = 3
TICK = 0.2
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """Somebody asked the supervisor to end."""


@dataclass
class Site:
    data_dir: Path
    port: int
    with_demo: bool
    out: OutputWrapper
    began: float = field(default_factory=lambda: time.monotonic() - _age_of_this_process())
    children: list[Child] = field(default_factory=list)
    locks: list[int] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def _unfinished_demo(self) -> Path:
        """A mark: its making was cut short, the next start goes on with it."""
        return self.data_dir / "demo.unfinished"

    def run(self) -> None:
        """Serve until stopped by a signal. Raises `CommandError` with a sentence where that is not possible."""
        for number in STOPPING:
            if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:  # nohup means to stay
                signal.signal(number, _stop)  # a shell's background job comes with Ctrl-C ignored
        use_one_blas_thread()
        os.umask(0o077)  # mail, uploads and logs in the data folder are nobody else's
        try:
            steps.check_port(self.port)
            self.locks.append(steps.claim_folder(self.data_dir))
            self._prepare()
            self._serve()
        except Stopped:
            self.say("stopping")
        finally:
            _ignore_signals()
            end(self.children)
            steps.leave_server(self.data_dir)
        self.say("stopped")

    def say(self, words: str) -> None:
        self.out.write(f"[{time.monotonic() - self.began:5.1f} s] {words}")
        self.out.flush()

    def _prepare(self) -> None:
        steps.settle_settings(self.data_dir, self.address.rstrip("/"))
        connection.ensure_connection()
        self.say(f"PostgreSQL is up, data in {self.data_dir}")
        if applied := steps.migrate():
            self.say(f"database made ready, {applied} steps")
        if steps.collect_static(self.data_dir / "static.stamp"):
            self.say("style sheets, scripts and pictures packed")
        if not self.with_demo:
            call_command("first_admin", stdout=self.out)
        elif steps.is_empty() or self._unfinished_demo.exists():
            self.say("making the demo organisation")
            self._unfinished_demo.touch()
            call_command("demo", stdout=self.out)
            self._unfinished_demo.unlink()
            self.say("demo organisation made")
        steps.close_connections()

    def _serve(self) -> None:
        logs = self.data_dir / "log"
        logs.mkdir(mode=0o700, exist_ok=True)
        line = self.data_dir / "up.leash"
        self.locks.append(leash.hold(line))
        self.children = make_children(port=self.port, logs=logs, leash=line, not_for_children=self.locks)
        for child in self.children:
            child.start()
        self.say("web, worker and beat started")
        self._await_health()
        self.say(f"serving at {self.address}   (Ctrl-C stops everything)")
        if self.with_demo:
            call_command("demo", sign_ins=True, stdout=self.out)
            steps.close_connections()
        while True:
            self._look_after()

    def _look_after(self) -> None:
        time.sleep(TICK)
        for child in self.children:
            child.look_after(self.say)

    def _await_health(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_SERVE
        while (unwell := self._ask_health()) is not None:
            self._look_after()
            for child in self.children:
                if child.deaths >= DEATHS_TO_GIVE_UP:
                    tail = child.log.read_text(errors="replace")[-2000:]
                    raise CommandError(f"{child.name} does not stay up. The end of {child.log}:\n{tail}")
            if time.monotonic() > deadline:
                raise CommandError(f"The site is not well after {SECONDS_TO_SERVE} s: {unwell}")

    def _ask_health(self) -> str | None:
        """What is unwell, or nothing."""
        try:
            with urllib.request.urlopen(f"{self.address}healthz", timeout=2):  # noqa: S310 -- our own address  # nosec B310
                return None
        except urllib.error.HTTPError as error:
            return error.read(500).decode(errors="replace")
        except OSError as error:
            return str(error)


def _age_of_this_process() -> float:
    """In seconds: loading Django belongs to a start that is told in seconds."""
    ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def _ignore_signals() -> None:
    """While the children end, a second Ctrl-C must not leave some of them behind."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
