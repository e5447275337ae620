"""Who acts: the one answer that row-level security, the audit and the querysets share.

The database learns it as the setting `concord.actor` at the start of every transaction; without an actor it is
empty and the fence shows nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection
from django.http import HttpRequest, HttpResponse

_actor: ContextVar[int | None] = ContextVar("actor", default=None)


def current_actor() -> int | None:
    return _actor.get()


@contextmanager
def acting_as(user_id: int | None) -> Iterator[None]:
    """Act as this user, or as nobody, also within a transaction that is open already; the actor before comes back."""
    token = _actor.set(user_id)
    try:
        _tell_database()
        yield
    finally:
        _actor.reset(token)
        _tell_database()


class ActorMiddleware:
    """Every signed-in request acts as its user; stands after Django's AuthenticationMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting_as(request.user.pk):
            return self.get_response(request)


def _tell_database() -> None:
    connection.tell_actor()  # type: ignore[attr-defined]  # our own backend's
