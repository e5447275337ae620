"""Uploaded bytes go once the rows are gone; a sweep finds those that a killed process or a backup left behind."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.core.files.storage import Storage
from django.db import transaction

from interviews.runtime.clock import transaction_time
from panels.seating.models import Candidate, CandidateFile

A_DAY = timedelta(days=1)


def remove_later(candidate: Candidate) -> None:
    """Remove the rows now and the bytes once this is committed."""
    for file in candidate.files.all():
        transaction.on_commit(partial(file.content.storage.delete, str(file.content.name)))
    candidate.files.all().delete()


def sweep_strays() -> int:
    """Delete uploaded bytes of which no row knows; how many. Younger than a day may belong to an upload under way."""
    field = CandidateFile._meta.get_field("content")
    storage: Storage = field.storage
    folder = str(field.upload_to).rstrip("/")
    if not storage.exists(folder):
        return 0
    stored = {f"{folder}/{name}" for name in storage.listdir(folder)[1]}
    strays = stored - set(CandidateFile.objects.filter(content__in=stored).values_list("content", flat=True))
    before = transaction_time() - A_DAY
    old = [name for name in sorted(strays) if storage.get_modified_time(name) < before]
    for name in old:
        storage.delete(name)
    return len(old)
