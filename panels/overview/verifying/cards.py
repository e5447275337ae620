"""Whether the submitted scorecards of a panel are what their authors submitted, when they did."""

from __future__ import annotations

from panels.overview.verifying.chains import last_of
from panels.overview.verifying.findings import Finding, Findings
from panels.overview.verifying.reading import PanelRows, by
from panels.scorecards.models import Scorecard, Standing, SubmittedVersion
from panels.scorecards.payloads import receipt_of
from panels.seating.choices import SeatKind
from panels.seating.models import Seat

ERASED = "scorecard.erased"


def check_cards(rows: PanelRows) -> Findings:
    seats = {seat.pk: seat for seat in rows.seats}
    versions = by(rows.versions, "scorecard_id")
    for card in rows.cards:
        yield from _card(rows, card, seats.get(card.seat_id), versions.pop(card.pk, []))
    for strays in versions.values():
        yield Finding(_name(strays[0]), "it belongs to no scorecard of its panel")
    written = {entry.subject_id for entry in rows.entries if entry.verb == "scorecard.submitted"}
    for missing in sorted(written - {version.pk for version in rows.versions}, key=str):
        yield Finding(f"panel {rows.panel.uuid}", f"the audit has a submission (version {missing}) that is not there")


def _card(rows: PanelRows, card: Scorecard, seat: Seat | None, versions: list[SubmittedVersion]) -> Findings:
    name = f"scorecard {card.pk}"
    if seat is None or seat.interviewer_id != card.author_id:
        yield Finding(name, "its author is not the interviewer of its seat")
        return
    first = versions[0].submitted_at if versions else None
    if card.submitted_at != first:
        yield Finding(name, "it is marked submitted at another time than its first version")
    if card.amending_since is not None and not versions:
        yield Finding(name, "it is being amended without having been submitted")
    if [version.number for version in versions] != list(range(1, len(versions) + 1)):
        yield Finding(name, "its versions are not numbered from 1 without a gap")
    scale = rows.panel.rubric.scale.values
    for rating in rows.ratings:
        if rating.scorecard_id != card.pk:
            continue
        if rating.level is not None and rating.level not in scale:
            yield Finding(name, f"competency {rating.competency_id} has a level that is not on the scale")
        if rating.competency.rubric_id != rows.panel.rubric_id:
            yield Finding(name, f"competency {rating.competency_id} is not of the panel's rubric")
    for version in versions:
        yield from _version(rows, card, seat, version)


def _version(rows: PanelRows, card: Scorecard, seat: Seat, version: SubmittedVersion) -> Findings:
    name = _name(version)
    if (version.seat_id, version.panel_id, version.author_id) != (card.seat_id, card.panel_id, card.author_id):
        yield Finding(name, "its seat, panel or author is not its scorecard's")
    entry = last_of(rows.entries, "scorecard.submitted", version.pk)
    if entry is None or entry.details.get("receipt") != version.receipt or entry.actor_id != version.author_id:
        yield Finding(name, "the audit has no such submission")
    if not _stands_rightly(rows, seat, version):
        yield Finding(name, f"it cannot stand as “{version.get_standing_display()}” with the time it was submitted at")
    payloads = [payload for payload in rows.payloads if payload.version_id == version.pk]
    if not payloads:
        if last_of(rows.entries, ERASED, version.pk) is None:
            yield Finding(name, "what it said is gone, and the audit has no erasure")
        return
    if last_of(rows.entries, ERASED, version.pk) is not None:
        yield Finding(name, "the audit has it erased, and it is there")
    payload = payloads[0]
    if (payload.panel_id, payload.author_id) != (version.panel_id, version.author_id):
        yield Finding(name, "its text is filed under another panel or author")
    if receipt_of(version, payload.content) != version.receipt:
        yield Finding(name, "what it says is not what its receipt was made from")


def _stands_rightly(rows: PanelRows, seat: Seat, version: SubmittedVersion) -> bool:
    revealed = rows.panel.revealed_at
    if version.standing == Standing.INFORMED or seat.kind == SeatKind.INFORMED:
        return version.standing == Standing.INFORMED and seat.kind == SeatKind.INFORMED
    if version.standing == Standing.BEFORE:
        return revealed is None or version.submitted_at <= revealed
    return revealed is not None and version.submitted_at > revealed


def _name(version: SubmittedVersion) -> str:
    return f"submitted version {version.uuid}"
