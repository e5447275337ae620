"""What is broken, in words for whoever runs the site: where, and what was expected there; never what somebody wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`where` names a table and a row (`panel 3f…`, `rubric 12`), `what` is a sentence."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


Findings = Iterator[Finding]
