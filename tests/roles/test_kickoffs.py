"""Kickoff: who may ask, answer, read and settle; that answers are blind; and what a settled profile does."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from interviews.accounts.models import User
from interviews.audit.models import Entry
from interviews.roles.actions.competencies import CompetencyText, add_competency, change_competency, remove_competency
from interviews.roles.actions.kickoffs import (
    answer,
    ask_more,
    confirm_profile,
    remind,
    reveal_early,
    settle,
    start_kickoff,
)
from interviews.roles.actions.rubrics import discard_draft, publish
from interviews.roles.blinding import answered, votes_visible_to
from interviews.roles.completeness import warnings
from interviews.roles.content import rubric_digest
from interviews.roles.errors import KickoffOver, NotYetOpen, RubricFrozen
from interviews.roles.models import Kickoff, KickoffVote, ProfileRead, Rubric
from interviews.roles.profiles import lines_of, profile_to_read
from interviews.runtime.actor import acting_as
from tests.cast import Cast
from tests.conftest import AsRole
from tests.factories import make_role
from tests.roles.conftest import As

pytestmark = pytest.mark.django_db


@pytest.fixture
def kickoff(cast: Cast, draft: Rubric) -> Kickoff:
    """Ana, Ben and the lead are asked."""
    return start_kickoff(rubric=draft, people=[cast.ana, cast.ben, cast.lead], actor=cast.hr)


def give(kickoff: Kickoff, author: User, *marks: str, no: str = "") -> None:
    """Her answer, a mark for each competency in the rubric's order."""
    keys = map(str, kickoff.rubric.competencies.values_list("key", flat=True))
    with acting_as(author.pk):
        answer(kickoff=kickoff, actor=author, marks=dict(zip(keys, marks, strict=True)), no_because=no)
    kickoff.refresh_from_db()


def read_by(kickoff: Kickoff, user: User) -> set[str]:
    """Whose answers, by the rule; the database behind it must show the same rows."""
    with acting_as(user.pk):
        by_rule = set(votes_visible_to(user).filter(kickoff=kickoff).values_list("author__name", flat=True))
        fenced = set(KickoffVote.objects.filter(kickoff=kickoff).values_list("author__name", flat=True))
    assert fenced == by_rule
    return {name.split()[0] for name in by_rule}


def told(kickoff: Kickoff, user: User) -> set[int] | None:
    with acting_as(user.pk):
        return answered(kickoff.pk).get(kickoff.pk)


def mails_to(user: User) -> list[str]:
    return [one.subject for one in mail.outbox if one.to == [user.email]]


def test_answers_are_blind_until_the_last_one_is_in(cast: Cast, kickoff: Kickoff) -> None:
    give(kickoff, cast.ana, "must", "nice", "nice", no="Blames others.")
    everybody = (cast.ana, cast.ben, cast.lead, cast.hr, cast.recruiter, cast.outsider, cast.superuser)
    assert [read_by(kickoff, user) for user in everybody] == [{"Ana"}, *[set()] * 6]
    give(kickoff, cast.lead, "must", "must", "nice")
    assert [read_by(kickoff, user) for user in everybody] == [{"Ana"}, set(), {"Amara"}, *[set()] * 4]
    assert kickoff.revealed_at is None
    give(kickoff, cast.ben, "nice", "must", "nice")
    assert kickoff.revealed_at is not None
    three = {"Ana", "Ben", "Amara"}
    assert [read_by(kickoff, user) for user in everybody] == [three, three, three, three, three, set(), set()]


def test_who_has_answered_is_told_as_it_is_for_scorecards(cast: Cast, kickoff: Kickoff) -> None:
    give(kickoff, cast.ana, "must", "nice", "nice")
    assert told(kickoff, cast.hr) == told(kickoff, cast.recruiter) == {cast.ana.pk}
    assert told(kickoff, cast.lead) is told(kickoff, cast.ana) is told(kickoff, cast.outsider) is None
    give(kickoff, cast.lead, "must", "nice", "nice")
    assert told(kickoff, cast.lead) == {cast.ana.pk, cast.lead.pk}
    ask_more(kickoff=kickoff, people=[cast.hr], actor=cast.hr)
    give(kickoff, cast.hr, "must", "nice", "nice")
    assert told(kickoff, cast.hr) is None  # asked herself, and no hiring manager
    give(kickoff, cast.ben, "must", "nice", "nice")
    assert told(kickoff, cast.hr) == told(kickoff, cast.ana) == {cast.ana.pk, cast.ben.pk, cast.lead.pk, cast.hr.pk}


