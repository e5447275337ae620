"""What a report is a function of, as one digest: the same digest is the same report."""

from __future__ import annotations

from collections.abc import Sequence

from interviews.audit.canonical import digest
from interviews.roles.models import Rubric

METHOD = "measures 1"


def report_digest(
    *,
    rubric_id: int,
    rubric: str,
    receipts: Sequence[str],
    with_late: bool,
    calibration: str | None = None,
    adjusted: bool = False,
) -> str:
    """SHA-256 over method, rubric (id and content digest), calibration (its digest), and the counted versions'
    receipts in order. `adjusted` is whether the organisation has adjustment switched on."""
    return digest(
        {
            "method": METHOD,
            "rubric": [rubric_id, rubric],
            "calibration": calibration,
            "adjusted": adjusted,
            "receipts": list(receipts),
            "with_late": with_late,
        }
    )


def rubric_digest(rubric: Rubric) -> str:
    """SHA-256 over all that a published rubric froze: scale, hire line, competencies, anchors."""
    scale = rubric.scale
    return digest(
        {
            "scale": [scale.low, scale.high, [[level.value, level.name] for level in scale.levels.all()]],
            "hire_line": None if rubric.hire_line is None else str(rubric.hire_line),
            "competencies": [
                {
                    "id": competency.pk,
                    "key": str(competency.key),
                    "name": competency.name,
                    "definition": competency.definition,
                    "weight": str(competency.weight),
                    "must_have": competency.must_have,
                    "minimum": competency.minimum_level,
                    "anchors": [[anchor.value, anchor.text] for anchor in competency.anchors.all()],
                }
                for competency in rubric.competencies.prefetch_related("anchors")
            ],
        }
    )
