"""What should be so, worked out apart from the site: plain Python that knows the rule and nothing of its code."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import fmean, median

OFFICE = ("lead", "recruiter", "hr", "superuser")


@dataclass
class Version:
    """`levels` by competency, `marker` the one word that only this text holds."""

    levels: dict[int, int]
    marker: str
    standing: str


@dataclass
class Card:
    """One seat and what its holder wrote. `kept` are the texts that lost a race, whatever became of them."""

    kind: str = "independent"
    external: bool = False
    state: str = "active"
    revision: int = 0
    levels: dict[int, int] = field(default_factory=dict)
    marker: str = ""
    kept: list[str] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    amending: bool = False

    @property
    def is_in(self) -> bool:
        return bool(self.versions)


@dataclass
class Oracle:
    """A panel. Each method is something that somebody does; it answers whether it should have an effect."""

    cards: dict[str, Card]
    revealed: bool = False
    ended: bool = False
    decisions: int = 0

    def takes_writing(self, name: str) -> bool:
        card = self.cards[name]
        return card.state in {"active", "missing"} and not self.ended and (not card.is_in or card.amending)

    def save(self, name: str, revision: int, levels: dict[int, int], marker: str) -> bool:
        card = self.cards[name]
        if not self.takes_writing(name) or card.revision != revision:
            card.kept.append(marker)
            return False
        card.revision, card.levels, card.marker = revision + 1, levels, marker
        return True

    def submit(self, name: str, revision: int) -> bool:
        card = self.cards[name]
        if not self.takes_writing(name) or card.revision != revision or not card.marker:
            return False
        card.versions.append(Version(dict(card.levels), card.marker, self._standing(card)))
        card.amending = False
        self._open_if_complete()
        return True

    def amend(self, name: str) -> bool:
        card = self.cards[name]
        if not card.is_in or card.amending or self.ended or card.state not in {"active", "missing"}:
            return False
        card.amending = True
        return True

    def stop_amending(self, name: str) -> bool:
        card = self.cards[name]
        if not card.amending:
            return False
        last = card.versions[-1]
        if card.marker != last.marker:
            card.kept.append(card.marker)
        card.levels, card.marker = dict(last.levels), last.marker
        card.amending, card.revision = False, card.revision + 1
        return True

    def leave(self, name: str, state: str) -> bool:
        """Excused or replaced by somebody of the office; only who is not in can leave."""
        card = self.cards[name]
        if self.revealed or self.ended or card.state != "active" or card.is_in:
            return False
        card.state = state
        if state == "excused":
            self._open_if_complete()
        return True

    def close(self) -> bool:
        counted = [card for card in self._independent() if card.is_in]
        if self.revealed or self.ended or len(counted) < 2:
            return False
        for card in self.cards.values():
            if card.state == "active" and card.kind in {"independent", "shadow"} and not card.is_in:
                card.state = "missing"
        self.revealed = True
        return True

    def end(self) -> bool:
        if self.ended:
            return False
        self.ended = True
        return True

    def may_read(self, viewer: str, author: str) -> bool:
        """Whether submitted versions of the author are open to the viewer."""
        if viewer == author:
            return True
        if viewer in {"employee", "outsider"} or not self.revealed:
            return False
        card = self.cards.get(viewer)
        if card is None:
            return viewer in OFFICE
        if card.state not in {"active", "missing"} or card.external:
            return False
        return card.is_in or card.kind == "informed"

    def may_meet(self, viewer: str) -> set[str]:
        """The markers that may stand in anything that the viewer gets."""
        own = self.cards.get(viewer)
        mine = {own.marker, *own.kept, *(version.marker for version in own.versions)} if own else set()
        return mine | {
            version.marker
            for author, card in self.cards.items()
            if self.may_read(viewer, author)
            for version in card.versions
        }

    def counted(self, *, with_late: bool) -> list[Version]:
        wanted = {"before", "late_blind"} if with_late else {"before"}
        found = []
        for card in self.cards.values():
            versions = [version for version in card.versions if version.standing in wanted]
            if card.kind == "independent" and versions:
                found.append(versions[-1])
        return found

    @property
    def is_late(self) -> bool:
        return any(
            version.standing == "late_blind" and card.kind == "independent"
            for card in self.cards.values()
            for version in card.versions
        )

    def numbers(self, *, with_late: bool) -> dict[int, tuple[int, float, float]]:
        """n, mean and median of each competency."""
        levels: dict[int, list[int]] = {}
        for version in self.counted(with_late=with_late):
            for competency, level in version.levels.items():
                levels.setdefault(competency, []).append(level)
        return {key: (len(all_), round(fmean(all_), 6), float(median(all_))) for key, all_ in levels.items()}

    def _standing(self, card: Card) -> str:
        if card.kind == "informed":
            return "informed"
        if not self.revealed:
            return "before"
        return "after" if card.is_in else "late_blind"

    def _independent(self) -> list[Card]:
        return [card for card in self.cards.values() if card.kind == "independent" and card.state == "active"]

    def _open_if_complete(self) -> None:
        counted = self._independent()
        if not self.revealed and not self.ended and counted and all(card.is_in for card in counted):
            self.revealed = True
            for card in self.cards.values():
                if card.state == "active" and card.kind == "shadow" and not card.is_in:
                    card.state = "missing"