def test_nobody_is_known_to_have_answered_when_nobody_has(cast: Cast, kickoff: Kickoff) -> None:
    assert told(kickoff, cast.hr) == set()


def test_an_answer_changes_until_all_are_in_and_not_after(cast: Cast, kickoff: Kickoff) -> None:
    give(kickoff, cast.ana, "must", "nice", "nice", no="First words.")
    give(kickoff, cast.ana, "nice", "must", "nice", no="  Other words. ")
    with acting_as(cast.ana.pk):
        (own,) = KickoffVote.objects.all()
    assert (own.marks, own.no_because) == (profile(kickoff, "nice", "must", "nice"), "Other words.")
    give(kickoff, cast.ben, "must", "nice", "nice")
    give(kickoff, cast.lead, "must", "nice", "nice")
    with pytest.raises(KickoffOver, match="the answers are open"):
        give(kickoff, cast.ana, "must", "must", "must")
    with acting_as(cast.ana.pk), pytest.raises(DatabaseError, match="kickoff that is over"), transaction.atomic():
        KickoffVote.objects.filter(author=cast.ana).update(no_because="x")


def test_an_answer_needs_a_mark_for_each_and_comes_from_who_is_asked(cast: Cast, kickoff: Kickoff) -> None:
    with pytest.raises(ValidationError, match="Missing: Incident ownership, Code quality"):
        give(kickoff, cast.ana, "must", "may", "")
    with pytest.raises(ValidationError, match="You are not asked"):
        give(kickoff, cast.outsider, "must", "nice", "nice")
    assert read_by(kickoff, cast.ana) == read_by(kickoff, cast.outsider) == set()


def test_hiring_manager_goes_on_without_the_missing_once_two_are_in(cast: Cast, kickoff: Kickoff) -> None:
    give(kickoff, cast.ana, "must", "nice", "nice")
    with acting_as(cast.lead.pk), pytest.raises(NotYetOpen, match="own answer first"):
        reveal_early(kickoff=kickoff, actor=cast.lead)
    with acting_as(cast.hr.pk), pytest.raises(NotYetOpen, match="Fewer than two"):
        reveal_early(kickoff=kickoff, actor=cast.hr)
    give(kickoff, cast.lead, "must", "nice", "nice")
    for user in (cast.ana, cast.recruiter, cast.outsider):
        with acting_as(user.pk), pytest.raises(NotYetOpen, match="own answer first"):
            reveal_early(kickoff=kickoff, actor=user)
    with acting_as(cast.lead.pk):
        reveal_early(kickoff=kickoff, actor=cast.lead)
        with pytest.raises(KickoffOver):
            reveal_early(kickoff=kickoff, actor=cast.lead)
    assert read_by(kickoff, cast.ben) == {"Ana", "Amara"}
    with pytest.raises(KickoffOver):
        give(kickoff, cast.ben, "must", "nice", "nice")


