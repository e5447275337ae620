"""From submitted versions to numbers, and the digest over what they came from."""

from __future__ import annotations

import pytest

from interviews.roles.content import rubric_digest
from interviews.runtime.actor import acting_as
from panels.consensus.counted import gather
from panels.consensus.digest import report_digest
from panels.consensus.gather import content_of, ratings_of
from panels.consensus.rounding import rounded
from panels.scorecards.actions import save_draft, submit
from panels.scorecards.drafts import Draft, DraftRating
from panels.scorecards.models import SubmittedVersion
from panels.seating.models import Panel
from tests.cast import Cast
from tests.conftest import AsRole
from tests.consensus.conftest import Build
from tests.consensus.measured import adjusted_for, store
from tests.consensus.priya import CLEAR, DESIGN, Priya
from tests.factories import card_of, make_panel, make_role, make_scale, published, seat_of, submit_card


def digest_with(**changes: object) -> str:
    named: dict[str, object] = {"rubric_id": 1, "rubric": "r", "receipts": ["a", "b"], "with_late": False}
    return report_digest(**{**named, **changes})  # type: ignore[arg-type]


def test_digest_is_the_same_for_the_same() -> None:
    assert digest_with() == digest_with()
    assert len(digest_with()) == 64


@pytest.mark.parametrize(
    "change",
    [
        {"rubric_id": 2},
        {"rubric": "s"},
        {"receipts": ["a", "c"]},
        {"receipts": ["b", "a"]},
        {"receipts": ["a"]},
        {"with_late": True},
        {"calibration": "c" * 64},
        {"adjusted": True},
    ],
)
def test_digest_differs_with_everything_it_names(change: dict[str, object]) -> None:
    assert digest_with(**change) != digest_with()


def test_rounded_reaches_all_the_way_down() -> None:
    assert rounded({"a": 1 / 3, "b": [2 / 3, None, True, 4, "x"], "c": {"d": (0.1 + 0.2,)}}) == {
        "a": 0.333333,
        "b": [0.666667, None, True, 4, "x"],
        "c": {"d": [0.3]},
    }


@pytest.mark.django_db
def test_rubric_digest_follows_its_content(cast: Cast) -> None:
    first, second = (published(make_role(name, lead=cast.lead)) for name in ("One", "Two"))
    assert rubric_digest(first) == rubric_digest(first)
    assert rubric_digest(first) != rubric_digest(second)


@pytest.mark.django_db
def test_ratings_of_takes_each_competency_from_each_card(priya: Priya) -> None:
    rubric = priya.panel.rubric
    names = {one.name: one.pk for one in rubric.competencies.all()}
    payload = {
        "seat": 7,
        "recommendation": "yes",
        "ratings": [
            {"competency": names[DESIGN], "level": 4, "non_rating": "", "question": "Q"},
            {"competency": names[CLEAR], "level": None, "non_rating": "out_of_time", "question": ""},
        ],
    }
    found = ratings_of(rubric, list(rubric.competencies.all()), [payload])
    assert [(one.weight, one.minimum, len(one.ratings)) for one in found.competencies] == [
        (2.0, 3, 1),
        (1.0, 3, 0),
        (1.0, None, 0),
        (1.0, None, 0),
        (1.0, None, 1),
    ]
    assert (found.competencies[0].ratings[0].level, found.competencies[0].ratings[0].question) == (4, "Q")
    assert (found.competencies[4].ratings[0].level, found.competencies[4].ratings[0].non_rating) == (
        None,
        "out_of_time",
    )
    assert (found.hire_line, found.recommendations) == (3.6, ("yes",))


@pytest.mark.django_db
def test_gather_orders_by_seat_whoever_was_first(cast: Cast, panel: Panel, as_worker: AsRole) -> None:
    for rater in (cast.cleo, cast.ana, cast.ben):
        submit_card(panel, rater)
    panel.refresh_from_db()
    with as_worker():
        counted = gather(panel, among=SubmittedVersion.objects.all(), with_late=False)
        assert [version.author_id for version in counted.versions] == [cast.ana.pk, cast.ben.pk, cast.cleo.pk]


@pytest.mark.django_db
def test_gather_reads_one_panel_alone(cast: Cast, panel: Panel, build: Build) -> None:
    other = make_panel(role=panel.role, lead=cast.lead, raters=[cast.ana, cast.ben])
    for rater in (cast.ana, cast.ben):
        submit_card(other, rater, 5)
        submit_card(panel, rater, 1)
    submit_card(panel, cast.cleo, 1)
    assert build(panel).content["overall"]["mean"] == 1.0
    assert build(other).content["overall"]["mean"] == 5.0


@pytest.mark.django_db
def test_same_ratings_of_other_people_give_the_same_numbers(cast: Cast, panel: Panel, build: Build) -> None:
    """All that a report says about numbers; ids and receipts are of course those of its own cards."""
    other = make_panel(role=panel.role, lead=cast.lead, raters=[cast.outsider, cast.ben, cast.hr])
    for level, one in ((2, cast.ana), (4, cast.ben), (5, cast.cleo)):
        submit_card(panel, one, level)
    for level, one in ((2, cast.hr), (4, cast.outsider), (5, cast.ben)):
        submit_card(other, one, level)
    first, second = build(panel), build(other)
    assert first.digest != second.digest
    for name in ("overall", "recommendations", "discuss", "hire_line", "must_haves_met", "rubric", "scale", "method"):
        assert first.content[name] == second.content[name]


