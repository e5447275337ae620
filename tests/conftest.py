"""Fixtures that every test may use."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.conf import LazySettings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from tests.emptying import empty, remember

# Read once, when NumPy loads: the tests' matrices are small, and threads of several workers only wait for one another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

AsRole = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Tests that commit are cleared away quickly. Wake-up senders keep a connection as long as a process lives, and
    the test database has to go before.
    """
    with django_db_blocker.unblock():
        remember()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
               WHERE datname = current_database() AND application_name = 'concord broker'"""
        )


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """The site's own way of hashing, a million times less often: no test is about the time that guessing takes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PBKDF2PasswordHasher, "iterations", 1)
        yield


@contextmanager
def _role(name: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {name}")
    try:
        yield
    finally:
        if not connection.needs_rollback and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")


@pytest.fixture
def as_worker() -> AsRole:
    """`with as_worker():` the rows and rights are those of the Celery worker."""
    return lambda: _role("concord_worker")


@pytest.fixture
def as_app() -> AsRole:
    """`with as_app():` the rows and rights are those of the web server."""
    return lambda: _role("concord_app")


@pytest.fixture(autouse=True)
def plain_static_files(settings: LazySettings) -> None:
    """Pages name static files without the manifest that only `collectstatic` makes."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
