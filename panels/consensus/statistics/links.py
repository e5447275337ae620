"""How firmly a connected component hangs together, and what would join two that do not.

A component may hang by a thread: two groups of interviewers who have met but one candidate in common are connected, and
yet compare their candidates by that one alone. The seam is where the component is weakest: its interviewers are put in
order along the second eigenvector of the normalised Laplacian of "met in common" (Fiedler 1973; Shi & Malik 2000,
doi:10.1109/34.868688), and of the cuts of that order the one is taken that the fewest candidates bridge for the size of
its smaller side; of equals the one that fewest bridge at all. This is a cheap stand-in for the least cut, which may be
thinner still.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.connected import Components
from panels.consensus.statistics.table import Codes, Floats, RatingTable

FEWEST_INTERVIEWERS = 4
MOST_INTERVIEWERS = 2000
"""The eigenvectors of more take longer than the answer is worth."""
FIRM = 4
"""With so many candidates in common a difference between two groups is about as sure as it gets."""


@dataclass(frozen=True)
class Seam:
    """Where `component` is weakest. `candidates` met interviewers of both sides; `interviewers` met candidates of both.

    A candidate's side is that of most of her interviewers. `sides` counts the interviewers of each.
    """

    component: int
    sides: tuple[int, int]
    candidates: int
    interviewers: int


@dataclass(frozen=True)
class Suggestion:
    """Let `interviewer`, of the first of `between`, meet so many candidates of the second."""

    between: tuple[int, int]
    interviewer: str
    candidates: int


def seams(table: RatingTable, found: Components) -> tuple[Seam, ...]:
    """One for each component with at least four interviewers, in the order of the components."""
    if not found.count:
        return ()
    pairs = np.unique(table.target * len(table.raters) + table.rater)
    target, rater = np.divmod(pairs, len(table.raters))
    seen = []
    for component, raters in enumerate(found.raters):
        if FEWEST_INTERVIEWERS <= raters <= MOST_INTERVIEWERS:
            here = found.rater[rater] == component
            seen.append(_seam(component, target[here], rater[here]))
    return tuple(seen)


def suggestions(table: RatingTable, found: Components) -> tuple[Suggestion, ...]:
    """The fewest meetings that join all components: the largest one's busiest interviewer meets some of each other.

    Her severity is the best known, so that what she says of the others tells most.
    """
    if found.count < 2:
        return ()
    pairs = np.unique(table.target * len(table.raters) + table.rater) % len(table.raters)
    met = np.where(found.rater == 0, np.bincount(pairs, minlength=len(table.raters)), -1)
    busiest = table.raters[int(met.argmax())]
    return tuple(Suggestion((0, other), busiest, min(FIRM, found.targets[other])) for other in range(1, found.count))


def _seam(component: int, target: Codes, rater: Codes) -> Seam:
    _, target = np.unique(target, return_inverse=True)
    _, rater = np.unique(rater, return_inverse=True)
    meets = np.zeros((int(target.max()) + 1, int(rater.max()) + 1))
    meets[target, rater] = 1.0
    order = _order(meets)
    along = meets[:, order].cumsum(axis=1)
    bridging = ((along > 0) & (along < along[:, -1:])).sum(axis=0)[:-1]
    first = np.arange(1, len(order))
    cut = int(np.lexsort((bridging, bridging / np.minimum(first, len(order) - first)))[0])
    left = np.zeros(len(order), dtype=bool)
    left[order[: cut + 1]] = True
    left ^= not left[0]  # an eigenvector's sign is the machine's choice; the first interviewer stands left
    with_left = 2.0 * meets @ left >= meets.sum(axis=1)
    of_left, of_right = meets.T @ with_left, meets.T @ ~with_left
    return Seam(
        component=component,
        sides=(int(left.sum()), int((~left).sum())),
        candidates=int(bridging[cut]),
        interviewers=int(((of_left > 0) & (of_right > 0)).sum()),
    )


def _order(meets: Floats) -> Codes:
    """Interviewers along the direction in which they have least in common."""
    common = meets.T @ meets
    np.fill_diagonal(common, 0.0)
    scale = 1.0 / np.sqrt(common.sum(axis=1))
    _, vectors = np.linalg.eigh(np.eye(len(common)) - scale[:, None] * common * scale)
    return np.argsort(scale * vectors[:, 1], kind="stable")
