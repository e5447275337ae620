"""Who can be signed in as, and what each has to do: read from the content, so that no secret row is touched."""

from __future__ import annotations

from panels.overview.demo import content


def table() -> str:
    """A line for each person worth looking at, those with most to do first."""
    organisation = content.organisation()
    lines = [(organisation.address(organisation.people[key]), words) for key, words in _who().items()]
    width = max(len(address) for address, _ in lines)
    return "\n".join(
        [
            f"{organisation.name} (made up). Everybody's password: {organisation.password}",
            *(f"  {address:<{width}}  {words}" for address, words in lines),
        ]
    )


def _who() -> dict[str, str]:
    people = content.organisation().people
    words = {key: f"{one.name}, {one.mark}" for key, one in people.items() if one.mark}
    for role in content.roles():
        words[role.lead] = f"{people[role.lead].name}, hiring manager: {role.name}"
    for key, candidates in _open_cards().items():
        own = f"own scorecard to write: {', '.join(candidates)}"
        words[key] = f"{words[key]}; {own}" if key in words else f"{people[key].name}, interviewer, {own}"
    for story in (panel for role in content.roles() for panel in role.panels):
        if account := story.candidate.get("own_account"):
            words[account] = f"{people[account].name}, works here and applies: finds nothing of the own panel"
    return words


def _open_cards() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for panel in (panel for role in content.roles() for panel in role.panels):
        if panel.plan_only or panel.ending:
            continue
        for letter, card in panel.cards.items():
            took_over = panel.replaced if panel.replaced and panel.replaced["slot"] == letter else None
            if not card.is_submitted:
                found.setdefault(took_over["by"] if took_over else card.who, []).append(panel.name)
    return found
