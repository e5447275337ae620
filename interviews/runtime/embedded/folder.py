"""Where the embedded server keeps its things inside the data folder."""

import contextlib
import hashlib
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path

SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 107  # sun_path holds 108 bytes with its closing zero
STATUS_LINE = 7


@dataclass(frozen=True)
class Folder:
    root: Path

    @property
    def cluster(self) -> Path:
        return self.root / "postgres"

    @property
    def users(self) -> Path:
        """Every process that uses the server holds a shared lock on this file."""
        return self.root / "postgres.users"

    @property
    def warden(self) -> Path:
        """The one warden holds an exclusive lock on this file as long as it lives."""
        return self.root / "postgres.warden"

    @property
    def log(self) -> Path:
        return self.root / "postgres.log"

    @property
    def error(self) -> Path:
        """Why the last warden gave up, for the process that waits for it."""
        return self.root / "postgres.error"

    @property
    def provisioned(self) -> Path:
        """Which provisioning the cluster has had."""
        return self.root / "postgres.provisioned"

    @property
    def throwaway(self) -> Path:
        """A mark: this folder is a test's, the last one out deletes it."""
        return self.root / "postgres.throwaway"

    @property
    def socket_dir(self) -> Path:
        """Inside the data folder, or a short one elsewhere where that would make too long a socket path."""
        inside = self.root / "postgres.run"
        if len(str(inside / SOCKET_NAME).encode()) <= SOCKET_PATH_LIMIT:
            return inside
        name = hashlib.sha256(str(self.root).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"concord-{name}"

    @property
    def major_version(self) -> str:
        """The PostgreSQL version that made the cluster; empty where there is none yet."""
        with contextlib.suppress(FileNotFoundError):
            return (self.cluster / "PG_VERSION").read_text().strip()
        return ""

    def postmaster_pid(self) -> int:
        """The process that the cluster's pid file names, whether or not it still lives; 0 without one."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            return int((self.cluster / "postmaster.pid").read_text().splitlines()[0])
        return 0

    def runs(self, pid: int) -> bool:
        """Whether that process is the PostgreSQL of this very cluster, and not a later one with its number."""
        with contextlib.suppress(OSError):
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            return str(self.cluster).encode() in words
        return False

    def accepts_connections(self) -> bool:
        try:
            status = (self.cluster / "postmaster.pid").read_text().splitlines()[STATUS_LINE].strip()
        except (OSError, IndexError):
            return False
        if status != "ready":
            return False
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(str(self.socket_dir / SOCKET_NAME)) == 0
