"""Builds the demo organisation once for this folder, in a transaction that is rolled back after the last test.

`tests/together.py` hands this folder to one process, so that it is built once a run.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import transaction
from pytest_django import DjangoDbBlocker

from interviews.roles import shipped
from panels.overview.demo.build import build, decide
from panels.overview.demo.reports import build_in_order
from tests.conftest import _role
from tests.overview.demo.world import Demo, read


@pytest.fixture(scope="package")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Demo]:
    taken: list[None] = []
    with django_db_blocker.unblock(), transaction.atomic():
        shipped.load(apps)
        build(lambda: taken.append(None))
        with _role("concord_worker"):
            build_in_order()
        decide(lambda: taken.append(None))
        with _role("concord_worker"):
            found = read(len(taken))
        yield found
        transaction.set_rollback(True)
