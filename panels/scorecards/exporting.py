"""The author's own text as a plain text file, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.formats import date_format

from panels.scorecards.drafts import Draft, draft_of
from panels.scorecards.pages import ReadingRow, Version, overall_words, reading_rows
from panels.scorecards.sheets import OwnSheet


def as_text(sheet: OwnSheet, versions: Sequence[Version]) -> str:
    """Draft, submitted versions (newest first) and every kept text, private notes included."""
    panel = sheet.seat.panel
    lines = [f"Scorecard for {panel.candidate}", f"{panel.role}, {panel.stage}", ""]
    for version in versions:
        at = date_format(timezone.localtime(version.stored.submitted_at), "j F Y, H:i:s e")
        lines += [f"VERSION {version.stored.number}, submitted {at}", f"Receipt: {version.stored.receipt}"]
        lines += [f"Changed because: {version.stored.reason}"] if version.stored.reason else []
        lines += ["", *_said(version.rows, version.overall)]
    if not versions or sheet.card.amending_since:
        lines += ["DRAFT, not submitted", "", *_draft(sheet, draft_of(sheet.card))]
    if sheet.card.notes:
        lines += ["PRIVATE NOTES", sheet.card.notes, ""]
    for kept in sheet.card.kept_drafts.all():
        at = date_format(timezone.localtime(kept.kept_at), "j F Y, H:i:s e")
        content = Draft.from_json(kept.content)
        lines += [f"KEPT TEXT of {at}", "", *_draft(sheet, content)]
        lines += ["Private notes:", content.notes, ""] if content.notes else []
    return "\n".join(lines)


def _draft(sheet: OwnSheet, draft: Draft) -> list[str]:
    return _said(reading_rows(sheet, draft), overall_words(draft))


def _said(rows: Iterable[ReadingRow], overall: Iterable[tuple[str, str]]) -> list[str]:
    lines: list[str] = []
    for row in rows:
        lines += [row.competency.name.upper(), f"Rating: {row.words}"]
        lines += [f"Asked: {row.question}"] if row.question else []
        lines += [row.evidence, ""] if row.evidence else [""]
    return [*lines, *(f"{term}: {words}" for term, words in overall), ""]
