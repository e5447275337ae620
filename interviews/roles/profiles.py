"""What the people of a kickoff said, competency by competency, and where they disagree about whom they seek."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists

from interviews.accounts.models import User
from interviews.roles.models import Competency, Kickoff, KickoffVote, ProfileRead, Rubric
from interviews.roles.models.kickoffs import Mark

WORDS = {mark.value: str(mark.label) for mark in Mark}


@dataclass(frozen=True)
class Line:
    """One competency: who holds it for what, in the order of Mark; `settled` is the mark that was agreed on."""

    competency: Competency
    people: dict[str, list[str]]
    settled: str

    @property
    def is_split(self) -> bool:
        """Some could not do without it, to others it is no more than nice."""
        return bool(self.people[Mark.MUST] and self.people[Mark.NICE])

    @property
    def is_unanimous(self) -> bool:
        return sum(bool(names) for names in self.people.values()) == 1

    @property
    def state(self) -> str:
        return "split" if self.is_split else "agreed" if self.is_unanimous else "near"

    @property
    def columns(self) -> list[tuple[str, list[str]]]:
        return [(WORDS[mark], names) for mark, names in self.people.items()]

    @property
    def words(self) -> str:
        """2 must-have, 1 nice to have."""
        return ", ".join(f"{len(names)} {WORDS[mark]}" for mark, names in self.people.items() if names)

    @property
    def usual(self) -> str:
        """What most hold it for; where as many hold it for more, that."""
        return max(self.people, key=lambda mark: len(self.people[mark]))

    @property
    def settled_words(self) -> str:
        return WORDS.get(self.settled, "")


def kickoff_of(rubric: Rubric) -> Kickoff | None:
    """No query where the rubric was read with its kickoff."""
    found: Kickoff | None = getattr(rubric, "kickoff", None)
    return found


def state_words(kickoff: Kickoff, shown: Mapping[int, set[int]]) -> str:
    """How it stands, for a line in a list. `shown` is what `blinding.answered` tells; participants are prefetched."""
    if kickoff.is_settled:
        return "Kickoff settled"
    if kickoff.revealed_at is not None:
        return "Kickoff to be settled"
    asked = len(kickoff.participants.all())
    if kickoff.pk not in shown:
        return f"Kickoff: {asked} are asked"
    return f"Kickoff: {len(shown[kickoff.pk])} of {asked} in"


def lines_of(kickoff: Kickoff, competencies: Iterable[Competency], votes: Sequence[KickoffVote]) -> list[Line]:
    """Splits first, then where people are near, then what all agree on; the rubric's order inside. A competency that
    came into the draft after somebody answered has fewer answers. `votes` come with their authors.
    """
    lines = [
        Line(
            competency,
            {
                mark.value: [vote.author.name for vote in votes if vote.marks.get(str(competency.key)) == mark]
                for mark in Mark
            },
            kickoff.profile.get(str(competency.key), ""),
        )
        for competency in competencies
    ]
    return sorted(lines, key=lambda line: ("split", "near", "agreed").index(line.state))


def settled_marks(kickoff: Kickoff, competencies: Iterable[Competency]) -> list[tuple[str, list[Competency]]]:
    """The settled profile for those who read it: must-haves first, empty groups left out."""
    groups = {mark.value: [one for one in competencies if kickoff.profile.get(str(one.key)) == mark] for mark in Mark}
    return [(WORDS[mark], members) for mark, members in groups.items() if members]


class Profile(NamedTuple):
    """What was settled, for somebody who has yet to read it."""

    kickoff: Kickoff
    marks: list[tuple[str, list[Competency]]]


def profile_to_read(rubric: Rubric, user: User) -> Profile | None:
    """The rubric's settled profile, unless she was at the kickoff or has confirmed it. No query without one."""
    kickoff = kickoff_of(rubric)
    if kickoff is None or not kickoff.is_settled:
        return None
    knows = Exists(kickoff.participants.filter(user=user)) | Exists(
        ProfileRead.objects.filter(rubric=rubric, user=user)
    )
    if Kickoff.objects.filter(knows, pk=kickoff.pk).exists():
        return None
    return Profile(kickoff, settled_marks(kickoff, rubric.competencies.all()))


def departures(kickoff: Kickoff, competencies: Iterable[Competency]) -> list[Competency]:
    """Competencies whose must-have mark in the draft is no longer what was settled."""
    return [
        one
        for one in competencies
        if (mark := kickoff.profile.get(str(one.key))) is not None and one.must_have != (mark == Mark.MUST)
    ]
