"""The process that owns the embedded server; run as a program, apart from all who use it.

It starts PostgreSQL as its child, then waits for the exclusive lock on the users' file. The kernel gives it when
the last user's process is gone, however that ended; then the warden stops the server and ends. Were the warden
killed, the server would go with it, and the next connection starts both again.

Imports nothing from outside this package, so that it starts in a few milliseconds and weighs little.
"""

import contextlib
import errno
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

from .cluster import Cluster, disk_full
from .errors import EmbeddedServerError
from .folder import Folder


def main() -> None:
    """Arguments: the data folder, the programs' folder, and the open file that holds the wardens' lock."""
    root, binaries, lock = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    if os.fork():
        os._exit(0)  # so that the one who starts us never has to reap us
    os.set_inheritable(lock, False)
    os.setsid()
    os.umask(0o077)
    for ignored in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(ignored, signal.SIG_IGN)
    folder = Folder(root)
    folder.error.unlink(missing_ok=True)
    try:
        guard(folder, binaries)
    except EmbeddedServerError as error:
        folder.error.write_text(str(error))
    except OSError as error:
        full = error.errno == errno.ENOSPC
        with contextlib.suppress(OSError):
            folder.error.write_text(disk_full(folder) if full else f"PostgreSQL could not be started: {error}")


def guard(folder: Folder, binaries: Path) -> None:
    """Start the server and stay until it has ended."""
    cluster = Cluster.at(folder, binaries)
    cluster.prepare()
    server = cluster.start()
    last_one_left = threading.Event()
    threading.Thread(target=_stop_after_the_last, args=(folder, server, last_one_left), daemon=True).start()
    server.wait()
    if not last_one_left.is_set():
        raise EmbeddedServerError(cluster.why_it_failed())
    if folder.throwaway.exists():
        shutil.rmtree(folder.socket_dir, ignore_errors=True)
        shutil.rmtree(folder.root, ignore_errors=True)


def _stop_after_the_last(folder: Folder, server: "subprocess.Popen[bytes]", last_one_left: threading.Event) -> None:
    users = os.open(folder.users, os.O_RDWR)
    fcntl.flock(users, fcntl.LOCK_EX)  # kept until this process ends: newcomers wait for that
    last_one_left.set()
    server.send_signal(signal.SIGINT)


if __name__ == "__main__":
    main()
