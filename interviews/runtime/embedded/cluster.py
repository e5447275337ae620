"""One PostgreSQL cluster on disk: made once, then started by the warden."""

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from .errors import EmbeddedServerError
from .folder import Folder
from .identity import Identity, choose, name_of

ROLES = ("postgres", "concord_owner", "concord_app", "concord_worker", "concord_eraser", "concord_backup")
LOG_LIMIT = 10_000_000
OLD_SERVER_SECONDS = 60
FAST_AND_LOOSE = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off")


@dataclass(frozen=True)
class Cluster:
    folder: Folder
    binaries: Path
    identity: Identity

    @classmethod
    def at(cls, folder: Folder, binaries: Path) -> "Cluster":
        return cls(folder, binaries, choose(folder.cluster, binaries))

    def prepare(self) -> None:
        """Everything up to the start: no old server left, the files there, the door set."""
        self._await_old_server()
        if not self.folder.major_version:
            self._make()
        self.identity.own(self.folder.socket_dir)
        self._set_door()
        if self.folder.log.exists() and self.folder.log.stat().st_size > LOG_LIMIT:
            self.folder.log.replace(self.folder.log.with_suffix(".log.old"))

    def start(self) -> "subprocess.Popen[bytes]":
        settings = [f"unix_socket_directories={self.folder.socket_dir}", "listen_addresses="]
        settings += ["unix_socket_permissions=0700", "jit=off", "logging_collector=off"]
        if self.folder.throwaway.exists():
            settings += FAST_AND_LOOSE
        options = [word for setting in settings for word in ("-c", setting)]
        with self.folder.log.open("ab") as log:
            return subprocess.Popen(
                [self.binaries / "postgres", "-D", self.folder.cluster, *options],
                stdout=log,
                stderr=log,
                **self.identity.process_options(),
            )

    def why_it_failed(self) -> str:
        """The end of the log as a sentence."""
        tail = self.folder.log.read_text(errors="replace")[-4000:]
        if "No space left on device" in tail:
            return disk_full(self.folder)
        last = next((line for line in reversed(tail.splitlines()) if "FATAL" in line or "PANIC" in line), "")
        return f"PostgreSQL did not start ({last.strip() or 'no reason given'}): see {self.folder.log}."

    def _await_old_server(self) -> None:
        """A server whose warden was killed is on its way out; its pid file may also be a dead one's."""
        deadline = time.monotonic() + OLD_SERVER_SECONDS
        while (pid := self.folder.postmaster_pid()) and self.folder.runs(pid):
            if time.monotonic() > deadline:
                raise EmbeddedServerError(f"An older PostgreSQL (process {pid}) does not end: stop it and start again.")
            time.sleep(0.02)
        (self.folder.cluster / "postmaster.pid").unlink(missing_ok=True)
        for leftover in self.folder.socket_dir.glob(".s.PGSQL.*"):
            leftover.unlink(missing_ok=True)

    def _make(self) -> None:
        """Through a second folder, so that a start that was cut short leaves no half-made cluster behind."""
        draft = self.folder.cluster.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        self.identity.own(draft)
        options = ["--username=postgres", "--auth=peer", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"]
        if self.folder.throwaway.exists():
            options.append("--no-sync")
        made = subprocess.run(
            [self.binaries / "initdb", "--pgdata", draft, "--no-instructions", *options],
            capture_output=True,
            text=True,
            check=False,
            **self.identity.process_options(),
        )
        if made.returncode:
            shutil.rmtree(draft, ignore_errors=True)
            if "No space left on device" in made.stderr:
                raise EmbeddedServerError(disk_full(self.folder))
            raise EmbeddedServerError(f"PostgreSQL could not make its files: {made.stderr.strip()[-500:]}")
        draft.rename(self.folder.cluster)

    def _set_door(self) -> None:
        """Only the person whose data folder it is comes in, whatever role she asks for.

        In a user namespace everybody looks like nobody to the server: there the closed folder alone is the door.
        """
        name = "" if self.identity.in_namespace else name_of(os.geteuid())
        method = "peer map=concord" if name else "trust"
        names = "".join(f'concord "{name}" {role}\n' for role in ROLES) if name else ""
        for file, content in (("pg_hba.conf", f"local all all {method}\n"), ("pg_ident.conf", names)):
            path = self.folder.cluster / file
            path.write_text(content)
            os.chown(path, self.identity.uid, self.identity.gid)
            path.chmod(0o600)


def disk_full(folder: Folder) -> str:
    return f"The disk that holds {folder.root} is full: free some space and start again."
