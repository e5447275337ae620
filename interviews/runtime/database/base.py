"""Django's PostgreSQL backend that starts the embedded server, names the actor and guards the fenced tables."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error
from django.db.backends.postgresql import base
from psycopg import sql as composed
from psycopg.pq import TransactionStatus

from interviews.runtime.actor import current_actor
from interviews.runtime.embedded import server

Execute = Callable[[Any, Any, bool, dict[str, Any]], Any]
DEAD = {TransactionStatus.INERROR, TransactionStatus.UNKNOWN, TransactionStatus.ACTIVE}


class OutsideTransaction(Exception):
    """A secret table was read or written where no actor is set; the fence would have shown an empty table."""


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(_refuse_outside_transaction)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if data_dir := self.settings_dict.get("EMBEDDED"):
            server.ensure_running(Path(data_dir))
        return super().get_new_connection(conn_params)

    def tell_actor(self) -> None:
        """Set the actor in the open transaction; nothing to do outside one or in one that can only roll back."""
        if self.connection is None or self.connection.closed or self.autocommit:
            return
        if self.connection.info.transaction_status in DEAD:
            return
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            actor = current_actor()
            cursor.execute("SELECT set_config('concord.actor', %s, true)", ["" if actor is None else str(actor)])

    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:
        """Telling the actor is a transaction's first word, so it is here that a lost connection shows."""
        try:
            super().set_autocommit(autocommit, *args, **kwargs)
            if not autocommit:
                self.tell_actor()
        except Error:
            self.close()
            raise

    def _savepoint_rollback(self, sid: str) -> None:
        """Rolling back undoes what was set since the savepoint, the actor too."""
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self.tell_actor()


@cache
def _any_of(tables: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(" + "|".join(map(re.escape, tables)) + r")\b", re.IGNORECASE)


def _refuse_outside_transaction(execute: Execute, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    connection = context["connection"]
    if connection.get_autocommit():
        text = sql.as_string(connection.connection) if isinstance(sql, composed.Composable) else str(sql)
        if found := _any_of(settings.FENCED_TABLES).search(text):
            raise OutsideTransaction(
                f"{found[0]} may be used only inside a transaction: wrap the query in transaction.atomic(), "
                "so that the database knows who asks."
            )
    return execute(sql, params, many, context)
