"""Wakes the worker without ever making a request wait for the broker.

What has to be done stands in the database (an outbox row, a state); a message only says "look now". So one thread
sends, with a bounded queue before it: whatever does not fit or cannot be delivered is dropped, and the sweep that
beat sends every few seconds finds the work all the same.
"""

import logging
import os
import threading
from queue import Full, Queue
from typing import Any

from celery import current_app

log = logging.getLogger(__name__)

ROOM = 1000
SECONDS = 5


class Sender:
    """A queue and its thread; one per process, made anew in a process that was forked."""

    def __init__(self, room: int = ROOM) -> None:
        self.pid = os.getpid()
        self.waiting: Queue[tuple[str, tuple[int, ...]]] = Queue(room)
        threading.Thread(target=self._run, name="wake-up sender", daemon=True).start()

    def put(self, task_name: str, *args: int) -> bool:
        """Whether there was room."""
        try:
            self.waiting.put_nowait((task_name, args))
        except Full:
            return False
        return True

    def _run(self) -> None:
        connection: Any = None
        while True:
            task_name, args = self.waiting.get()
            try:
                connection = connection or _connect()
                _send(connection, task_name, args)
            except Exception as error:  # whatever goes wrong at the broker, the next message gets a fresh start
                log.warning("%s was not sent, the sweep will find the work: %r", task_name, error)
                _drop(connection)
                connection = None
            finally:
                self.waiting.task_done()


_sender: Sender | None = None
_making = threading.Lock()


def wake(task_name: str, *args: int) -> None:
    """Ask for a task soon; returns at once. Call it in `transaction.on_commit`, with ids only."""
    global _sender
    if _sender is None or _sender.pid != os.getpid():
        with _making:
            if _sender is None or _sender.pid != os.getpid():
                _sender = Sender()
    if not _sender.put(task_name, *args):
        log.warning("%s was not sent, the broker is too slow; the sweep will find the work", task_name)


def _connect() -> Any:
    limits = {"read_timeout": SECONDS, "write_timeout": SECONDS}
    return current_app.connection_for_write(connect_timeout=SECONDS, transport_options=limits)


def _send(connection: Any, task_name: str, args: tuple[int, ...]) -> None:
    with current_app.amqp.Producer(connection, auto_declare=False) as producer:
        current_app.send_task(task_name, args=args, producer=producer, retry=False, confirm_timeout=SECONDS)


def _drop(connection: Any) -> None:
    """Without the polite goodbye that a broker which does not answer would keep us waiting for."""
    if connection is not None:
        try:
            connection.collapse()
        except Exception:
            log.debug("broker connection did not close", exc_info=True)
