"""No process outlives the supervisor that it belongs to, however that ends.

The kernel tells a child of its parent's death, but not a grandchild, and granian and Celery have children of their
own. So the supervisor holds a lock on a file made for this one run, and every process below it has a thread that
waits for that lock: getting it means that the supervisor is gone.
"""

import ctypes
import fcntl
import os
import signal
import threading
import time
from pathlib import Path

SECONDS_TO_END = 2
PR_SET_NAME = 15
LIBC = ctypes.CDLL(None, use_errno=True)


def hold(path: Path) -> int:
    """Make the file anew, so that processes of an earlier run do not take us for their supervisor."""
    path.unlink(missing_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


def wear(path: Path) -> None:
    """Bind this process, and every one forked from it, to the life of the one that holds the file."""

    def watch() -> None:
        try:
            file = os.open(path, os.O_RDONLY)
        except FileNotFoundError:
            os._exit(1)
        threading.Thread(target=_end_with_the_holder, args=(file,), name="leash", daemon=True).start()

    watch()
    os.register_at_fork(after_in_child=watch)


def set_process_name(name: str) -> None:
    """What `ps -o comm` and `top` show; the kernel keeps 15 letters."""
    LIBC.prctl(PR_SET_NAME, name.encode()[:15])


def _end_with_the_holder(file: int) -> None:
    fcntl.flock(file, fcntl.LOCK_SH)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_END)
    os._exit(1)
