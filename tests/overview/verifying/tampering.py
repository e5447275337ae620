"""Random single changes to a database, past triggers and row-level security: what `verify` has to find."""

from __future__ import annotations

import json
import string
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from django.db import Error, connection, models, transaction

from interviews.audit.models import Entry, Head
from interviews.roles.models import Anchor, Competency, Level, Rubric
from panels.consensus.models import Calibration, Report
from panels.decisions.models import Decision
from panels.scorecards.models import Scorecard, SubmittedPayload, SubmittedVersion
from panels.seating.models import Panel, Seat

PUBLISHED = "SELECT id FROM roles_rubric WHERE state <> 'draft'"
OF_PUBLISHED = f"rubric_id IN ({PUBLISHED})"
COVERED: dict[type[models.Model], str] = {
    Entry: "true",
    Head: "true",
    SubmittedVersion: "true",
    SubmittedPayload: "true",
    Report: "true",
    Decision: "true",
    Calibration: "true",
    Rubric: "state <> 'draft'",
    Competency: OF_PUBLISHED,
    Anchor: f"competency_id IN (SELECT id FROM roles_competency WHERE {OF_PUBLISHED})",
    Level: "scale_id IN (SELECT scale_id FROM roles_rubric WHERE state <> 'draft')",
    Panel: "true",
    Seat: "kind = 'independent'",
    Scorecard: "true",
}
ONLY = {Panel: {"revealed_at"}, Seat: {"state", "interviewer_id"}, Scorecard: {"submitted_at"}}
FORGED = (Entry, SubmittedVersion, Report, Decision, Calibration)
EXCUSED: dict[tuple[type[models.Model], str], str] = {
    (Entry, "id"): "a number that nothing names: entries are known by their chain and place",
    (SubmittedPayload, "id"): "a number that nothing names",
    (Report, "built_at"): "when a worker got to it; says nothing of what counted",
    (Calibration, "fitted_at"): "the same",
    (Rubric, "uuid"): "the address of its page",
    (Rubric, "number"): "its place in the list of versions",
    (Rubric, "state"): "published and superseded read alike; back to draft is found",
    (Rubric, "imported"): "whether anchors were asked for when it was published",
    (Rubric, "role_id"): "panels name rubric and role apart",
    (Rubric, "created_at"): "from before it was published",
    (Rubric, "created_by_id"): "the same",
    (Rubric, "published_at"): "the audit has the time as the entry's own",
    (Rubric, "published_by_id"): "the audit has who, as the entry's own",
    (Competency, "uuid"): "the address of its page",
    (Competency, "position"): "their order counts, and a change of that is found; the number itself says nothing",
    (Anchor, "id"): "a number that nothing names",
    (Level, "id"): "a number that nothing names",
}


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns whose change has to be found."""
    found = [f for f in model._meta.concrete_fields if not isinstance(f, models.GeneratedField)]
    if model in ONLY:
        return [field for field in found if field.attname in ONLY[model]]
    return [field for field in found if (model, field.attname) not in EXCUSED]


@contextmanager
def as_somebody_who_may_write() -> Iterator[None]:
    """As the tables' owner, who has switched off every trigger and the fence for herself."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in COVERED:
            table = model._meta.db_table
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    yield


def tamper(generator: Random) -> str:
    """Make one change that the database takes; answers what it was."""
    while True:
        model = generator.choice(list(COVERED))
        way = generator.choice([_change, _change, _change, _delete, _swap, _forge])
        try:
            with transaction.atomic():
                if change := way(generator, model):
                    return change
        except Error:
            continue  # a constraint of the database refused it: that is a fence of its own


def _change(generator: Random, model: type[models.Model]) -> str:
    field = generator.choice(columns(model))
    row = _row(generator, model, field)
    if row is None:
        return ""
    key, value = row
    other = _another(generator, field, value)
    if other == value:
        return ""
    _set(model, field, key, other)
    return f"{model._meta.label}.{field.attname} of {key}: {value!r:.60} became {other!r:.60}"


def _delete(generator: Random, model: type[models.Model]) -> str:
    if model in ONLY:
        return ""
    field = model._meta.pk
    row = _row(generator, model, field)
    if row is None:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE {field.column} = %s", [row[0]])
    return f"{model._meta.label} {row[0]} deleted"


