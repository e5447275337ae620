"""Deciding: the lead, on a report that exists, with an owner and reasons."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.audit.canonical import seal_of
from interviews.runtime.clock import transaction_time
from panels.consensus.models import Report
from panels.decisions.against import against, sentences
from panels.decisions.models import Decision, Outcome, ReasonKind
from panels.decisions.opening import refuse_unless_open
from panels.decisions.owners import may_own
from panels.seating.models import Panel

DETAIL_NEEDED = {
    Outcome.OTHER_LEVEL: "Say at which level.",
    Outcome.OTHER_ROLE: "Say for which role.",
}


@transaction.atomic
def decide(
    *,
    panel: Panel,
    actor: User,
    outcome: str,
    owner: User,
    reasons: str,
    report_digest: str,
    outcome_detail: str = "",
    against_kind: str = "",
    against_reason: str = "",
    superseding_reason: str = "",
) -> Decision:
    """Record the lead's decision; a later one supersedes it with a reason and leaves it as it was.

    Holds the panel's lock. The first decision sets the panel's `decided_at`, from which reading rights run out. The
    same decision sent twice is one. What it goes against is computed from the report that was on the table, and then
    a kind and words of why are required. Raises ValidationError by field; nothing is changed then.
    """
    panel = Panel.objects.select_for_update(of=("self",)).select_related("lead").get(pk=panel.pk)
    refuse_unless_open(panel, actor)
    report = _report(panel, actor, report_digest)
    standing = Decision.objects.filter(panel=panel).order_by("-number").first()
    facts = against(report.content, outcome)
    said: dict[str, Any] = {
        "outcome": outcome,
        "outcome_detail": outcome_detail.strip(),
        "owner_id": owner.pk,
        "reasons": reasons.strip(),
        "report_digest": report.digest,
        "against": facts,
        "against_kind": against_kind if facts else "",
        "against_reason": against_reason.strip() if facts else "",
        "superseding_reason": superseding_reason.strip() if standing else "",
    }
    if standing is not None and all(getattr(standing, name) == value for name, value in said.items()):
        return standing
    _refuse_incomplete(said, standing)
    if not may_own(owner, panel):
        raise ValidationError({"owner": "Choose the hiring manager or somebody who may read this panel's report."})
    decision = Decision.objects.create(panel=panel, number=standing.number + 1 if standing else 1, **said)
    decision.refresh_from_db()
    if panel.decided_at is None:
        Panel.objects.filter(pk=panel.pk).update(decided_at=transaction_time())
    record(
        "decision.superseded" if standing else "decision.made",
        actor_id=actor.pk,
        panel_id=panel.pk,
        subject=decision,
        outcome=outcome,
        against=len(facts),
        report=report.digest,
        seal=seal_of(decision, Decision.SEALED),
    )
    return decision


def _report(panel: Panel, actor: User, digest: str) -> Report:
    reports = Report.objects.visible_to(actor).filter(panel=panel)
    report = reports.filter(digest=digest).first()
    if report is not None:
        return report
    if not reports.exists():
        raise ValidationError("The report is still being built. Decide once you have read it.", code="no_report")
    raise ValidationError("This is not a report of this panel. Open the report again, then decide.", code="not_its_own")


def _refuse_incomplete(said: dict[str, Any], standing: Decision | None) -> None:
    problems: dict[str, str] = {}
    if said["outcome"] not in Outcome.values:
        problems["outcome"] = "Choose what you decided."
    elif said["outcome"] in DETAIL_NEEDED and not said["outcome_detail"]:
        problems["outcome_detail"] = DETAIL_NEEDED[Outcome(said["outcome"])]
    if not said["reasons"]:
        problems["reasons"] = "Say why. The decision stands on its reasons, not on a number."
    if said["against"]:
        facts = " ".join(sentences(said["against"]))
        if said["against_kind"] not in ReasonKind.values:
            problems["against_kind"] = f"This decision goes against the report. {facts} Choose why it still holds."
        if not said["against_reason"]:
            problems["against_reason"] = f"Say in words why it still holds. {facts}"
    if standing is not None and not said["superseding_reason"]:
        problems["superseding_reason"] = (
            "A decision stands already. Say why this one takes its place; the earlier one stays on record."
        )
    if problems:
        raise ValidationError(problems)
