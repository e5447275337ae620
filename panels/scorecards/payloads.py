"""What a submitted version says: from a draft to its payload and back, and the receipt over it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from interviews.audit.canonical import canonical, digest
from interviews.roles.models import Competency
from panels.scorecards.drafts import SCALAR_FIELDS, Draft
from panels.scorecards.models import Scorecard, SubmittedVersion


def payload_of(card: Scorecard, draft: Draft, competencies: Sequence[Competency]) -> dict[str, Any]:
    """What a version says for ever: ratings in the rubric's order, never the private notes."""
    return {
        "seat": card.seat_id,
        "kind": card.seat.kind,
        "ratings": [
            {
                "competency": competency.pk,
                "key": str(competency.key),
                "level": rating.level,
                "non_rating": rating.non_rating,
                "question": rating.question,
                "evidence": rating.evidence,
            }
            for competency in competencies
            if (rating := draft.by_competency.get(competency.pk))
        ],
        **{name: getattr(draft, name) for name in SCALAR_FIELDS if name != "notes"},
        "kit": card.kit,
    }


def draft_from_payload(content: dict[str, Any], *, notes: str = "") -> Draft:
    """The draft that a submitted payload came from; private notes are not in it."""
    return Draft.from_json(
        {
            "ratings": [
                {
                    "competency_id": rating["competency"],
                    **{name: rating[name] for name in ("level", "non_rating", "question", "evidence")},
                }
                for rating in sorted(content["ratings"], key=lambda rating: rating["competency"])
            ],
            "notes": notes,
            **{name: content[name] for name in SCALAR_FIELDS if name != "notes"},
        }
    )


def receipt_of(version: SubmittedVersion, content: dict[str, Any]) -> str:
    """SHA-256 over all that a submission says and when; the author can keep it, `verify` recomputes it."""
    return digest(_sealed(version, content))


def sealed_bytes(version: SubmittedVersion) -> bytes:
    """What the receipt of a version was made from, byte for byte."""
    return canonical(_sealed(version, version.payload.content))


def _sealed(version: SubmittedVersion, content: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": str(version.uuid),
        "seat": version.seat_id,
        "panel": version.panel_id,
        "author": version.author_id,
        "number": version.number,
        "standing": str(version.standing),
        "reason": version.reason,
        "submitted_at": version.submitted_at.isoformat(),
        "content": content,
    }
