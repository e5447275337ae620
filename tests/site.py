"""The whole site as `./run` starts it, in processes of its own: for tests that end one of them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from interviews.runtime.embedded.folder import Folder

REPOSITORY = Path(__file__).resolve().parents[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def eventually(condition: Callable[[], bool], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.1)


class Site:
    """`manage.py up` on one data folder, with a mark in its environment by which all its processes are known."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.mark = f"CONCORD_DATA={root}".encode()
        self.port = free_port()
        self.output = root.with_suffix(".out")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(self.words(), env=self.environment(), stdout=output, stderr=output)
        eventually(lambda: "serving at" in self.said or self.process is None or self.process.poll() is not None)
        assert "serving at" in self.said, self.said

    def words(self) -> list[str]:
        return [sys.executable, str(REPOSITORY / "manage.py"), "up", "--no-demo", "--port", str(self.port)]

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CONCORD_", "PYTEST_"))}
        return {**kept, "CONCORD_DATA": str(self.root)}

    def try_to_start(self) -> str:
        """What a start that cannot be says."""
        done = subprocess.run(
            self.words(), env=self.environment(), capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode == 1
        return done.stderr.strip()

    @property
    def said(self) -> str:
        return self.output.read_text()

    @property
    def processes(self) -> dict[int, str]:
        """All that were started below the supervisor, by their number; zombies have no environment left."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if self.mark in (folder / "environ").read_bytes().split(b"\0"):
                    found[int(folder.name)] = (folder / "comm").read_text().strip()
        return found

    @property
    def leftovers(self) -> dict[int, str]:
        server = Folder(self.root).postmaster_pid()
        return self.processes | ({server: "postgres"} if server and Folder(self.root).runs(server) else {})

    def pid_of(self, name: str) -> int:
        assert self.process
        with suppress(OSError):
            children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
            for pid in map(int, children):
                if self.processes.get(pid) == name:
                    return pid
        return 0

    def is_well(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except HTTPError:
            return False
        except OSError:
            return False
