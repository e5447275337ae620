"""Template tags: what a page says in words, and that nobody's text becomes markup."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.template import engines
from django.utils import timezone

from interviews.accounts.models import User
from interviews.web.icons import ICONS
from interviews.web.states import STATES, TONES


def show(source, **context):
    return engines["django"].from_string("{% load concord %}" + source).render(context)


def words(source, **context):
    return " ".join(BeautifulSoup(show(source, **context), "html.parser").get_text(" ").split())


@pytest.mark.parametrize("kind", sorted(STATES))
def test_state_is_a_word_a_shape_and_a_tone(kind):
    shown = BeautifulSoup(show("{% state kind %}", kind=kind), "html.parser")
    assert shown.get_text() == STATES[kind].word
    assert shown.svg["aria-hidden"] == "true"
    assert len(shown.svg.find_all(True)) >= 1
    assert STATES[kind].tone in TONES


def test_states_of_one_tone_differ_in_word_or_shape():
    assert len({(state.word, state.shape, state.tone) for state in STATES.values()}) == len(STATES)


def test_state_says_own_words_escaped():
    assert words('{% state "late" said %}', said="<b>2 days</b> late") == "<b>2 days</b> late"


def test_state_unknown_kind_fails():
    with pytest.raises(KeyError):
        show('{% state "revealing" %}')


@pytest.mark.parametrize("name", sorted(ICONS))
def test_icon_is_hidden_from_those_who_do_not_see(name):
    assert 'aria-hidden="true"' in show("{% icon name %}", name=name)


def test_person_escapes_the_name_and_greys_who_left():
    shown = show("{% person who %}", who=User(name="Zoë <i>Q</i> Łukasiewicz", is_active=False))
    assert "person-off" in shown
    assert "<i>" not in shown
    assert BeautifulSoup(shown, "html.parser").select_one(".initials").get_text() == "ZŁ"


@pytest.mark.parametrize(("name", "letters"), [("Ana Petrov", "AP"), ("Cher", "C"), ("Ana de la Cruz", "AC"), ("", "")])
def test_initials(name, letters):
    assert show("{{ name|initials }}", name=name) == letters


def test_when_speaks_in_the_readers_time_zone():
    late_evening = datetime(2024, 12, 4, 23, 30, tzinfo=UTC)
    with timezone.override(ZoneInfo("Europe/Berlin")):
        assert words("{{ at|when }}", at=late_evening) == "5 Dec 2024 00:30"


@pytest.mark.parametrize(("days", "word"), [(-1, "yesterday"), (0, "today"), (1, "tomorrow")])
def test_when_names_near_days(days, word):
    noon = timezone.localtime().replace(hour=12, minute=5) + timedelta(days=days)
    assert words("{{ at|when }}", at=noon) == f"{word} 12:05"


def test_when_of_nothing_is_nothing():
    assert show("{{ at|when }}", at=None) == ""


@pytest.mark.parametrize(("count", "said"), [(0, "no panels"), (1, "1 panel"), (3, "3 panels"), ([1, 2], "2 panels")])
def test_counted_agrees_with_its_number(count, said):
    assert show('{{ n|counted:"panel,panels" }}', n=count) == said


def test_pips_say_the_numbers():
    assert words('{% pips 3 4 "scorecards in" %}') == "3 of 4 scorecards in"
    assert show('{% pips 3 4 "scorecards in" %}').count('class="full"') == 3


def test_levels_make_the_anchor_the_name_of_a_real_radio():
    levels = [{"value": "3", "number": 3, "name": "Meets", "anchor": "Names the main failure."}]
    page = BeautifulSoup(
        show(
            '{% include "web/_levels.html" with name="c1" id="c1" legend="System design" chosen="3" minimum=3 %}',
            levels=levels,
            non_ratings=[("not_asked", "Not asked")],
        ),
        "html.parser",
    )
    first, second = page.select("input[type=radio]")
    assert first.has_attr("checked")
    assert not second.has_attr("checked")
    assert " ".join(first.parent.get_text(" ").split()) == "3 Meets minimum Names the main failure."
    assert page.legend.get_text() == "System design"
