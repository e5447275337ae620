"""The embedded server's life: who starts it, who keeps it up, and that it always goes."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import psycopg
import pytest

from interviews.runtime.embedded import binaries, identity, server
from interviews.runtime.embedded.cluster import Cluster
from interviews.runtime.embedded.errors import EmbeddedServerError
from interviews.runtime.embedded.folder import SOCKET_NAME, SOCKET_PATH_LIMIT, Folder

REPOSITORY = Path(__file__).resolve().parents[2]
FORK = multiprocessing.get_context("fork")
PROGRAM = """
import sys
from pathlib import Path
from interviews.runtime.embedded import errors, server
try:
    server.ensure_running(Path(sys.argv[1]))
except errors.EmbeddedServerError as error:
    sys.exit(str(error))
print("in " + str(server.Folder(Path(sys.argv[1])).postmaster_pid()), flush=True)
sys.stdin.read()
"""
AS_SOMEBODY = ["unshare", "--user", "--map-user=1000", "--map-group=1000"] if os.geteuid() == 0 else []


def use_server(root: Path, line: Connection) -> None:
    """A user's whole life: says "in" or why not, and leaves when it is told to."""
    try:
        server.ensure_running(root)
    except EmbeddedServerError as error:
        line.send(str(error))
        return
    line.send("in")
    line.recv()


class User:
    """A process that uses the server; forked from the tests', which have everything loaded."""

    def __init__(self, root: Path) -> None:
        self.line, other_end = FORK.Pipe()
        self.process = FORK.Process(target=use_server, args=(root, other_end), daemon=True)
        self.process.start()

    def answer(self) -> str:
        assert self.line.poll(60)
        return str(self.line.recv())

    def leave(self) -> None:
        self.line.send("leave")
        self.process.join(10)

    def kill(self) -> None:
        self.process.kill()
        self.process.join(10)


class Users:
    """All who use the server in one folder."""

    def __init__(self, root: Path) -> None:
        self.folder = Folder(root)
        self.all: list[User] = []

    def come(self) -> User:
        self.all.append(User(self.folder.root))
        return self.all[-1]

    def enter(self) -> User:
        user = self.come()
        assert user.answer() == "in"
        return user

    def run_program(self, *prefix: str) -> "subprocess.CompletedProcess[str]":
        """A user in a Python of its own, as somebody else or elsewhere, that leaves at once."""
        words = [*prefix, sys.executable, "-c", PROGRAM, str(self.folder.root)]
        return subprocess.run(
            words, cwd=REPOSITORY, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=90
        )

    @property
    def server_pid(self) -> int:
        pid = self.folder.postmaster_pid()
        return pid if pid and self.folder.runs(pid) else 0

    @property
    def warden_pid(self) -> int:
        stat = Path(f"/proc/{self.server_pid}/stat").read_text()
        return int(stat.rpartition(")")[2].split()[1])


