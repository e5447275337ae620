"""Who may open which page, what a refusal says, and how many questions a list asks the database."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from interviews.accounts.models import User
from interviews.roles.actions.competencies import CompetencyText, change_competency
from interviews.roles.actions.kits import add_question, set_section
from interviews.roles.actions.roles import archive_role
from interviews.roles.actions.rubrics import publish, start_draft
from interviews.roles.actions.stages import add_stage
from interviews.roles.models import Competency, LibraryCompetency, Question, Role, Rubric, Stage
from interviews.roles.views.rubrics import NON_RATINGS
from panels.scorecards.models import NonRating
from tests.cast import Cast
from tests.factories import make_role, make_user

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
UNKNOWN = "00000000-0000-4000-8000-000000000000"

# page: who of hr, recruiter, lead, ana (a rater), superuser, other_lead may open it
EVERYBODY = {"hr", "recruiter", "lead", "ana", "superuser", "other_lead"}
READS = {"hr", "recruiter", "lead"}
HR = {"hr"}
PAGES = {
    "roles": EVERYBODY,
    "new": HR,
    "role": READS,
    "edit": HR,
    "clone": HR,
    "archive": HR,
    "stage_new": HR,
    "stage": HR,
    "stage_remove": HR,
    "kit": READS,
    "section": READS,
    "question_new": READS,
    "copy_questions": READS,
    "question": READS,
    "question_remove": READS,
    "rubric": READS,
    "scale": HR,
    "hire_line": HR,
    "publish": HR,
    "discard": HR,
    "preview": READS,
    "competency_new": HR,
    "from_library": HR,
    "competency": HR,
    "competency_remove": HR,
    "library": HR,
    "library_new": HR,
    "library_entry": HR,
    "library_edit": HR,
    "library_retire": HR,
}
POSTS = {"start": HR, "stage_move": HR, "competency_move": HR, "question_move": READS}


@pytest.fixture
def place(cast: Cast, draft_role: Role) -> dict[str, str]:
    """The address of each page, about the draft role and what belongs to it."""
    rubric, stage = draft_role.rubrics.get(), draft_role.stages.get()
    competency = rubric.competencies.get(name="Code quality")
    question = add_question(stage=stage, competency_key=competency.key, text="Why?", actor=cast.hr)
    entry = LibraryCompetency.objects.get(name="Leading people")
    on = {
        "role": [draft_role.uuid],
        "rubric": [rubric.uuid],
        "stage": [stage.uuid],
        "competency": [competency.uuid],
        "section": [stage.uuid, competency.key],
        "question": [question.uuid],
        "entry": [entry.uuid],
        "": [],
    }
    about = {
        "": "roles new library library_new",
        "role": "role edit clone archive stage_new start",
        "stage": "stage stage_remove stage_move kit",
        "section": "section question_new copy_questions",
        "question": "question question_remove question_move",
        "rubric": "rubric scale hire_line publish discard preview competency_new from_library",
        "competency": "competency competency_remove competency_move",
        "entry": "library_entry library_edit library_retire",
    }
    return {name: reverse(f"roles:{name}", args=on[what]) for what, names in about.items() for name in names.split()}


@pytest.fixture
def people(cast: Cast, role: Role) -> dict[str, User]:
    other = make_user("Olga Other")
    make_role("Another", lead=other)
    return {
        "hr": cast.hr,
        "recruiter": cast.recruiter,
        "lead": cast.lead,
        "ana": cast.ana,
        "superuser": cast.superuser,
        "other_lead": other,
    }


@pytest.mark.parametrize("page", PAGES)
def test_page_opens_for_whom_it_is_meant(as_: As, people: dict[str, User], place: dict[str, str], page: str) -> None:
    opened = {name for name, user in people.items() if as_(user).get(place[page]).status_code == 200}
    assert opened == PAGES[page]


@pytest.mark.parametrize("page", [page for page in PAGES if page not in {"roles", "rubric", "role", "preview"}])
def test_post_is_taken_from_whom_it_is_meant(
    as_: As, people: dict[str, User], place: dict[str, str], page: str
) -> None:
    refused = {name for name, user in people.items() if as_(user).post(place[page]).status_code == 404}
    if page in {"stage_remove", "question_remove", "discard", "competency_remove"}:
        refused -= PAGES[page]  # gone after the first of them has done it
    assert refused == EVERYBODY - PAGES[page]


@pytest.mark.parametrize("page", POSTS)
def test_button_works_for_whom_it_is_meant(as_: As, people: dict[str, User], place: dict[str, str], page: str) -> None:
    answers = {name: as_(user).post(place[page], {"to": "up"}).status_code for name, user in people.items()}
    assert answers == {name: 302 if name in POSTS[page] else 404 for name in people}
    assert as_(people["hr"]).get(place[page]).status_code == 405


def test_nobody_signed_in_is_sent_to_sign_in(client: Client, place: dict[str, str]) -> None:
    assert {client.get(place[page]).status_code for page in PAGES} == {302}
    assert {client.post(place[page]).status_code for page in POSTS} == {401}


@pytest.mark.parametrize("page", [page for page in PAGES if page not in {"roles", "new", "library", "library_new"}])
def test_unknown_and_forbidden_are_one_answer(as_: As, cast: Cast, place: dict[str, str], page: str) -> None:
    unknown = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", UNKNOWN, place[page])
    forbidden, missing = as_(cast.ana).get(place[page]), as_(cast.hr).get(unknown)
    assert (forbidden.status_code, missing.status_code) == (404, 404)
    assert forbidden.content == missing.content


@pytest.mark.parametrize(
    ("page", "queries"), [("roles", 12), ("role", 15), ("library", 6), ("rubric", 9), ("kit", 8), ("preview", 12)]
)
def test_list_asks_the_same_for_one_and_for_three(
    as_: As, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, page: str, queries: int
) -> None:
    role = make_role("First", lead=cast.lead, competencies=["One"], must_have=["One"], publish=page != "rubric")
    rubric, stage = role.rubrics.get(), role.stages.get()
    LibraryCompetency.objects.exclude(name="Code quality").delete()
    address = {
        "roles": reverse("roles:roles"),
        "library": reverse("roles:library"),
        "role": reverse("roles:role", args=[role.uuid]),
        "rubric": reverse("roles:rubric", args=[rubric.uuid]),
        "kit": reverse("roles:kit", args=[stage.uuid]),
        "preview": reverse("roles:preview", args=[rubric.uuid]),
    }[page]
    client = as_(cast.hr)
    fill(role, cast, 1)
    with django_assert_num_queries(queries):
        client.get(address)
    for number in (2, 3):
        fill(role, cast, number)
    with django_assert_num_queries(queries):
        client.get(address)


def fill(role: Role, cast: Cast, number: int) -> None:
    """One more of everything that a page of this app lists."""
    make_role(f"More {number}", lead=make_user())
    extra = LibraryCompetency.objects.create(name=f"Entry {number}", family=f"Family {number}", definition="It.")
    extra.questions.create(position=1, text="Why?")
    stage = add_stage(role=role, name=f"Stage {number}", actor=cast.hr)
    if not role.rubrics.drafts().exists():
        start_draft(role=role, actor=cast.hr)
    draft = role.rubrics.drafts().get()
    competency = draft.competencies.create(name=f"Competency {number}", position=number + 10)
    competency.anchors.create(value=1, text="It.")
    for each in (stage, role.stages.get(position=1)):
        set_section(stage=each, competency_key=competency.key, minutes=5, instructions="", actor=cast.hr)
        add_question(stage=each, competency_key=competency.key, text=f"Why {number}?", actor=cast.hr)
    if role.rubrics.published().exists():
        draft.competencies.exclude(pk=competency.pk).update(must_have=False)
        competency.anchors.create(value=5, text="It all.")
        publish(rubric=draft, actor=cast.hr)
        start_draft(role=role, actor=cast.hr)


def competency_post(**changes: str) -> dict[str, str]:
    return {"name": "Care", "definition": "Sees to it.", "minimum_level": "no", "weight": "1"} | changes


def test_refused_form_keeps_what_was_typed_and_says_it_twice(as_: As, cast: Cast, place: dict[str, str]) -> None:
    answer = as_(cast.hr).post(place["competency_new"], competency_post(name="system design", anchor_1="Long text."))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("There is already a competency called system design. Choose another name.") == 2
    assert 'href="#id_name"' in page
    assert "Long text." in page


def test_other_weight_needs_a_number(as_: As, cast: Cast, place: dict[str, str]) -> None:
    page = as_(cast.hr).post(place["competency_new"], competency_post(weight="other")).content.decode()
    assert page.count("Give the other weight, such as 1.5.") == 2


def test_competency_is_written_from_the_form(as_: As, cast: Cast, place: dict[str, str], draft: Rubric) -> None:
    sent = competency_post(minimum_level="3", weight="other", other_weight="1.5", anchor_1="Low.", anchor_5="Top.")
    answer = as_(cast.hr).post(place["competency_new"], sent)
    made = draft.competencies.get(name="Care")
    assert answer.headers["Location"] == f"{place['rubric']}#c-{made.uuid}"
    assert (made.must_have, made.minimum_level, str(made.weight)) == (True, 3, "1.50")
    assert list(made.anchors.values_list("value", "text")) == [(1, "Low."), (5, "Top.")]


def seen_in(page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found is not None
    return found[1]


def test_two_people_at_one_competency_lose_no_text(as_: As, cast: Cast, place: dict[str, str], draft: Rubric) -> None:
    client, address = as_(cast.hr), place["competency"]
    opened = seen_in(client.get(address).content.decode())
    theirs = CompetencyText("Code quality", "What the other wrote.")
    change_competency(competency=draft.competencies.get(name="Code quality"), text=theirs, actor=cast.hr)
    mine = competency_post(name="Code quality", definition="What I wrote.", seen=opened)
    refused = client.post(address, mine)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "What I wrote." in page
    assert "What the other wrote." in page
    assert client.post(address, mine | {"seen": seen_in(page)}).status_code == 302
    assert draft.competencies.get(name="Code quality").definition == "What I wrote."


def test_stale_tab_after_publishing_keeps_the_text(as_: As, cast: Cast, place: dict[str, str], draft: Rubric) -> None:
    publish(rubric=draft, actor=cast.hr)
    answer = as_(cast.hr).post(place["competency"], competency_post(name="Code quality", definition="Typed for long."))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Version 1 is published and cannot change any more." in page
    assert "Typed for long." in page


def test_competency_moves_with_a_button(as_: As, cast: Cast, place: dict[str, str], draft: Rubric) -> None:
    as_(cast.hr).post(place["competency_move"], {"to": "up"})
    order = list(draft.competencies.values_list("name", flat=True))
    assert order == ["System design", "Code quality", "Incident ownership"]


def test_new_role_with_picks_from_the_library(as_: As, cast: Cast, place: dict[str, str]) -> None:
    picked = [str(LibraryCompetency.objects.get(name=name).uuid) for name in ("Leading people", "Financial control")]
    answer = as_(cast.hr).post(place["new"], {"name": "Finance Controller", "lead": cast.lead.pk, "library": picked})
    role = Role.objects.get(name="Finance Controller")
    assert answer.headers["Location"] == reverse("roles:role", args=[role.uuid])
    assert set(role.rubrics.get().competencies.values_list("name", flat=True)) == {
        "Leading people",
        "Financial control",
    }


def test_from_library_needs_a_choice(as_: As, cast: Cast, place: dict[str, str]) -> None:
    page = as_(cast.hr).post(place["from_library"], {}).content.decode()
    assert page.count("Choose at least one competency.") == 2


def test_from_library_adds_all_that_were_ticked(as_: As, cast: Cast, place: dict[str, str], draft: Rubric) -> None:
    entries = [str(entry.uuid) for entry in LibraryCompetency.objects.filter(family="Any role")]
    as_(cast.hr).post(place["from_library"], {"entries": entries})
    assert draft.competencies.count() == 7


def test_scale_of_their_own_is_defined(as_: As, cast: Cast, place: dict[str, str], draft: Rubric) -> None:
    sent = {"scale": "own", "name": "Ours", "low": "0", "level_names": "No\n\nPartly\n Yes \n"}
    page = as_(cast.hr).post(place["scale"], sent, follow=True).content.decode()
    draft.refresh_from_db()
    assert [str(level) for level in draft.scale.levels.all()] == ["0 No", "1 Partly", "2 Yes"]
    assert "Code quality: the text for a 5 is not on the scale." in page


def test_own_scale_without_its_parts_is_refused(as_: As, cast: Cast, place: dict[str, str]) -> None:
    page = as_(cast.hr).post(place["scale"], {"scale": "own", "level_names": "One"}).content.decode()
    for words in ("Give your scale a name.", "Say which number the lowest level has.", "Name at least two levels"):
        assert words in page


def test_publish_page_lists_what_is_missing_with_links(
    as_: As, cast: Cast, place: dict[str, str], draft: Rubric
) -> None:
    competency = draft.competencies.get(name="Code quality")
    competency.anchors.filter(value=1).delete()
    page = as_(cast.hr).get(place["publish"]).content.decode()
    assert f'<a href="{place["competency"]}">Code quality: say what a 1 looks like, the lowest level.</a>' in page
    assert "Publish version 1</button>" not in page
    assert "say what a 1 looks like" in as_(cast.hr).post(place["publish"]).content.decode()
    assert Rubric.objects.get(pk=draft.pk).is_draft


def test_publish_from_the_page(as_: As, cast: Cast, place: dict[str, str], draft: Rubric) -> None:
    assert "Publish version 1</button>" in as_(cast.hr).get(place["publish"]).content.decode()
    as_(cast.hr).post(place["publish"])
    assert Rubric.objects.get(pk=draft.pk).state == "published"


def test_published_rubric_is_read_and_no_longer_written(
    as_: As, cast: Cast, place: dict[str, str], draft: Rubric
) -> None:
    publish(rubric=draft, actor=cast.hr)
    client = as_(cast.hr)
    assert place["competency_new"] not in client.get(place["rubric"]).content.decode()
    assert client.get(place["competency"]).headers["Location"] == place["rubric"]
    assert client.get(place["publish"]).headers["Location"] == place["rubric"]


def test_preview_shows_anchors_as_choices_and_the_kit(as_: As, cast: Cast, place: dict[str, str]) -> None:
    page = as_(cast.lead).get(place["preview"]).content.decode()
    assert page.count('type="radio"') == 3 * (5 + 3)
    assert "System design at 3" in page
    assert "Why?" in page


def test_preview_offers_the_scorecards_own_non_ratings() -> None:
    assert NonRating.choices == NON_RATINGS


def test_kit_is_mended_by_the_lead(as_: As, cast: Cast, place: dict[str, str], draft_role: Role) -> None:
    client = as_(cast.lead)
    client.post(place["kit"], {"instructions": "Begin with a glass of water."})
    client.post(place["section"], {"minutes": "20", "instructions": "Draw."})
    client.post(place["question_new"], {"text": "How?", "follow_up": "And then?"})
    stage = Stage.objects.get(role=draft_role)
    section = stage.kit_sections.get()
    assert (stage.instructions, section.minutes, section.instructions) == ("Begin with a glass of water.", 20, "Draw.")
    assert list(section.questions.values_list("text", flat=True)) == ["Why?", "How?"]
    assert "20 min" in client.get(place["kit"]).content.decode()


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        ("0", "Plan one minute at least"),
        ("twenty", "Give whole minutes, such as 20."),
        ("481", "More than eight hours"),
    ],
)
def test_minutes_are_refused_in_words(as_: As, cast: Cast, place: dict[str, str], minutes: str, words: str) -> None:
    answer = as_(cast.lead).post(place["section"], {"minutes": minutes, "instructions": "Kept text."})
    page = answer.content.decode()
    assert (answer.status_code, page.count(words), "Kept text." in page) == (422, 2, True)


def test_questions_are_copied_from_the_library(as_: As, cast: Cast, place: dict[str, str]) -> None:
    entry = LibraryCompetency.objects.get(name="Code quality")
    client = as_(cast.recruiter)
    assert "Here is a function of ours" in client.get(place["copy_questions"]).content.decode()
    picked = [question.pk for question in entry.questions.all()[:2]]
    client.post(place["copy_questions"], {"questions": picked})
    assert Question.objects.count() == 3
    other = LibraryCompetency.objects.get(name="Leading people")
    page = client.get(f"{place['copy_questions']}?from={other.uuid}").content.decode()
    assert "was not doing what the work needed" in page


def test_kit_of_a_foreign_competency_is_not_found(as_: As, cast: Cast, place: dict[str, str], role: Role) -> None:
    foreign = Competency.objects.filter(rubric__role=role).first()
    assert foreign is not None
    stage = Stage.objects.exclude(role=role).get()
    assert as_(cast.hr).get(reverse("roles:section", args=[stage.uuid, foreign.key])).status_code == 404


def test_library_entry_is_changed_with_its_questions(as_: As, cast: Cast, place: dict[str, str]) -> None:
    sent = {"name": "Leading people", "definition": "It.", "question_1": "Who?", "follow_up_1": "Since when?"}
    sent |= {f"anchor_{value}": f"Text {value}." for value in range(1, 6)}
    client = as_(cast.hr)
    assert client.post(place["library_edit"], sent).status_code == 302
    entry = LibraryCompetency.objects.get(name="Leading people")
    assert list(entry.questions.values_list("text", "follow_up")) == [("Who?", "Since when?")]
    refused = client.post(place["library_edit"], sent | {"anchor_2": "Text 1.", "question_1": ""}).content.decode()
    assert refused.count("Write the question that this follows.") == 2


def test_archived_role_is_found_under_archived_alone(as_: As, cast: Cast, draft_role: Role) -> None:
    archive_role(role=draft_role, actor=cast.hr)
    client, address = as_(cast.hr), reverse("roles:roles")
    assert "Ward Manager" not in client.get(address).content.decode()
    assert "Ward Manager" in client.get(f"{address}?archived=1").content.decode()


def test_list_tells_live_and_draft(as_: As, cast: Cast, role: Role) -> None:
    draft = start_draft(role=role, actor=cast.hr)
    draft.competencies.get(name="Code quality").anchors.filter(value__in=[1, 5]).delete()
    page = as_(cast.hr).get(reverse("roles:roles")).content.decode()
    assert "Live, version 1" in page
    assert "Draft, 2 things missing" in page
