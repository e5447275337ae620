"""What a process that needs the embedded server calls: `ensure_running`."""

import contextlib
import fcntl
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from interviews.runtime import provision
from interviews.runtime.embedded import binaries
from interviews.runtime.embedded.errors import EmbeddedServerError
from interviews.runtime.embedded.folder import Folder

START_SECONDS = 120
PAUSE = 0.02
RUNTIME = Path(__file__).resolve().parent.parent

_users: dict[Path, int] = {}
_one_at_a_time = threading.Lock()


def ensure_running(root: Path) -> None:
    """Have a server with all roles at this data folder, and keep it for as long as this process lives.

    Starts one where none runs, also after one that was killed. Raises `EmbeddedServerError`.
    """
    folder = Folder(root)
    with _one_at_a_time:
        if root in _users and folder.accepts_connections():
            return
        make_root(root)
        _become_user(folder)
        _wait_for_server(folder)
        _provision_once(folder)


def leave(root: Path) -> None:
    """Give up the server; where this process was the last to use it, wait until it has stopped."""
    with _one_at_a_time:
        held = _users.pop(root, None)
        if held is None:
            return
        os.close(held)
        time.sleep(PAUSE)  # the kernel hands the lock to the waiting warden, if nobody else has it
        gone = _open(Folder(root).users)
        fcntl.flock(gone, fcntl.LOCK_SH)
        os.close(gone)


def admin_conninfo(root: Path, database: str = "postgres") -> str:
    return provision.conninfo(host=str(Folder(root).socket_dir), user="postgres", dbname=database)


def make_root(root: Path) -> None:
    """Make the data folder. Root's can be walked through by the server's user; what lies in it stays closed."""
    if not root.exists():
        try:
            root.mkdir(parents=True)
            root.chmod(0o711 if os.geteuid() == 0 else 0o700)
        except OSError as error:
            raise EmbeddedServerError(f"The data folder {root} cannot be made: {error.strerror}.") from error


def _become_user(folder: Folder) -> None:
    """Hold a shared lock for the life of this process and of its forks; waits while a server is stopping."""
    held = _users.get(folder.root)
    if held is not None and _is_same_file(held, folder.users):
        return
    file = _open(folder.users)
    fcntl.flock(file, fcntl.LOCK_SH)
    _users[folder.root] = file


def _is_same_file(file: int, path: Path) -> bool:
    with contextlib.suppress(OSError):
        return os.path.samestat(os.fstat(file), path.stat())
    return False


def _open(path: Path, flags: int = os.O_RDWR) -> int:
    try:
        return os.open(path, flags | os.O_CREAT, 0o600)
    except OSError as error:
        raise EmbeddedServerError(f"{path} cannot be opened: {error.strerror}.") from error


def _wait_for_server(folder: Folder) -> None:
    """Until it takes connections; whoever gets the wardens' lock on the way starts a warden with it."""
    deadline = time.monotonic() + START_SECONDS
    started = False
    while not folder.accepts_connections():
        if time.monotonic() > deadline:
            raise EmbeddedServerError(f"PostgreSQL took longer than {START_SECONDS} s to start: see {folder.log}.")
        lock = _open(folder.warden)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(PAUSE)
        else:
            if started:
                raise EmbeddedServerError(_reason(folder))
            _start_warden(folder, lock)
            started = True
        finally:
            os.close(lock)


def _start_warden(folder: Folder, lock: int) -> None:
    programs = binaries.find(folder.major_version)
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "LD_LIBRARY_PATH") if name in os.environ}
    with os.fdopen(_open(folder.log, os.O_WRONLY | os.O_APPEND), "ab") as log:
        done = subprocess.run(
            [sys.executable, "-s", "-S", "-m", "embedded.warden", folder.root, programs, str(lock)],
            pass_fds=[lock],
            cwd="/",
            env=kept | {"PYTHONPATH": str(RUNTIME), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=False,
        )
    if done.returncode:
        raise EmbeddedServerError(f"The embedded server's warden did not start (exit code {done.returncode}).")


def _reason(folder: Folder) -> str:
    with contextlib.suppress(OSError):
        return folder.error.read_text()
    return f"PostgreSQL ended while it started: see {folder.log}."


def _provision_once(folder: Folder) -> None:
    with contextlib.suppress(OSError):
        if folder.provisioned.read_text() == provision.VERSION:
            return
    lock = _open(folder.provisioned)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if folder.provisioned.read_text() != provision.VERSION:
            provision.provision(admin_conninfo(folder.root))
            folder.provisioned.write_text(provision.VERSION)
    finally:
        os.close(lock)
