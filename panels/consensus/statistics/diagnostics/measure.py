"""What every measure of an interviewer answers, so that all are judged by the same rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

Figures: TypeAlias = Mapping[str, float | None]


@dataclass(frozen=True)
class Finding:
    """`p`: how often chance alone goes so far. `large`: far enough to matter, however sure it is."""

    p: float
    large: bool


class Measure(Protocol):
    """`n` is what the measure rests on; below `needed` nothing is tested and nothing said."""

    @property
    def n(self) -> int: ...

    @property
    def needed(self) -> int: ...

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Without regard to n; empty where nothing can be tested."""
        ...

    def figures(self, q: float | None) -> Figures:
        """What is shown beside n; `q` is the lowest of its findings."""
        ...