def _swap(generator: Random, model: type[models.Model]) -> str:
    """Two rows change one column's values: each is one that the database has seen."""
    field = generator.choice([one for one in columns(model) if not one.unique])
    first, second = (_row(generator, model, field) for _ in range(2))
    if first is None or second is None or first[1] == second[1]:
        return ""
    _set(model, field, first[0], second[1])
    _set(model, field, second[0], first[1])
    return f"{model._meta.label}.{field.attname} of {first[0]} and {second[0]} swapped"


def _forge(generator: Random, model: type[models.Model]) -> str:
    """A further row that looks like one that is there."""
    if model not in FORGED:
        return ""
    row = _row(generator, model, model._meta.pk)
    if row is None:
        return ""
    fields = [f for f in model._meta.concrete_fields if not isinstance(f, models.GeneratedField)]
    values = {field.column: field.column for field in fields}
    values |= {field.column: "gen_random_uuid()" for field in fields if isinstance(field, models.UUIDField)}
    values |= {column: f"{column} + 1" for column in ("number", "position") if column in values}
    values |= {"id": "id + 1000000"}
    if model is Report:
        values["digest"] = "md5(digest) || md5(digest)"
    table, names = model._meta.db_table, ", ".join(values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {', '.join(values.values())} FROM {table} WHERE id = %s", [row[0]]
        )
    return f"{model._meta.label} {row[0]} copied"


def _row(generator: Random, model: type[models.Model], field: models.Field[Any, Any]) -> tuple[Any, Any] | None:
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {COVERED[model]}")
        count = cursor.fetchone()[0]
        if not count:
            return None
        cursor.execute(
            f"SELECT {key}, {field.column} FROM {table} WHERE {COVERED[model]} ORDER BY {key} LIMIT 1 OFFSET %s",
            [generator.randrange(count)],
        )
        found, value = cursor.fetchone()
    is_json = isinstance(field, models.JSONField) and isinstance(value, str)
    return found, json.loads(value) if is_json else value


def _set(model: type[models.Model], field: models.Field[Any, Any], key: Any, value: Any) -> None:
    if isinstance(field, models.JSONField):
        value = json.dumps(value)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {model._meta.db_table} SET {field.column} = %s WHERE {model._meta.pk.column} = %s", [value, key]
        )


def _another(generator: Random, field: models.Field[Any, Any], value: Any) -> Any:
    """Another value that looks as good."""
    if field.choices:
        return generator.choice([key for key, _ in field.flatchoices if key != value])
    if value is None:
        now = datetime.now().astimezone()
        return now if isinstance(field, models.DateTimeField) else generator.choice([1, 2, 3])
    if isinstance(value, bool):
        return not value
    if isinstance(value, dict | list):
        return _another_json(generator, value)
    if isinstance(value, datetime):
        return value + timedelta(seconds=generator.choice([-60, -1, 1, 3600]))
    if isinstance(value, UUID):
        return UUID(int=generator.getrandbits(128), version=4)
    if isinstance(value, int | Decimal):
        return value + generator.choice([-1, 1])
    if isinstance(value, float):
        return value + generator.choice([-0.5, 0.5])
    return _another_text(generator, str(value))


def _another_text(generator: Random, text: str) -> str:
    if not text:
        return generator.choice(["x", "a word"])
    place = generator.randrange(len(text))
    letters = "0123456789abcdef" if all(c in string.hexdigits for c in text) else string.ascii_lowercase
    return text[:place] + generator.choice(letters) + text[place + 1 :]


def _another_json(generator: Random, value: Any) -> Any:
    """One leaf differs, or one part is gone."""
    if isinstance(value, dict) and value:
        key = generator.choice(sorted(value))
        return {**value, key: _another_json(generator, value[key])}
    if isinstance(value, list) and value:
        place = generator.randrange(len(value))
        if generator.random() < 0.3:
            return value[:place] + value[place + 1 :]
        return [*value[:place], _another_json(generator, value[place]), *value[place + 1 :]]
    if isinstance(value, bool) or value is None or value in ({}, []):
        return not value
    if isinstance(value, int | float):
        return value + 1
    return _another_text(generator, str(value))
