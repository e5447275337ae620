"""The whole database against its own receipts, chains, digests and invariants."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import islice

from django.db import transaction

from interviews.audit.canonical import seal_of
from interviews.audit.models import Entry, Head
from interviews.audit.querysets import EntryQuerySet
from interviews.roles.content import rubric_digest
from interviews.roles.models import Rubric
from panels.consensus.models import Calibration
from panels.overview.verifying.chains import check_chain, sealed
from panels.overview.verifying.findings import Finding, Findings
from panels.overview.verifying.panels import check_panel
from panels.overview.verifying.reading import rows_of
from panels.seating.models import Panel
from panels.seating.querysets import PanelQuerySet

AT_ONCE = 200

Advance = Callable[[int], object]


def steps(uuid: str | None = None) -> int:
    return _panels(uuid).count()


def verify(advance: Advance = lambda _: None, *, uuid: str | None = None) -> Findings:
    """Everything that is broken, as it is found; of one panel alone where `uuid` names it.

    Reads as a role that sees every row (`concord_backup`), in one snapshot, some panels at a time. Changes nothing.
    """
    known = cache(_digest_of_rubric)
    with transaction.atomic():
        panels = _panels(uuid).iterator(chunk_size=AT_ONCE)
        while some := list(islice(panels, AT_ONCE)):
            for rows in rows_of(some):
                yield from check_panel(rows, known(rows.panel.rubric_id))
            advance(len(some))
        if uuid is None:
            yield from _site()


def _panels(uuid: str | None) -> PanelQuerySet:
    panels = Panel.objects.select_related("candidate", "rubric__scale").order_by("pk")
    return panels.filter(uuid=uuid) if uuid else panels


def _digest_of_rubric(rubric_id: int) -> str:
    return rubric_digest(Rubric.objects.select_related("scale").get(pk=rubric_id))


def _site() -> Findings:
    site = Entry.objects.chain(None)
    yield from check_chain("the site", site.iterator(chunk_size=2000), Head.objects.filter(chain=0).first())
    yield from _published(_latest(site.filter(verb="rubric.published")))
    yield from _calibrations(_latest(site.filter(verb="calibration.fitted")))
    there = set(Panel.objects.values_list("pk", flat=True))
    for head in Head.objects.exclude(chain=0).exclude(chain__in=there):
        yield Finding(f"audit of panel number {head.chain}", "the panel is not there")


def _latest(entries: EntryQuerySet) -> dict[int | None, Entry]:
    return {entry.subject_id: entry for entry in entries}


def _published(entries: dict[int | None, Entry]) -> Findings:
    for rubric in Rubric.objects.exclude(state="draft").select_related("scale").iterator(chunk_size=AT_ONCE):
        if not sealed(entries.pop(rubric.pk, None), rubric_digest(rubric)):
            yield Finding(f"rubric {rubric.uuid}", "it is not what was published")
    for missing in entries:
        yield Finding(f"rubric number {missing}", "it was published, and is not there or is a draft again")


def _calibrations(entries: dict[int | None, Entry]) -> Findings:
    for calibration in Calibration.objects.iterator(chunk_size=AT_ONCE):
        if not sealed(entries.pop(calibration.pk, None), seal_of(calibration, Calibration.SEALED)):
            yield Finding(f"calibration number {calibration.pk}", "it is not what was fitted")
    for missing in entries:
        yield Finding(f"calibration number {missing}", "it was fitted, and is not there")
