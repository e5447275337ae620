"""All statistics of one panel. The same ratings give the same answer, in whatever order they come."""

from dataclasses import dataclass

from panels.consensus.statistics import coverage, descriptive, must_haves, questions, recommendations, splits
from panels.consensus.statistics import totals as overall
from panels.consensus.statistics.ratings import Competency, PanelRatings, Scale

DECIMALS = 6


@dataclass(frozen=True)
class CompetencyResult:
    id: int
    description: descriptive.Description
    about_minimum: must_haves.AboutMinimum | None
    split: splits.Split
    questions: str
    coverage: coverage.Coverage


@dataclass(frozen=True)
class Line:
    """The hire line: the overall must be at or above it, and every must-have met; None where that cannot be said."""

    line: float
    overall_reaches: bool | None
    above: bool | None


@dataclass(frozen=True)
class PanelResult:
    competencies: tuple[CompetencyResult, ...]
    discuss: tuple[int, ...]
    totals: overall.Totals
    must_haves_met: bool | None
    hire_line: Line | None
    recommendations: recommendations.Recommendations


def compute(panel: PanelRatings) -> PanelResult:
    found = tuple(_competency(competency, panel.scale) for competency in panel.competencies)
    total = overall.totals(
        [
            overall.Part(competency.weight, result.description.mean, result.description.median)
            for competency, result in zip(panel.competencies, found, strict=True)
        ]
    )
    met = must_haves.all_met([result.about_minimum for result in found if result.about_minimum])
    return PanelResult(
        competencies=found,
        discuss=splits.in_order(panel.competencies, panel.scale),
        totals=total,
        must_haves_met=met,
        hire_line=None if panel.hire_line is None else _line(panel.hire_line, total.mean, met),
        recommendations=recommendations.count(panel.recommendations),
    )


def _competency(competency: Competency, scale: Scale) -> CompetencyResult:
    scores = competency.levels
    return CompetencyResult(
        id=competency.id,
        description=descriptive.describe(scores),
        about_minimum=(None if competency.minimum is None else must_haves.about_minimum(scores, competency.minimum)),
        split=splits.split(scores, scale, competency.minimum),
        questions=questions.compare(competency.ratings),
        coverage=coverage.cover(competency.ratings),
    )


def _line(line: float, overall_mean: float | None, must_haves_met: bool | None) -> Line:
    """Compared at the stored precision: a sum that ends in ...9999 is at the line, not below it."""
    reaches = None if overall_mean is None else round(overall_mean, DECIMALS) >= round(line, DECIMALS)
    above = False if False in (reaches, must_haves_met) else None if None in (reaches, must_haves_met) else True
    return Line(line=line, overall_reaches=reaches, above=above)
