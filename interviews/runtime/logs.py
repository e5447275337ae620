"""How a line of the log is written: where something failed and what kind of failure it was, never what somebody typed.

An exception's own words may hold anything: a database's refusal quotes the whole row. They are left out; the places in
the code and the exceptions' names stay. Addresses lose the token that opens something.
"""

from __future__ import annotations

import logging
import re
import traceback
from types import TracebackType

TOKENS = re.compile(r"(/(?:invitations|seat-links|reset)/)[^/\s]+")


class WithoutContent(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        given = record.args
        if isinstance(given, dict) and "exc" in given:  # Celery's line about a task that failed
            record = logging.makeLogRecord({**record.__dict__, "exc_text": None})
            record.args = {**given, "exc": str(given["exc"]).partition("(")[0]}
        return TOKENS.sub(r"\1…", super().format(record))

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        return "\n".join(_places(ei[1])) if ei[1] is not None else ""


def _places(error: BaseException) -> list[str]:
    """Causes first, as Python has it."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = [*_places(before), "which led to"] if before is not None else []
    frames = traceback.format_list(traceback.extract_tb(error.__traceback__))
    return [*lines, *(frame.rstrip() for frame in frames), f"{type(error).__module__}.{type(error).__qualname__}"]