@pytest.fixture(scope="module")
def made_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a provisioned cluster, made once for all and without waiting for the disk."""
    users = Users(tmp_path_factory.mktemp("made"))
    users.folder.throwaway.touch()
    first = users.enter()
    users.folder.throwaway.unlink()
    with (users.folder.cluster / "postgresql.auto.conf").open("a") as settings:
        settings.write("fsync = off\n")
    first.leave()
    eventually(lambda: not (users.folder.cluster / "postmaster.pid").exists())
    return users.folder.root


@pytest.fixture
def users(tmp_path: Path, made_folder: Path) -> Iterator[Users]:
    shutil.copytree(made_folder, tmp_path / "data", ignore=shutil.ignore_patterns("*.log"))
    yield from looked_after(Users(tmp_path / "data"))


@pytest.fixture
def first_users(tmp_path: Path) -> Iterator[Users]:
    yield from looked_after(Users(tmp_path / "data"))


def looked_after(users: Users) -> Iterator[Users]:
    yield users
    for user in users.all:
        user.kill()
    eventually(lambda: users.server_pid == 0)


def eventually(condition: Callable[[], bool], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.02)


def role_in(root: Path) -> str:
    with psycopg.connect(host=str(Folder(root).socket_dir), user="concord_app", dbname="concord") as connection:
        row = connection.execute("SELECT current_user").fetchone()
        assert row
        return str(row[0])


def test_first_user_starts_it_and_the_last_one_out_stops_it(users: Users) -> None:
    first = users.enter()
    pid = users.server_pid
    second = users.enter()
    assert users.server_pid == pid
    assert role_in(users.folder.root) == "concord_app"
    first.leave()
    assert role_in(users.folder.root) == "concord_app"
    second.leave()
    eventually(lambda: users.server_pid == 0)


def test_two_starters_at_once_start_one(users: Users) -> None:
    three = [users.come() for _ in range(3)]
    assert [user.answer() for user in three] == ["in"] * 3
    assert users.folder.log.read_text().count("database system is ready to accept connections") == 1


def test_killed_user_does_not_keep_it(users: Users) -> None:
    users.enter().kill()
    eventually(lambda: users.server_pid == 0)


def test_newcomer_waits_for_the_stop_and_starts_anew(users: Users) -> None:
    first = users.enter()
    pid = users.server_pid
    first.kill()
    users.enter()
    assert users.server_pid not in {0, pid}
    assert role_in(users.folder.root) == "concord_app"


def test_killed_warden_takes_the_server_along_and_the_next_connection_starts_both(users: Users) -> None:
    stays = users.enter()
    pid = users.server_pid
    os.kill(users.warden_pid, signal.SIGKILL)
    eventually(lambda: users.server_pid != pid)
    users.enter()
    assert role_in(users.folder.root) == "concord_app"
    assert stays.process.is_alive()


def test_killed_server_is_started_again_at_the_next_connection(users: Users) -> None:
    users.enter()
    pid = users.server_pid
    os.kill(pid, signal.SIGKILL)
    eventually(lambda: users.server_pid != pid)
    users.enter()
    assert role_in(users.folder.root) == "concord_app"


def test_stale_pid_file_of_another_process_is_no_hindrance(users: Users) -> None:
    users.enter().leave()
    eventually(lambda: users.server_pid == 0)
    eventually(lambda: not (users.folder.cluster / "postmaster.pid").exists())
    (users.folder.cluster / "postmaster.pid").write_text(f"{os.getpid()}\n\n\n\n\n\n\nready\n")
    users.enter()
    assert role_in(users.folder.root) == "concord_app"


def test_cut_short_first_start_leaves_nothing_half_made(first_users: Users) -> None:
    users = first_users
    (users.folder.root / "postgres.new" / "base").mkdir(parents=True)
    users.enter()
    assert role_in(users.folder.root) == "concord_app"


def test_somebody_who_is_not_root_runs_it_as_herself(users: Users) -> None:
    done = users.run_program(*AS_SOMEBODY)
    assert done.stdout.startswith("in "), done.stderr
    assert (users.folder.cluster / "postgresql.conf").stat().st_uid == os.geteuid()


def test_data_folder_of_somebody_else_is_refused_in_a_sentence(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        os.chown(tmp_path, 65534, 65534)
        refused = Users(tmp_path)
        assert (
            refused.run_program(*AS_SOMEBODY).stderr.strip()
            == f"{tmp_path}/postgres.users cannot be opened: Permission denied."
        )
        os.chown(tmp_path, 0, 0)
    with pytest.raises(EmbeddedServerError, match="cannot be made: Not a directory"):
        server.ensure_running(Path("/dev/null/data"))


def test_other_version_is_refused_in_a_sentence(users: Users) -> None:
    (users.folder.cluster / "PG_VERSION").write_text("9\n")
    error = users.come().answer()
    assert error.startswith("The data folder was made by PostgreSQL 9 and only ")
    assert error.endswith(
        "is here: install PostgreSQL 9 (apt-get install postgresql-9), "
        "or name another, empty data folder in CONCORD_DATA."
    )


def test_full_disk_is_said_in_a_sentence(first_users: Users) -> None:
    users = first_users
    root = users.folder.root
    root.mkdir()
    small = f'mount -t tmpfs -o size=16m none {root} && exec "$@"'
    done = users.run_program("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", small, "sh")
    assert done.stderr.strip() == f"The disk that holds {root} is full: free some space and start again."


def test_long_data_path_gets_a_short_socket_elsewhere(tmp_path: Path) -> None:
    folder = Folder(tmp_path / ("deep" * 30))
    assert folder.socket_dir.parent == Path(os.environ.get("TMPDIR", "/tmp"))
    assert len(str(folder.socket_dir / SOCKET_NAME)) < SOCKET_PATH_LIMIT
    assert Folder(tmp_path / "a").socket_dir == tmp_path / "a" / "postgres.run"


def test_foreign_socket_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "somewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "somewhere")
    with pytest.raises(EmbeddedServerError, match="belongs to somebody else"):
        identity.Identity(os.geteuid(), os.getegid()).own(tmp_path / "link")


def test_identity_follows_who_can_reach_what(tmp_path: Path) -> None:
    programs = binaries.find()
    me = identity.choose(tmp_path / "postgres", programs)
    if os.geteuid() == 0:
        tmp_path.chmod(0o700)
        assert identity.choose(tmp_path / "postgres", programs) == identity.Identity(0, 0, in_namespace=True)
        owned = tmp_path / "owned"
        owned.mkdir()
        os.chown(owned, 65534, 65534)
        assert identity.choose(owned, programs).uid == 65534
    else:
        assert me == identity.Identity(os.geteuid(), os.getegid())


def test_leave_waits_until_the_server_has_gone(users: Users) -> None:
    root = users.folder.root
    server.ensure_running(root)
    assert Folder(root).accepts_connections()
    server.leave(root)
    assert not (root / "postgres" / "postmaster.pid").exists()


def test_old_log_is_put_aside_when_it_is_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interviews.runtime.embedded.cluster.LOG_LIMIT", 3)
    folder = Folder(tmp_path)
    folder.cluster.mkdir()
    (folder.cluster / "PG_VERSION").write_text("18\n")
    folder.log.write_text("long")
    Cluster.at(folder, binaries.find()).prepare()
    assert (tmp_path / "postgres.log.old").read_text() == "long"
