"""Settled panels without a database: what the fit is asked with."""

from __future__ import annotations

import numpy as np

from panels.consensus.calibrating.reading import Settled, item_of

LEVELS = range(1, 6)


def settled(
    panels: int = 12,
    *,
    role: int = 1,
    first: int = 1,
    people: int = 6,
    competencies: int = 3,
    rubric: int = 1,
    seed: int = 11,
) -> tuple[Settled, ...]:
    """Each panel has three of the people, who rate every competency from a level of the candidate's and their own."""
    draw = np.random.default_rng(seed)
    severity = draw.normal(0, 0.35, people)
    names = {item_of(role, f"key{c}"): f"Competency {c}" for c in range(competencies)}
    found = []
    for number in range(first, first + panels):
        own = draw.normal(0, 0.9)
        ratings = tuple(
            (str(100 + person), item, int(np.clip(round(3 + own + severity[person] + draw.normal(0, 0.5)), 1, 5)))
            for person in draw.permutation(people)[:3]
            for item in names
        )
        found.append(
            Settled(
                panel=number,
                role=role,
                stage=1,
                rubric=rubric,
                receipts=(f"receipt {number}",),
                ratings=ratings,
                weights=dict.fromkeys(names, 1.0),
                names=names,
            )
        )
    return tuple(found)
