"""The library and the scale that come along."""

import pytest
from django.apps import apps

from interviews.roles import shipped
from interviews.roles.fitting import BUILDS_ON
from interviews.roles.models import LibraryCompetency, Scale

NAMES = [
    "Clear explanation",
    "Code quality",
    "Customer judgement",
    "Financial control",
    "Incident ownership",
    "Leading people",
    "Learning from mistakes",
    "Patient safety judgement",
    "Planning and follow-through",
    "Stakeholder negotiation",
    "System design",
    "Working with others",
]
EMPTY_WORDS = {"excellent", "good", "great", "strong", "weak", "poor", "outstanding", "exceptional", "bar"}


def test_library_has_twelve_competencies() -> None:
    assert [entry["name"] for entry in shipped.competencies()] == NAMES


@pytest.mark.parametrize("entry", shipped.competencies(), ids=lambda entry: entry["name"])
def test_competency_is_complete(entry: dict) -> None:
    assert set(entry) == {"name", "family", "definition", "anchors", "questions"}
    assert list(entry["anchors"]) == ["1", "2", "3", "4", "5"]
    assert len({text.casefold() for text in entry["anchors"].values()}) == 5
    assert len({question["text"] for question in entry["questions"]}) >= 4
    assert all(question["follow_up"] for question in entry["questions"])
    assert len(entry["name"]) <= 80


@pytest.mark.parametrize("entry", shipped.competencies(), ids=lambda entry: entry["name"])
def test_anchors_describe_instead_of_praising(entry: dict) -> None:
    for text in [entry["definition"], *entry["anchors"].values()]:
        assert set(text.lower().replace(",", " ").replace(".", " ").split()) & EMPTY_WORDS <= {"good"}, text
        assert len(text.split()) >= 9, text


@pytest.mark.parametrize("entry", shipped.competencies(), ids=lambda entry: entry["name"])
def test_anchors_build_on_the_level_below_only(entry: dict) -> None:
    for value, text in entry["anchors"].items():
        if found := BUILDS_ON.match(text):
            assert int(found[1]) == int(value) - 1


def test_system_design_is_as_the_product_was_promised() -> None:
    texts = next(entry for entry in shipped.competencies() if entry["name"] == "System design")["anchors"]
    assert texts["1"] == "Draws components. Cannot say what happens when one of them fails, even when asked."
    assert "after prompting" in texts["2"]
    assert "safe to repeat" in texts["3"]
    assert "sizes the load" in texts["4"]
    assert "roll-back" in texts["5"]


@pytest.mark.django_db
def test_migration_has_loaded_it() -> None:
    assert list(LibraryCompetency.objects.filter(shipped=True).values_list("name", flat=True)) == NAMES
    scale = Scale.objects.get(name="Five levels")
    assert (scale.low, scale.high) == (1, 5)
    assert [level.name for level in scale.levels.all()] == [
        "Well short",
        "Short",
        "What the job needs",
        "Beyond it",
        "Well beyond it",
    ]


@pytest.mark.django_db
def test_load_twice_adds_nothing_and_keeps_what_people_wrote() -> None:
    LibraryCompetency.objects.filter(name="Code quality").update(definition="Ours.")
    shipped.load(apps)
    assert LibraryCompetency.objects.count() == 12
    assert LibraryCompetency.objects.get(name="Code quality").definition == "Ours."
    assert Scale.objects.filter(name="Five levels").count() == 1
