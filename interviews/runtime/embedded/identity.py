"""As whom the server runs.

PostgreSQL refuses to run as root, and as a number that has no name, as containers like to use. Someone else runs
it as herself. Root runs it as `nobody` where nobody can reach the programs and the data. In all other cases it runs
in a user namespace in which our files belong to nobody, so that nothing on the disk has to be opened up.
"""

import ctypes
import os
import pwd
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import EmbeddedServerError

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
NOBODY = 65534
LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Identity:
    uid: int
    gid: int
    in_namespace: bool = False

    @property
    def is_ours(self) -> bool:
        return self.uid == os.geteuid()

    def process_options(self) -> dict[str, Any]:
        """For `subprocess`: a child under this identity that ends when the calling thread's process ends."""
        options: dict[str, Any] = {
            "preexec_fn": _before_exec(in_namespace=self.in_namespace),
            "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            "cwd": "/",
            "umask": 0o077,
            "stdin": subprocess.DEVNULL,
            "start_new_session": True,
        }
        if not self.is_ours:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return options

    def own(self, folder: Path) -> None:
        """Make the folder if need be, for this identity alone.

        Raises `EmbeddedServerError` where someone else has put one there before us.
        """
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            if folder.is_symlink() or folder.stat().st_uid not in {self.uid, os.geteuid()}:
                raise EmbeddedServerError(f"{folder} belongs to somebody else: remove it and start again.") from None
        if not self.is_ours:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)


def choose(cluster: Path, binaries: Path) -> Identity:
    """The owner of the cluster, or for a new one the least that works."""
    me = os.geteuid()
    owner = cluster.stat() if cluster.exists() else None
    if me != 0:
        if owner and owner.st_uid != me:
            raise EmbeddedServerError(
                f"{cluster} belongs to another user: start Concord as the one who made it, "
                "or name another data folder in CONCORD_DATA."
            )
        return Identity(me, os.getegid(), in_namespace=not name_of(me))
    if owner and owner.st_uid != 0:
        return Identity(owner.st_uid, owner.st_gid)
    nobody = Identity(NOBODY, _group_of(NOBODY))
    if not owner and _reaches(nobody, cluster.parent, binaries):
        return nobody
    return Identity(0, 0, in_namespace=True)


def name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return ""


def _group_of(uid: int) -> int:
    try:
        return pwd.getpwuid(uid).pw_gid
    except KeyError:
        return uid


def _reaches(identity: Identity, folder: Path, binaries: Path) -> bool:
    script = 'cd "$1" && test -r "$2/../share" && exec "$2/postgres" --version'
    words: list[str | Path] = ["/bin/sh", "-c", script, "sh", folder, binaries]
    try:
        done = subprocess.run(words, check=False, capture_output=True, **identity.process_options())
    except (OSError, subprocess.SubprocessError):  # root of a container that knows no nobody
        return False
    return done.returncode == 0


def _before_exec(*, in_namespace: bool) -> Callable[[], None]:
    parent = os.getpid()

    def prepare() -> None:
        if in_namespace:
            _enter_namespace()
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGINT)
        if os.getppid() not in {parent, 0}:
            os._exit(1)  # the parent died before the line above could bind us to it

    return prepare


def _enter_namespace() -> None:
    uid, gid = os.geteuid(), os.getegid()
    if LIBC.unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "no user namespace")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} {gid} 1")
