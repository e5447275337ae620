"""pytest plugin: a throw-away PostgreSQL for the whole run, there before the settings are read.

Named with `-p` because pytest-django reads the settings before any conftest. Under xdist the controller starts the
server and each worker process uses it with a test database of its own. The server stops, and its folder goes, when
the last of these processes has ended, killed or not.
"""

import os
import tempfile
from pathlib import Path

from interviews.runtime import provision
from interviews.runtime.embedded import server
from interviews.runtime.embedded.folder import Folder

TEMPLATE = "concord_template"


def _start() -> None:
    root = Path(tempfile.mkdtemp(prefix="concord-test-"))
    root.chmod(0o711)
    Folder(root).throwaway.touch()
    (root / "static").mkdir()
    server.ensure_running(root)
    provision.provision(server.admin_conninfo(root), database=TEMPLATE)
    os.environ["CONCORD_DATA"] = str(root)
    os.environ["CONCORD_TEST_TEMPLATE"] = TEMPLATE


if "PYTEST_XDIST_WORKER" in os.environ:
    server.ensure_running(Path(os.environ["CONCORD_DATA"]))
else:
    for name in ("DATABASE_URL", "CELERY_BROKER_URL", "CONCORD_SECRET_KEY", "CONCORD_SMTP_URL", "CONCORD_SITE_URL"):
        os.environ.pop(name, None)
    os.environ["CONCORD_DB_ROLE"] = "owner"
    _start()
