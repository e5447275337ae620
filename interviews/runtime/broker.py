"""Celery's broker without a broker: kombu's PGMQ transport over the default database connection's server.

It differs from kombu's own in three ways. The queues exist (`provision.py`), so neither sender nor receiver may
make tables. The server is found, and the embedded one started, the way Django's connection does it. Only a
consumer listens for notifications.
"""

import os
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple
from weakref import WeakSet

from django.db import connections
from kombu.transport import pgmq
from pgmq import PGMQueue
from psycopg_pool import ConnectionPool

from interviews.runtime.embedded import server
from interviews.runtime.provision import conninfo

SECONDS = 5
ROUND = 0.3


class Channel(pgmq.Channel):
    def _new_queue(self, queue: str, **kwargs: Any) -> None:
        pass

    def _has_queue(self, queue: str, **kwargs: Any) -> bool:  # noqa: ARG002
        return True

    def _size(self, queue: str) -> int:  # noqa: ARG002
        return 0

    def _maybe_enable_notify(self, queue: str, queue_name: str | None = None) -> None:
        transport: Any = self.connection
        transport._register_notify_queue(queue_name or self._queue_name(queue))


class Transport(pgmq.Transport):
    Channel = Channel

    def drain_events(self, connection: Any, timeout: float | None = None, **_kwargs: Any) -> None:
        """In short rounds, so that a worker that was asked to end notices it soon."""
        super().drain_events(connection, timeout=min(timeout or ROUND, ROUND))  # type: ignore[no-untyped-call]

    def _create_pgmq_client(self) -> PGMQueue:
        """A pool of our own, because the library's puts a connection string together without quoting it."""
        client: Any = self.client
        return PGMQueue(pool=_pool_for(self), vt=client.transport_options["visibility_timeout"], init_extension=False)

    def _get_notify_waiter(self) -> Any:
        if self._notify_waiter is None:
            self._notify_waiter = pgmq._NotifyWaiter(_target())
        return self._notify_waiter

    def close_connection(self, connection: Any) -> None:
        super().close_connection(connection)
        _leave_pool(self)


class _Shared(NamedTuple):
    pool: ConnectionPool
    users: WeakSet[Transport]


_shared: dict[tuple[int, str], _Shared] = {}
_lock = Lock()


def _pool_for(transport: Transport) -> ConnectionPool:
    """One pool a process and database, whatever kombu does: it forgets a transport that failed without closing it, and
    a broker that is in trouble for half a minute would take all of the server's connections with it.
    """
    target = _target()
    with _lock:
        shared = _shared.get((os.getpid(), target))
        if shared is None:
            check = ConnectionPool.check_connection
            pool = ConnectionPool(target, min_size=1, max_size=4, timeout=SECONDS, check=check, open=True)
            shared = _shared[os.getpid(), target] = _Shared(pool, WeakSet())
        shared.users.add(transport)
        return shared.pool


def _leave_pool(transport: Transport) -> None:
    """The last one to leave closes it."""
    with _lock:
        for key, shared in list(_shared.items()):
            shared.users.discard(transport)
            if not shared.users and key[0] == os.getpid():
                del _shared[key]
                shared.pool.close()


def _target() -> str:
    """The default connection's server and database, a test's too, read at the time of connecting."""
    settings = connections["default"].settings_dict
    if data_dir := settings.get("EMBEDDED"):
        server.ensure_running(Path(data_dir))
    return conninfo(
        host=settings["HOST"],
        port=settings["PORT"] or None,
        dbname=settings["NAME"],
        user=settings["USER"],
        password=settings["PASSWORD"] or None,
        connect_timeout=SECONDS,
        application_name="concord broker",
    )
