"""Debian's PostgreSQL and RabbitMQ as children of this process, on loopback ports and in a folder of their own."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from kombu import Connection

from tests.production import compose

PACKAGES = ("postgresql", "rabbitmq-server")
SECONDS_TO_START = 90
SECONDS_TO_END = 20


class Parts:
    """Everything started here, ended by its own number in the opposite order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[tuple[str, subprocess.Popen[bytes]]] = []

    def start(self, name: str, words: list[str | Path], environment: dict[str, str], user: str = "") -> None:
        options: dict[str, Any] = {}
        if user and os.geteuid() == 0:
            account = pwd.getpwnam(user)
            options = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        with (self.folder / f"{name}.log").open("ab") as log:
            options |= {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log, "cwd": compose.REPOSITORY}
            process = subprocess.Popen(words, env=environment, start_new_session=True, **options)
        self.running.append((name, process))

    def await_part(self, name: str, is_ready: Callable[[], object]) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        process = dict(self.running)[name]
        while True:
            with suppress(Exception):
                if is_ready():
                    return
            if process.poll() is not None or time.monotonic() > deadline:
                log = (self.folder / f"{name}.log").read_text(errors="replace")[-3000:]
                sys.exit(f"{name} did not start. The end of its log:\n{log}")
            time.sleep(0.2)

    def stop(self) -> None:
        for _name, process in reversed(self.running):
            if process.poll() is None:
                process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(SECONDS_TO_END)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def have_packages() -> None:
    """Debian's packages; root gets them with apt-get, others are told."""
    if _postgres_programs() and _rabbitmq_programs():
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"This needs Debian's {' and '.join(PACKAGES)}: apt-get install {' '.join(PACKAGES)}")
    print(f"installing {' and '.join(PACKAGES)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=quiet, check=True, stdout=subprocess.DEVNULL)
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *PACKAGES]
    subprocess.run(install, env=quiet, check=True, stdout=subprocess.DEVNULL)


def start_postgres(parts: Parts, password: str) -> int:
    """A server that asks everybody for a password; its port."""
    programs, port, data = _postgres_programs(), free_port(), parts.folder / "postgres"
    assert programs
    _folder_for("postgres", data)
    secret = parts.folder / "postgres" / "password"
    secret.write_text(password)
    secret.chmod(0o644)
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    cluster = data / "cluster"
    initdb = [programs / "initdb", "-D", cluster, "-U", "postgres", "--auth=scram-sha-256", f"--pwfile={secret}", "-N"]
    parts.start("initdb", [*initdb, "-E", "UTF8"], environment, "postgres")
    dict(parts.running)["initdb"].wait()
    settings = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={data}", "-p", str(port)]
    parts.start("postgres", [programs / "postgres", "-D", cluster, *settings], environment, "postgres")
    url = f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
    parts.await_part("postgres", lambda: psycopg.connect(url).close() or True)
    return port


def start_rabbitmq(parts: Parts, password: str) -> int:
    """A broker with the one user of docker-compose.yml; its port. Erlang's port mapper is a child of ours too."""
    program, port, data = _rabbitmq_programs(), free_port(), parts.folder / "rabbitmq"
    assert program
    _folder_for("rabbitmq", data)
    config = data / "rabbitmq.conf"
    config.write_text(
        f"listeners.tcp.default = 127.0.0.1:{port}\ndefault_user = concord\ndefault_pass = {password}\n"
        "log.console = true\nlog.file = false\n"
    )
    config.chmod(0o644)
    mapper = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",
        "HOME": str(data),
        "ERL_EPMD_PORT": str(mapper),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODENAME": f"concord-{secrets.token_hex(4)}@localhost",
        "RABBITMQ_DIST_PORT": str(free_port()),
        "RABBITMQ_CONFIG_FILE": str(config),
        "RABBITMQ_MNESIA_BASE": str(data / "mnesia"),
        "RABBITMQ_LOG_BASE": str(data / "log"),
        "RABBITMQ_PID_FILE": str(data / "pid"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(data / "plugins"),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}",
    }
    parts.start("epmd", ["epmd", "-port", str(mapper), "-address", "127.0.0.1"], environment, "rabbitmq")
    parts.await_part("epmd", lambda: socket.create_connection(("127.0.0.1", mapper), 1).close() or True)
    parts.start("rabbitmq", [program], environment, "rabbitmq")
    url = f"amqp://concord:{password}@127.0.0.1:{port}//"
    parts.await_part("rabbitmq", lambda: Connection(url, connect_timeout=3).connect())
    return port


def _postgres_programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None


def _rabbitmq_programs() -> Path | None:
    return next(iter(Path("/usr/lib/rabbitmq/lib").glob("rabbitmq_server-*/sbin/rabbitmq-server")), None)


def _folder_for(user: str, folder: Path) -> None:
    folder.mkdir()
    if os.geteuid() == 0:
        account = pwd.getpwnam(user)
        os.chown(folder, account.pw_uid, account.pw_gid)
