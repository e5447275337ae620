"""Twin worlds for a kickoff: who may not know who has answered notices nothing of it, on any address of the site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from interviews.accounts.models import User
from interviews.roles.actions.kickoffs import answer, ask_more
from interviews.roles.models import Kickoff
from interviews.runtime.actor import acting_as
from tests.cast import Cast
from tests.conftest import AsRole
from tests.leaks.watching import Ask, Seen, Watcher, undone, uuids_in
from tests.overview.world import make_world
from tests.permissions import TABLE, address, seen_by

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("one_moment")]
CANARY = "Zqkickoff"


def says(kickoff: Kickoff, author: User, first: str, words: str) -> None:
    keys = [str(key) for key in kickoff.rubric.competencies.values_list("key", flat=True)]
    marks = {key: first if number == 0 else "nice" for number, key in enumerate(keys)}
    with acting_as(author.pk):
        answer(kickoff=kickoff, actor=author, marks=marks, no_because=f"{CANARY} {words}")


Secret = Callable[[Kickoff, Cast], None]
NOBODY_ANSWERED: Secret = lambda _kickoff, _cast: None  # noqa: E731 -- named for the table below
ANA_ONE_WAY: Secret = lambda kickoff, cast: says(kickoff, cast.ana, "must", "blames others")  # noqa: E731
ANA_THE_OTHER: Secret = lambda kickoff, cast: says(kickoff, cast.ana, "nice", "is late, and long-winded")  # noqa: E731


def all_but_cleo(kickoff: Kickoff, cast: Cast) -> None:
    for author in (cast.ana, cast.ben, cast.hr):
        says(kickoff, author, "must", "blames others")


WHO_IS_IN = (NOBODY_ANSWERED, ANA_ONE_WAY, ANA_THE_OTHER, all_but_cleo)
"""What is secret to those who are asked and have not answered, and to everybody else without a part."""
CONTENT = (ANA_ONE_WAY, ANA_THE_OTHER)


@pytest.mark.parametrize(
    ("viewer", "secrets"),
    [
        ("anonymous", WHO_IS_IN),
        ("outsider", WHO_IS_IN),
        ("cleo", WHO_IS_IN),
        ("lead", WHO_IS_IN),
        ("hr", WHO_IS_IN[:3]),
        ("superuser", WHO_IS_IN),
        ("recruiter", CONTENT),
    ],
)
def test_worlds_that_differ_in_answers_answer_alike(
    cast: Cast, as_app: AsRole, viewer: str, secrets: tuple[Secret, ...]
) -> None:
    assert compared(cast, as_app, viewer, secrets) == ([], [])


def test_who_may_know_who_has_answered_sees_it_and_would_be_noticed(cast: Cast, as_app: AsRole) -> None:
    differences, hits = compared(cast, as_app, "recruiter", WHO_IS_IN)
    assert {difference.split(":")[0] for difference in differences} >= {"GET /"}
    assert any(difference.startswith("GET /kickoffs/") for difference in differences)
    assert hits == []


def compared(cast: Cast, as_app: AsRole, viewer: str, secrets: tuple[Secret, ...]) -> tuple[list[str], list[str]]:
    """What differs and where a canary stands. Cleo, the HR admin and the lead are asked as well."""
    world = make_world(cast)
    kickoff = Kickoff.objects.select_related("rubric__role").get(uuid=world["kickoff"])
    ask_more(kickoff=kickoff, people=[cast.cleo, cast.hr], actor=cast.hr)
    hits: list[str] = []
    watcher = Watcher(seen_by(Client(), cast, viewer), known(cast, world), lambda where, text: grep(hits, where, text))
    first: dict[Ask, Seen] = {}
    differences = []
    for secret in secrets:
        with undone():
            secret(kickoff, cast)
            cache.clear()
            with as_app():
                for ask in asks(world, kickoff):
                    seen = watcher.ask(ask)
                    if difference := first.setdefault(ask, seen).difference(seen):
                        differences.append(f"{ask}: {difference}")
    assert len(first) > len(TABLE) // 2
    return differences, hits


def asks(world: dict[str, Any], kickoff: Kickoff) -> list[Ask]:
    """Every address that is not about a panel, and what the kickoff's own pages can be sent, whole answers apart."""
    paths = [address(name, row, world) for name, rows in TABLE.items() for row in rows if not row.about_the_panel]
    page = f"/kickoffs/{kickoff.uuid}/"
    posts = [Ask("POST", page, {"no_because": "Words."}), Ask("POST", f"{page}settle/"), Ask("POST", f"{page}people/")]
    return [*(Ask("GET", path) for path in dict.fromkeys(paths)), *posts]


def known(cast: Cast, world: dict[str, Any]) -> frozenset[str]:
    return uuids_in(world) | {str(person.uuid) for person in vars(cast).values()}


def grep(hits: list[str], where: str, text: str) -> None:
    if CANARY in text:
        hits.append(where)
