"""A request never waits for the broker."""

import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from celery import current_app
from django.db import connection

from interviews.runtime import sender
from interviews.runtime.embedded import server


@pytest.fixture
def frozen_broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A RabbitMQ that takes the connection and then says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"amqp://guest:guest@127.0.0.1:{listener.getsockname()[1]}//"
        make = current_app.connection_for_write

        def to_frozen(**options: object) -> object:
            return make(url, **options)

        monkeypatch.setattr(current_app, "connection_for_write", to_frozen)
        yield


def seconds(call: Callable[[], object]) -> float:
    begin = time.monotonic()
    call()
    return time.monotonic() - begin


def test_wake_does_not_wait_for_a_frozen_broker(frozen_broker: None) -> None:
    assert seconds(lambda: [sender.wake("runtime.heartbeat") for _ in range(20)]) < 0.5


def test_sender_drops_what_does_not_fit(frozen_broker: None) -> None:
    small = sender.Sender(room=2)
    taken = [small.put("runtime.heartbeat", number) for number in range(10)]
    assert taken[:2] == [True, True]
    assert taken[-1] is False
    assert 2 <= sum(taken) <= 3


def test_frozen_broker_is_given_up_after_a_while(frozen_broker: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "SECONDS", 1)
    given_up = sender.Sender()
    given_up.put("runtime.heartbeat")
    assert seconds(given_up.waiting.join) < 4


@pytest.mark.django_db(transaction=True)
def test_wake_puts_one_message_into_the_queue() -> None:
    sent = sender.Sender()
    sent.put("runtime.heartbeat", 3)
    sent.waiting.join()
    with connection.cursor() as cursor:
        cursor.execute("SELECT message->'headers'->>'task', message->'headers'->>'argsrepr' FROM pgmq.q_concord")
        assert cursor.fetchall() == [("runtime.heartbeat", "(3,)")]
        cursor.execute("DELETE FROM pgmq.q_concord")


def test_forked_process_gets_a_sender_of_its_own(frozen_broker: None) -> None:
    sender.wake("runtime.heartbeat")
    mine = sender._sender
    if (child := os.fork()) == 0:
        sender.wake("runtime.heartbeat")
        os._exit(0 if sender._sender is not mine else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def broker_connections() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'concord broker'")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_broker_in_trouble_takes_no_connection_after_the_other() -> None:
    """Each message that fails gets a fresh start; the server has room for a hundred connections in all."""
    before = broker_connections()
    sent = sender.Sender()
    target = connection.settings_dict
    with psycopg.connect(server.admin_conninfo(Path(target["EMBEDDED"]), target["NAME"]), autocommit=True) as superuser:
        superuser.execute("ALTER TABLE pgmq.q_concord RENAME TO q_gone")
        try:
            for _ in range(15):
                sent.put("runtime.heartbeat", 3)
            sent.waiting.join()
            assert broker_connections() <= before + 4
        finally:
            superuser.execute("ALTER TABLE pgmq.q_gone RENAME TO q_concord")
    sent.put("runtime.heartbeat", 3)
    sent.waiting.join()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pgmq.q_concord")
        assert cursor.fetchone() == (1,)