@pytest.mark.django_db
def test_report_holds_no_text_of_a_card(priya: Priya, build: Build) -> None:
    priya.submit_all()
    stored = str(build(priya.panel).content)
    for text in ("two prompts", "ledger migration", "webhook", "Dana's reason", "Dana"):
        assert text not in stored


@pytest.mark.django_db
def test_any_scale(cast: Cast, build: Build) -> None:
    role = make_role(
        "Reviewer", lead=cast.lead, scale=make_scale(0, 10), competencies=["Merit"], must_have=["Merit"], minimum=6
    )
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben, cast.cleo])
    for rater, level in ((cast.ana, 6), (cast.ben, 7), (cast.cleo, 10)):
        submit_card(panel, rater, level)
    one = build(panel).content["competencies"][0]
    assert (one["scores"][2]["level"], one["mean"], one["median"], one["split"]) == (10, 7.666667, 7.0, None)


@pytest.mark.django_db
def test_content_of_is_what_is_stored(priya: Priya, build: Build, as_worker: AsRole) -> None:
    priya.submit_all()
    report = build(priya.panel)
    with as_worker():
        counted = gather(priya.panel, among=SubmittedVersion.objects.all(), with_late=False)
        assert content_of(counted) == report.content


@pytest.mark.django_db
def test_content_of_stores_the_calibration_and_the_adjusted_score(priya: Priya, as_worker: AsRole) -> None:
    priya.submit_all()
    score = adjusted_for(priya.panel)
    with as_worker():
        raw, adjusted = (store(priya.panel, adjusted=one).content for one in (None, score))
    assert raw["calibration"] == {
        "id": 1,
        "number": 3,
        "digest": "c" * 64,
        "panels": 40,
        "ratings": 412,
        "interviewers": 12,
    }
    assert raw["overall"]["interval"] == {"low": 3.271617, "high": 4.172828, "sem": 0.229901, "basis": "raw"}
    assert adjusted["overall"] == raw["overall"]
    assert (raw["adjusted"], adjusted["adjusted"]) == (None, rounded(score))
    assert raw["competencies"][0]["interval"]["sem"] == 0.344098
    assert raw["competencies"][0]["spread"] == {"expected": 0.595995, "ratio": 2.562983, "p": 0.001403}


@pytest.mark.django_db
def test_content_of_says_of_stability_what_the_sketch_says_and_no_seat(priya: Priya, as_worker: AsRole) -> None:
    priya.submit_all()
    with as_worker():
        content = store(priya.panel).content
    *_, line = content["stability"]["verdicts"]
    design = priya.panel.rubric.competencies.get(name=DESIGN).pk
    assert (line["about"], line["holds_now"], line["rests_on"]) == ("line", True, design)
    assert line["leave_one_out"] == {"cases": 4, "same": 2, "undecided": 0}
    assert line["level"] == {"cases": 21, "same": 21, "against": {"cases": 11, "same": 11}}
    assert "seat" not in str(content["stability"])


@pytest.mark.django_db
def test_content_of_a_refused_adjustment_keeps_the_raw_interval(priya: Priya, as_worker: AsRole) -> None:
    priya.submit_all()
    with as_worker():
        content = store(priya.panel, adjusted={"refused": "few_candidates"}).content
    assert (content["adjusted"], content["overall"]["interval"]["basis"]) == ({"refused": "few_candidates"}, "raw")


@pytest.mark.django_db
def test_report_tells_scores_from_non_ratings(cast: Cast, panel: Panel, build: Build) -> None:
    seat = seat_of(panel, cast.ana)
    first, *others = seat.competencies.order_by("position")
    ratings = (
        DraftRating(first.pk, non_rating="not_asked"),
        *(DraftRating(one.pk, level=4, evidence="Said so.") for one in others),
    )
    with acting_as(cast.ana.pk):
        card = card_of(panel, cast.ana)
        draft = Draft(ratings=ratings, recommendation="yes", discussed=False)
        saved = save_draft(card=card, actor=cast.ana, revision=0, draft=draft)
        submit(card=card, actor=cast.ana, revision=saved.revision)
    submit_card(panel, cast.ben, 2)
    submit_card(panel, cast.cleo, 5)
    ben, cleo = seat_of(panel, cast.ben).pk, seat_of(panel, cast.cleo).pk
    found = {one["id"]: (one["scores"], one["non_ratings"]) for one in build(panel).content["competencies"]}
    two_and_five = [{"seat": ben, "level": 2}, {"seat": cleo, "level": 5}]
    assert found[first.pk] == (two_and_five, [{"seat": seat.pk, "kind": "not_asked"}])
    assert found[others[0].pk] == ([{"seat": seat.pk, "level": 4}, *two_and_five], [])


@pytest.mark.django_db
def test_digest_names_all_that_a_report_rests_on(cast: Cast, panel: Panel, as_worker: AsRole) -> None:
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    panel.refresh_from_db()
    with as_worker():
        versions = SubmittedVersion.objects.all()
        digests = [
            gather(panel, among=versions, with_late=late, calibration=calibration, adjusted=adjusted).digest
            for late in (False, True)
            for calibration in (None, "a" * 64, "b" * 64)
            for adjusted in (False, True)
        ]
    assert len(set(digests)) == 12
