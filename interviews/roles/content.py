"""What a rubric says, as one digest: recorded when it is published, named by every report that rests on it."""

from interviews.audit.canonical import digest
from interviews.roles.models import Kickoff, Rubric


def rubric_digest(rubric: Rubric) -> str:
    """SHA-256 over all that publishing freezes: scale, hire line, competencies, anchors, and a settled profile."""
    scale = rubric.scale
    return digest(
        {
            **_profile(rubric),
            "scale": [scale.low, scale.high, [[level.value, level.name] for level in scale.levels.all()]],
            "hire_line": None if rubric.hire_line is None else str(rubric.hire_line),
            "competencies": [
                {
                    "id": competency.pk,
                    "key": str(competency.key),
                    "name": competency.name,
                    "definition": competency.definition,
                    **({"grounds": competency.grounds} if competency.grounds else {}),
                    "weight": str(competency.weight),
                    "must_have": competency.must_have,
                    "minimum": competency.minimum_level,
                    "anchors": [[anchor.value, anchor.text] for anchor in competency.anchors.all()],
                }
                for competency in rubric.competencies.prefetch_related("anchors")
            ],
        }
    )


def _profile(rubric: Rubric) -> dict[str, object]:
    settled = Kickoff.objects.filter(rubric=rubric, settled_at__isnull=False).first()
    return {"profile": settled.profile, "agreed": settled.agreed} if settled else {}
