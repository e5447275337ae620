"""What the settings become without, and with, something in the environment."""

import os
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from interviews.runtime import environment


def test_data_dir_is_absolute_and_var_by_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CONCORD_DATA")
    assert environment.data_dir(tmp_path) == tmp_path / "var"
    monkeypatch.setenv("CONCORD_DATA", "elsewhere")
    assert environment.data_dir(tmp_path) == Path.cwd() / "elsewhere"


def test_secret_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    key = environment.secret_key(tmp_path)
    assert environment.secret_key(tmp_path) == key
    assert len(key) >= 50
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["secret.key"]


def test_secret_key_writes_nothing_where_there_is_no_folder(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert environment.secret_key(missing) != environment.secret_key(missing)
    assert not missing.exists()


def test_secret_key_of_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CONCORD_SECRET_KEY", "mine")
    assert environment.secret_key(tmp_path) == "mine"
    assert os.listdir(tmp_path) == []


def test_database_is_the_embedded_one_by_role(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for role in ("owner", "app", "worker"):
        monkeypatch.setenv("CONCORD_DB_ROLE", role)
        database = environment.database(tmp_path)
        assert (database["USER"], database["HOST"]) == (f"concord_{role}", str(tmp_path / "postgres.run"))
    monkeypatch.setenv("CONCORD_DB_ROLE", "root")
    with pytest.raises(ImproperlyConfigured, match="CONCORD_DB_ROLE is 'root'; it must be one of owner, app, worker"):
        environment.database(tmp_path)


def test_database_url_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://concord_worker:secret@db.example:5433/concord")
    database = environment.database(tmp_path)
    assert {name: database[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")} == {
        "USER": "concord_worker",
        "PASSWORD": "secret",
        "HOST": "db.example",
        "PORT": 5433,
        "NAME": "concord",
    }
    assert database["ENGINE"] == "interviews.runtime.database"
    assert "EMBEDDED" not in database
    monkeypatch.setenv("DATABASE_URL", "sqlite:///x")
    with pytest.raises(ImproperlyConfigured, match="must name a PostgreSQL database"):
        environment.database(tmp_path)


def test_mail_goes_to_files_without_smtp(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.mail_backend() == "django.core.mail.backends.filebased.EmailBackend"
    monkeypatch.setenv("CONCORD_SMTP_URL", "smtp+tls://me%40here:pass%2Fword@mail.example")
    assert environment.mail_backend() == "django.core.mail.backends.smtp.EmailBackend"
    assert environment.smtp() == ("mail.example", 587, "me@here", "pass/word", True)
    monkeypatch.setenv("CONCORD_SMTP_URL", "mail.example")
    with pytest.raises(ImproperlyConfigured, match="must begin with smtp://"):
        environment.smtp()


def test_broker_is_the_database_unless_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.broker()[0] == "concord://database"
    assert environment.queue_type() == "classic"
    monkeypatch.setenv("CELERY_BROKER_URL", "amqp://concord@rabbit.example//")
    assert environment.broker() == ("amqp://concord@rabbit.example//", {"confirm_publish": True})
    assert environment.queue_type() == "quorum"
