"""The names beside the ratings: as short as the panel allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from panels.seating.models import Seat


@dataclass(frozen=True)
class Names:
    """First names, whole ones where two people on the panel share a first name."""

    by_seat: dict[int, str]

    @classmethod
    def of(cls, seats: Iterable[Seat]) -> Names:
        people = {seat.pk: seat.interviewer for seat in seats}
        shared = Counter(person.first_name for person in set(people.values()))
        return cls(
            {
                seat_id: person.name if shared[person.first_name] > 1 else person.first_name
                for seat_id, person in people.items()
            }
        )

    def __getitem__(self, seat_id: int) -> str:
        return self.by_seat[seat_id]