def test_only_the_function_opens_and_the_web_server_only_writes_its_own(
    cast: Cast, kickoff: Kickoff, as_app: AsRole
) -> None:
    give(kickoff, cast.ana, "must", "nice", "nice")
    refusals = {
        "UPDATE roles_kickoff SET revealed_at = now()": "reveal_kickoff alone",
        "DELETE FROM roles_kickoffvote": "permission denied",
        f"INSERT INTO roles_kickoffvote (kickoff_id, author_id, marks, no_because) "
        f"VALUES ({kickoff.pk}, {cast.ben.pk}, '{{}}', '')": "row-level security",
    }
    for user in (cast.ana, cast.hr):
        for statement, saying in refusals.items():
            with (
                as_app(),
                acting_as(user.pk),
                pytest.raises(DatabaseError, match=saying),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
    with as_app(), acting_as(None):
        assert KickoffVote.objects.count() == 0
        assert answered(kickoff.pk) == {}


def test_nothing_tells_that_somebody_answered(cast: Cast, kickoff: Kickoff) -> None:
    """Neither the audit nor a row beside the answers, to HR admins who are asked too."""
    before = Entry.objects.count(), list(Kickoff.objects.values()), list(kickoff.participants.values())
    give(kickoff, cast.ana, "must", "nice", "nice")
    assert (Entry.objects.count(), list(Kickoff.objects.values()), list(kickoff.participants.values())) == before


def test_everybody_asked_gets_one_mail_and_the_missing_a_reminder(cast: Cast, kickoff: Kickoff) -> None:
    ask_more(kickoff=kickoff, people=[cast.ana, cast.cleo], actor=cast.hr)
    asked = "Three minutes: whom should we look for as Ward Manager?"
    assert [mails_to(user) for user in (cast.ana, cast.ben, cast.cleo, cast.outsider)] == [[asked]] * 3 + [[]]
    give(kickoff, cast.ana, "must", "nice", "nice")
    with acting_as(cast.lead.pk), pytest.raises(NotYetOpen, match="own answer first"):
        remind(kickoff=kickoff, actor=cast.lead)
    with acting_as(cast.hr.pk):
        assert remind(kickoff=kickoff, actor=cast.hr) == 3
        with pytest.raises(ValidationError, match="less than a day ago"):
            remind(kickoff=kickoff, actor=cast.hr)
    missing = "Still missing: whom you look for as Ward Manager"
    assert [mails_to(user)[1:] for user in (cast.ana, cast.ben, cast.cleo)] == [[], [missing], [missing]]


def test_two_people_and_a_competency_are_needed(cast: Cast, draft: Rubric) -> None:
    with pytest.raises(ValidationError, match="at least two"):
        start_kickoff(rubric=draft, people=[cast.ana], actor=cast.hr)
    for competency in draft.competencies.all():
        remove_competency(competency=competency, actor=cast.hr)
    with pytest.raises(ValidationError, match="Add a competency first"):
        start_kickoff(rubric=draft, people=[cast.ana, cast.ben], actor=cast.hr)
    assert not Kickoff.objects.exists()


def test_starting_twice_is_starting_once(cast: Cast, kickoff: Kickoff) -> None:
    again = start_kickoff(rubric=kickoff.rubric, people=[cast.cleo, cast.ben], actor=cast.lead)
    assert again == kickoff
    assert kickoff.participants.count() == 3


def opened(cast: Cast, kickoff: Kickoff) -> Kickoff:
    """System design is split, incident ownership near, code quality agreed on."""
    give(kickoff, cast.ana, "must", "must", "nice", no="Blames others.")
    give(kickoff, cast.ben, "nice", "important", "nice")
    give(kickoff, cast.lead, "must", "important", "nice")
    return kickoff


def test_lines_say_where_they_disagree(cast: Cast, kickoff: Kickoff) -> None:
    opened(cast, kickoff)
    with acting_as(cast.lead.pk):
        votes = list(KickoffVote.objects.select_related("author").order_by("author__name"))
        lines = lines_of(kickoff, list(kickoff.rubric.competencies.all()), votes)
    assert [(line.competency.name, line.state, line.words, line.usual) for line in lines] == [
        ("System design", "split", "2 must-have, 1 nice to have", "must"),
        ("Incident ownership", "near", "1 must-have, 2 important", "important"),
        ("Code quality", "agreed", "3 nice to have", "nice"),
    ]
    assert lines[0].columns == [
        ("must-have", ["Amara Diallo", "Ana Petrov"]),
        ("important", []),
        ("nice to have", ["Ben Okafor"]),
    ]


def profile(kickoff: Kickoff, *marks: str) -> dict[str, str]:
    return dict(zip(map(str, kickoff.rubric.competencies.values_list("key", flat=True)), marks, strict=True))


def test_settling_moves_the_must_haves_and_publishing_freezes_it(cast: Cast, kickoff: Kickoff) -> None:
    with pytest.raises(NotYetOpen):
        settle(kickoff=kickoff, actor=cast.lead, profile=profile(kickoff, "nice", "must", "nice"), agreed="")
    opened(cast, kickoff)
    first, second, _ = kickoff.rubric.competencies.all()
    assert (first.must_have, second.must_have, second.minimum_level) == (True, False, None)
    with pytest.raises(ValidationError, match="Missing: Code quality"):
        settle(kickoff=kickoff, actor=cast.lead, profile=profile(kickoff, "nice", "must", "x"), agreed="")
    found = settle(
        kickoff=kickoff, actor=cast.lead, profile=profile(kickoff, "nice", "must", "nice"), agreed=" Calm people. "
    )
    assert [(one.name, one.minimum_level) for one in found] == [("Incident ownership", 3)]
    kickoff.refresh_from_db()
    entry = Entry.objects.get(verb="kickoff.settled")
    assert (entry.subject_id, entry.actor_id, entry.details) == (
        kickoff.pk,
        cast.lead.pk,
        {"rubric": kickoff.rubric_id},
    )
    assert (kickoff.agreed, kickoff.settled_by) == ("Calm people.", cast.lead)
    assert list(kickoff.rubric.competencies.values_list("must_have", flat=True)) == [False, True, False]
    without = rubric_digest(kickoff.rubric)
    assert (
        settle(kickoff=kickoff, actor=cast.lead, profile=profile(kickoff, "nice", "must", "nice"), agreed="Calm.") == []
    )
    assert rubric_digest(kickoff.rubric) != without
    publish(rubric=kickoff.rubric, actor=cast.hr)
    with pytest.raises(RubricFrozen):
        settle(kickoff=kickoff, actor=cast.lead, profile=profile(kickoff, "must", "must", "must"), agreed="")
    with pytest.raises(DatabaseError, match="published rubric and cannot change"), transaction.atomic():
        Kickoff.objects.update(agreed="Other people.")


def test_draft_warns_of_an_unsettled_kickoff_and_of_leaving_it(cast: Cast, kickoff: Kickoff) -> None:
    def about_it() -> list[str]:
        rubric = Rubric.objects.get(pk=kickoff.rubric_id)
        return [finding.sentence for finding in warnings(rubric) if "kickoff" in finding.sentence]

    assert about_it() == ["The kickoff is not settled. Published now, the rubric goes without it."]
    opened(cast, kickoff)
    settle(kickoff=kickoff, actor=cast.lead, profile=profile(kickoff, "must", "nice", "nice"), agreed="")
    assert about_it() == []
    first = kickoff.rubric.competencies.first()
    assert first is not None
    first.must_have = False
    first.save()
    assert about_it() == ["System design: the kickoff settled it as a must-have, and the draft says otherwise."]


def test_kickoff_blocks_no_publishing_and_its_answers_stay_with_their_authors(cast: Cast, kickoff: Kickoff) -> None:
    give(kickoff, cast.ana, "must", "nice", "nice")
    give(kickoff, cast.ben, "must", "nice", "nice")
    publish(rubric=kickoff.rubric, actor=cast.hr)
    with pytest.raises(KickoffOver, match="published without it"):
        give(kickoff, cast.lead, "must", "nice", "nice")
    make_role("Another draft", lead=cast.lead, publish=False)
    with acting_as(cast.hr.pk), pytest.raises(KickoffOver):
        reveal_early(kickoff=kickoff, actor=cast.hr)
    with acting_as(cast.hr.pk), connection.cursor() as cursor:
        cursor.execute("SELECT reveal_kickoff(%s, true)", [kickoff.pk])
        assert cursor.fetchone() == ("over",)
    assert [read_by(kickoff, user) for user in (cast.ana, cast.lead, cast.hr)] == [{"Ana"}, set(), set()]


def test_draft_with_a_kickoff_is_not_discarded(cast: Cast, kickoff: Kickoff) -> None:
    with pytest.raises(RubricFrozen, match="what people answered is kept"):
        discard_draft(rubric=kickoff.rubric, actor=cast.hr)
    assert Rubric.objects.filter(pk=kickoff.rubric_id).exists()


def test_profile_is_read_once_by_those_who_were_not_there(cast: Cast, kickoff: Kickoff) -> None:
    rubric = kickoff.rubric
    assert profile_to_read(rubric, cast.cleo) is None
    opened(cast, kickoff)
    assert profile_to_read(Rubric.objects.get(pk=rubric.pk), cast.cleo) is None
    settle(kickoff=kickoff, actor=cast.lead, profile=profile(kickoff, "must", "important", "nice"), agreed="Calm.")
    rubric = Rubric.objects.get(pk=rubric.pk)
    found = profile_to_read(rubric, cast.cleo)
    assert found is not None
    assert [(word, [one.name for one in members]) for word, members in found.marks] == [
        ("must-have", ["System design"]),
        ("important", ["Incident ownership"]),
        ("nice to have", ["Code quality"]),
    ]
    assert profile_to_read(rubric, cast.ana) is None
    for _ in range(2):
        confirm_profile(rubric=rubric, actor=cast.cleo)
    assert profile_to_read(rubric, cast.cleo) is None
    assert ProfileRead.objects.count() == Entry.objects.filter(verb="profile.read").count() == 1


@pytest.mark.parametrize("who", ["ana", "hr", "recruiter"])
def test_settling_is_the_hiring_managers(cast: Cast, kickoff: Kickoff, as_: As, who: str) -> None:
    opened(cast, kickoff)
    page = f"/kickoffs/{kickoff.uuid}/settle/"
    assert as_(getattr(cast, who)).get(page).status_code == 404
    assert as_(cast.lead).get(page).status_code == 200


def test_pages_from_asking_to_settling(cast: Cast, draft: Rubric, as_: As) -> None:
    lead, ana = as_(cast.lead), as_(cast.ana)
    refused = lead.post(f"/rubrics/{draft.uuid}/kickoff/", {"people": [cast.ana.uuid]})
    assert (refused.status_code, "Choose at least two people" in refused.content.decode()) == (422, True)
    started = lead.post(f"/rubrics/{draft.uuid}/kickoff/", {"people": [cast.ana.uuid, cast.lead.uuid]})
    kickoff = Kickoff.objects.get()
    page = f"/kickoffs/{kickoff.uuid}/"
    assert started["Location"] == page
    assert "Whom do you look for?" in ana.get("/").content.decode()
    marks = {f"mark_{key}": mark for key, mark in profile(kickoff, "must", "nice", "nice").items()}
    empty = ana.post(page, {"no_because": "Blames others."}).content.decode()
    assert "System design: say how much it matters." in empty
    assert "Blames others." in empty
    assert ana.post(page, {**marks, "no_because": "Blames others."}).status_code == 302
    assert "Blames others." not in lead.get(page).content.decode()
    assert kickoff.rubric.role.name not in ana.get("/").content.decode()
    lead.post(page, marks)
    assert "Blames others." in lead.get(page).content.decode()
    assert "Read and settle" in lead.get("/").content.decode()
    settled = lead.post(f"{page}settle/", {**marks, "agreed": "Calm under pressure."})
    assert settled["Location"] == page
    for reader in (ana, as_(cast.hr), as_(cast.recruiter)):
        assert "Calm under pressure." in reader.get(page).content.decode()
    assert as_(cast.outsider).get(page).status_code == 404


def test_changed_competency_keeps_the_answers(cast: Cast, kickoff: Kickoff) -> None:
    """A new name is the same key; a competency that came later has no answers yet."""
    opened(cast, kickoff)
    first = kickoff.rubric.competencies.first()
    assert first is not None
    change_competency(competency=first, text=CompetencyText("System sense"), actor=cast.hr)
    add_competency(rubric=kickoff.rubric, text=CompetencyText("Ownership"), actor=cast.hr)
    with acting_as(cast.lead.pk):
        votes = list(KickoffVote.objects.select_related("author"))
        lines = lines_of(kickoff, list(kickoff.rubric.competencies.all()), votes)
    assert {line.competency.name: line.words for line in lines}["System sense"] == "2 must-have, 1 nice to have"
    assert {line.competency.name: line.words for line in lines}["Ownership"] == ""
