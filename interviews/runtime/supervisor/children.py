"""The three processes that make up a running site, and what happens when one of them dies.

They are forked from the supervisor, which has Django loaded already: loading it three times over is most of what a
start would take.
"""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from interviews.runtime.database.roles import use_role
from interviews.runtime.supervisor import leash, programs

Say = Callable[[str], None]

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
SECONDS_OF_HEALTH = 15.0
SECONDS_TO_END = 10.0
HANDLED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Child:
    """One process that is started again, after a growing pause, whenever it ends by itself."""

    name: str
    run: Callable[[], None]
    role: str
    log: Path
    leash: Path
    not_for_children: list[int]
    pid: int = 0
    deaths: int = 0
    pause: float = FIRST_PAUSE
    started_at: float = 0.0
    due_at: float | None = field(default=None)

    def start(self) -> None:
        sys.stdout.flush()
        self.started_at, self.due_at = time.monotonic(), None
        self.pid = os.fork()
        if self.pid == 0:
            self._live()

    def look_after(self, say: Say) -> None:
        """Start it again if it ended and its pause is over."""
        now = time.monotonic()
        if self.due_at is not None:
            if now >= self.due_at:
                self.start()
            return
        ending = self._ending()
        if ending is None:
            return
        if now - self.started_at > SECONDS_OF_HEALTH:
            self.pause = FIRST_PAUSE
        say(f"{self.name} ended ({ending}), starts again in {self.pause:.0f} s; its log: {self.log}")
        self.deaths += 1
        self.due_at = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def ask_to_end(self) -> None:
        if self.pid:
            os.kill(self.pid, signal.SIGTERM)

    def await_end(self, deadline: float) -> None:
        while self.pid and self._ending() is None:
            if time.monotonic() > deadline:
                os.killpg(self.pid, signal.SIGKILL)
            time.sleep(0.02)

    def _ending(self) -> str | None:
        """How it ended, and whatever it left behind is killed: it leads a session of its own. None while it lives."""
        if not self.pid:
            return None
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid == 0:
            return None
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.pid = 0
        code = os.waitstatus_to_exitcode(status)
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"

    def _live(self) -> None:
        """The child's whole life; never returns."""
        code = 1
        try:
            self._settle_in()
            self.run()
            code = 0
        except SystemExit as ending:
            code = ending.code if isinstance(ending.code, int) else 1
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _settle_in(self) -> None:
        os.setsid()
        for file in self.not_for_children:
            os.close(file)
        for number in HANDLED:
            signal.signal(number, signal.SIG_DFL)
        leash.wear(self.leash)
        leash.set_process_name(f"concord-{self.name}")
        log = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for target, source in ((0, nothing), (1, log), (2, log)):
            os.dup2(source, target)
        use_role(self.role)


def make_children(*, port: int, logs: Path, leash: Path, not_for_children: list[int]) -> list[Child]:
    """`not_for_children` are the files with the supervisor's own locks: a fork that kept one would keep the lock."""
    work = (
        ("web", lambda: programs.serve_web(port), "app"),
        ("worker", programs.run_worker, "worker"),
        ("beat", programs.run_beat, "worker"),
    )
    return [Child(name, run, role, logs / f"{name}.log", leash, not_for_children) for name, run, role in work]


def end(children: list[Child]) -> None:
    """Ask all to end, web first, and see to it that they have."""
    deadline = time.monotonic() + SECONDS_TO_END
    for child in children:
        child.ask_to_end()
    for child in children:
        child.await_end(deadline)
