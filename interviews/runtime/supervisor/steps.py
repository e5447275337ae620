"""What has to be true before the site can serve; each step does nothing when it is true already."""

import errno
import fcntl
import hashlib
import os
import socket
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from interviews.runtime import environment
from interviews.runtime.database.roles import use_role
from interviews.runtime.embedded import server


def claim_folder(root: Path) -> int:
    """One supervisor a data folder, for as long as the file that this returns is open."""
    server.make_root(root)
    lock = os.open(root / "up.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CommandError(
            f"Concord runs already on the data folder {root}: stop that one, or name another folder with --data."
        ) from None
    return lock


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            fault = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            raise CommandError(f"Port {port} {fault}: name another one with --port.") from None


def settle_settings(root: Path, address: str) -> None:
    """Two settings that could not be known when they were read: the folder was not there, nor the port named.

    The key is read again so that the children and every later command share the one in the folder.
    """
    settings.SECRET_KEY = environment.secret_key(root)
    if not os.environ.get("CONCORD_SITE_URL"):
        os.environ["CONCORD_SITE_URL"] = settings.SITE_URL = address


def migrate() -> int:
    """How many migrations were applied; afterwards this process has the web's database role, no longer the owner's."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    use_role("app")
    return len(plan)


def collect_static(stamp: Path) -> bool:
    """Whether anything had changed since the last time; compressing it all takes seconds."""
    digest = _static_digest()
    if stamp.exists() and stamp.read_text() == digest and Path(settings.STATIC_ROOT).exists():
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True, skip_checks=True)
    stamp.write_text(digest)
    return True


def is_empty() -> bool:
    """Whether nobody has an account yet."""
    return not get_user_model()._default_manager.exists()


def close_connections() -> None:
    """The supervisor itself stays without a connection, it only keeps the embedded server up."""
    connections.close_all()


def leave_server(root: Path) -> None:
    """So that no process is left when the supervisor says that it has stopped."""
    connections.close_all()
    server.leave(root)


def _static_digest() -> str:
    digest = hashlib.sha256(f"{django.__version__} {settings.STATIC_ROOT} {settings.STORAGES}".encode())
    for finder in get_finders():
        for name, storage in finder.list(None):
            file = Path(storage.path(name)).stat()
            digest.update(f"{name} {file.st_size} {file.st_mtime_ns}\n".encode())
    return digest.hexdigest()
