"""The role board: candidates of one stage and one rubric version beside each other, in groups instead of ranks.

Groups are made while the page is, on exactly the candidates whose report its reader may read: of a panel that is closed
to her nothing shows, not even in how the others stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from interviews.accounts.models import User
from interviews.roles.models import Role, Rubric, Stage
from panels.consensus.basis import role_is_adjusted
from panels.consensus.measures_page import board_words as words
from panels.consensus.measures_page.charts import Axis, level_axis
from panels.consensus.measures_page.lines import Line, Score, from_vector, line_of, raw_of
from panels.consensus.measures_page.reading import Readable, by_name, measures_of, readable
from panels.consensus.statistics.groups import groups
from panels.seating.models import Panel

DISAGREEMENT, NAME = "disagreement", "name"


@dataclass(frozen=True)
class Grouped:
    """Candidates who cannot be told apart, by name. `assumed`: without a common interviewer."""

    heading: str
    assumed: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Section:
    """`other_version` says why these stand apart from those of a newer rubric; `apart` who shares no interviewer."""

    id: str
    stage: Stage
    rubric: Rubric
    axis: Axis
    hire_line: str
    adjusted: bool
    groups: tuple[Grouped, ...]
    waiting: tuple[Line, ...]
    basis: str
    apart: str
    other_version: str

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for one in self.groups for line in one.lines) + self.waiting

    @property
    def by_disagreement(self) -> list[Line]:
        """The most splits first, then the widest range, then by name."""
        return sorted(self.by_name, key=lambda line: (-line.splits, -(line.widest or 0)))

    @property
    def by_name(self) -> list[Line]:
        return sorted(self.lines, key=lambda line: by_name(line.panel))


@dataclass(frozen=True)
class _Compared:
    """The part of a stored board that the reader may see: vectors, covariances, and who is joined to whom."""

    panels: tuple[int, ...]
    raw: tuple[float, ...]
    raw_covariance: tuple[tuple[float, ...], ...]
    adjusted: tuple[float, ...] | None
    adjusted_covariance: tuple[tuple[float, ...], ...] | None
    component: tuple[int, ...]

    def raw_of(self, place: int) -> Score:
        return from_vector(self.raw[place], self.raw_covariance[place][place])

    def adjusted_of(self, place: int) -> Score | None:
        if self.adjusted is None or self.adjusted_covariance is None:
            return None
        return from_vector(self.adjusted[place], self.adjusted_covariance[place][place])


def board_of(role: Role, reader: User) -> list[Section]:
    """A section for each stage and rubric version with a panel that is open to the reader."""
    stored = {(one["stage"], one["rubric"]): one for row in measures_of(role, reader) for one in row.content["board"]}
    adjusted = role_is_adjusted(role.pk)
    found: list[Section] = []
    for (stage, rubric), rows in groupby(
        readable(role, reader), key=lambda one: (one.panel.stage_id, one.panel.rubric_id)
    ):
        newer = next((one.rubric for one in found if one.stage.pk == stage), None)
        there = {one.panel.pk: one for one in rows}
        found.append(_section(there, _seen(stored.get((stage, rubric)), there, adjusted=adjusted), newer))
    return found


def _seen(stored: Mapping[str, Any] | None, there: Mapping[int, Readable], *, adjusted: bool) -> _Compared:
    """Cut the stored vectors and matrices down to panels that the reader may read."""
    if stored is None:
        return _Compared((), (), (), None, None, ())
    places = [place for place, panel in enumerate(stored["panels"]) if panel in there and there[panel].report]
    adjusted = adjusted and stored["adjusted"] is not None
    return _Compared(
        panels=tuple(stored["panels"][i] for i in places),
        raw=tuple(stored["raw"][i] for i in places),
        raw_covariance=_part(stored["raw_covariance"], places),
        adjusted=tuple(stored["adjusted"][i] for i in places) if adjusted else None,
        adjusted_covariance=_part(stored["adjusted_covariance"], places) if adjusted else None,
        component=tuple(stored["component"][i] for i in places),
    )


def _part(matrix: Sequence[Sequence[float]], places: Sequence[int]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(matrix[i][j] for j in places) for i in places)


def _section(there: Mapping[int, Readable], seen: _Compared, newer: Rubric | None) -> Section:
    panel = next(iter(there.values())).panel
    scale, line = panel.rubric.scale, panel.rubric.hire_line
    hire_line = None if line is None else float(line)
    axis = level_axis(scale.low, scale.high, hire_line)
    others = [one for one in there.values() if one.panel.pk not in seen.panels]
    decimals = words.decimals([*seen.raw, *(seen.adjusted or ()), *_raw(others)], hire_line)
    return Section(
        id=f"stage-{panel.stage_id}-version-{panel.rubric.number}",
        stage=panel.stage,
        rubric=panel.rubric,
        axis=axis,
        hire_line="" if hire_line is None else words.number(hire_line),
        adjusted=seen.adjusted is not None,
        groups=_groups(there, seen, axis, decimals),
        waiting=tuple(line_of(one, axis=axis, decimals=decimals) for one in others),
        basis=words.basis(adjusted=seen.adjusted is not None) if len(seen.panels) > 1 else "",
        apart=words.apart([[panel.candidate.name for panel in part] for part in _parts(there, seen)]),
        other_version=words.other_version(panel.rubric.number, newer.number) if newer else "",
    )


def _raw(rows: Sequence[Readable]) -> list[float]:
    return [score.value for one in rows if one.report and (score := raw_of(one.report.content))]


def _groups(there: Mapping[int, Readable], seen: _Compared, axis: Axis, decimals: int) -> tuple[Grouped, ...]:
    """Groups stand in the order of the score they are made on; inside one it is alphabetical, never by number."""
    mu, V = seen.adjusted or seen.raw, seen.adjusted_covariance or seen.raw_covariance
    found = groups(mu, V, seen.component)
    alone = {panel.pk for part in _parts(there, seen)[1:] for panel in part}
    return tuple(
        Grouped(
            heading=words.group(place, len(one.members), groups=len(found)),
            assumed=one.assumed,
            lines=tuple(
                line_of(
                    there[seen.panels[i]],
                    axis=axis,
                    decimals=decimals,
                    raw=seen.raw_of(i),
                    adjusted=seen.adjusted_of(i),
                    also_above=i in one.also_above,
                    alone=seen.panels[i] in alone,
                )
                for i in sorted(one.members, key=lambda i: by_name(there[seen.panels[i]].panel))
            ),
        )
        for place, one in enumerate(found)
    )


def _parts(there: Mapping[int, Readable], seen: _Compared) -> list[list[Panel]]:
    """Those whom common interviewers join, by name; the largest part first."""
    by_part: dict[int, list[Panel]] = {}
    for panel, component in zip(seen.panels, seen.component, strict=True):
        by_part.setdefault(component, []).append(there[panel].panel)
    parts = [sorted(part, key=by_name) for part in by_part.values()]
    return sorted(parts, key=lambda part: (-len(part), by_name(part[0])))
