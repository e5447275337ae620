"""What the settings take from the environment, with a default for each that suits `./run`.

Importing the settings opens no connection and makes no folder, so that `check` and `--help` work on a machine
where nothing may be written. The one thing written is the secret key, into a data folder that is there already.
"""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from interviews.runtime.embedded.folder import Folder

ENGINE = "interviews.runtime.database"
DATABASE = "concord"
ROLES = ("owner", "app", "worker")
CONNECTION_AGE = 60
TRUE_WORDS = {"1", "true", "yes", "on"}
EMBEDDED_BROKER = "concord://database"


def data_dir(base_dir: Path) -> Path:
    return Path(os.path.abspath(os.environ.get("CONCORD_DATA") or base_dir / "var"))


def flag(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in TRUE_WORDS


def text(name: str, default: str) -> str:
    return os.environ.get(name) or default


def words(name: str, default: str) -> list[str]:
    """Words parted by spaces or commas."""
    return os.environ.get(name, default).replace(",", " ").split()


def secret_key(data_dir: Path) -> str:
    """CONCORD_SECRET_KEY, else the data folder's own key, made once and readable by its owner only.

    Where there is no folder yet, or it may not be written, the key lives as long as the process: enough for
    commands that only look at the code.
    """
    if key := os.environ.get("CONCORD_SECRET_KEY"):
        return key
    path = data_dir / "secret.key"
    with contextlib.suppress(OSError):
        return path.read_text().strip()
    key = secrets.token_urlsafe(50)
    draft = path.with_name(f"secret.key.{os.getpid()}")
    try:
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_text(key)
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
        return path.read_text().strip()
    except OSError:
        return key


def database(data_dir: Path) -> dict[str, Any]:
    """The default connection: DATABASE_URL, else the embedded server with the role in CONCORD_DB_ROLE."""
    common: dict[str, Any] = {
        "ENGINE": ENGINE,
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": CONNECTION_AGE,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"TEMPLATE": os.environ.get("CONCORD_TEST_TEMPLATE") or None},
    }
    if url := os.environ.get("DATABASE_URL"):
        parsed: dict[str, Any] = dict(dj_database_url.parse(url))
        if "postgresql" not in parsed["ENGINE"]:
            raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database: postgresql://user@host/name")
        return parsed | common
    role = text("CONCORD_DB_ROLE", "app")
    if role not in ROLES:
        raise ImproperlyConfigured(f"CONCORD_DB_ROLE is {role!r}; it must be one of {', '.join(ROLES)}.")
    return common | {
        "NAME": DATABASE,
        "USER": f"concord_{role}",
        "PASSWORD": "",  # nosec B105
        "HOST": str(Folder(data_dir).socket_dir),
        "PORT": "5432",
        "EMBEDDED": str(data_dir),
    }


def smtp() -> tuple[str, int, str, str, bool]:
    """Host, port, user, password and STARTTLS from CONCORD_SMTP_URL, as smtp+tls://user:password@host:587."""
    url = urlsplit(os.environ.get("CONCORD_SMTP_URL") or "smtp://localhost")
    if url.scheme not in {"smtp", "smtp+tls"}:
        raise ImproperlyConfigured("CONCORD_SMTP_URL must begin with smtp:// or smtp+tls://")
    tls = url.scheme == "smtp+tls"
    return (
        url.hostname or "localhost",
        url.port or (587 if tls else 25),
        unquote(url.username or ""),
        unquote(url.password or ""),
        tls,
    )


def mail_backend() -> str:
    """SMTP where CONCORD_SMTP_URL names a server, else files in the data folder."""
    kind = "smtp" if os.environ.get("CONCORD_SMTP_URL") else "filebased"
    return f"django.core.mail.backends.{kind}.EmailBackend"


def broker() -> tuple[str, dict[str, Any]]:
    """CELERY_BROKER_URL (RabbitMQ), else queues in the same PostgreSQL: nothing more to install or to run."""
    url = os.environ.get("CELERY_BROKER_URL")
    if url:
        return url, {"confirm_publish": True}
    return EMBEDDED_BROKER, {
        "use_notify": True,
        "polling_interval": 0.2,
        "wait_time_seconds": 0,
        "visibility_timeout": 300,
    }


def queue_type() -> str:
    """RabbitMQ keeps a quorum queue on disk and in step on every node; the embedded broker knows one kind only."""
    return "quorum" if os.environ.get("CELERY_BROKER_URL", "").startswith("amqp") else "classic"
