"""Switches: what they refuse, and that each turn is recorded."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from interviews.audit.models import Entry
from interviews.runtime.actor import acting_as
from panels.consensus.actions.policies import adjust_role, allow_adjustment, name_figures, roles_under_way
from panels.consensus.basis import role_is_adjusted
from panels.consensus.models import AdjustedRole, Policy
from panels.seating.actions.endings import end_panel
from tests.cast import Cast
from tests.factories import make_panel, make_role, submit_card

pytestmark = pytest.mark.django_db


def verbs() -> list[tuple[str, str]]:
    return [(entry.verb, entry.details.get("to", "")) for entry in Entry.objects.chain(None)]


def test_everything_is_off_before_anybody_touched_it(cast: Cast) -> None:
    policy = Policy.objects.current()
    assert (policy.adjustment, policy.named_figures) == (False, False)
    assert role_is_adjusted(make_role(lead=cast.lead).pk) is False


def test_switching_twice_records_once(cast: Cast) -> None:
    allow_adjustment(actor=cast.hr, on=True)
    allow_adjustment(actor=cast.hr, on=True)
    name_figures(actor=cast.hr, on=True)
    name_figures(actor=cast.hr, on=False)
    assert verbs() == [("policy.adjustment", "on"), ("policy.named_figures", "on"), ("policy.named_figures", "off")]


def test_a_role_adjusts_only_under_the_organisations_switch(cast: Cast) -> None:
    role = make_role(lead=cast.lead)
    with pytest.raises(ValidationError, match="Adjustment is switched off for the organisation"):
        adjust_role(role=role, actor=cast.hr, on=True)
    allow_adjustment(actor=cast.hr, on=True)
    assert role_is_adjusted(role.pk) is False
    adjust_role(role=role, actor=cast.hr, on=True)
    assert role_is_adjusted(role.pk) is True
    assert role_is_adjusted(make_role(lead=cast.lead).pk) is False
    assert verbs()[-1] == ("role.adjustment", "on")


def test_a_role_with_open_panels_keeps_what_it_has(cast: Cast) -> None:
    role = make_role("Senior Backend Engineer", lead=cast.lead)
    allow_adjustment(actor=cast.hr, on=True)
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben])
    with pytest.raises(ValidationError, match="Senior Backend Engineer has panels under way"):
        adjust_role(role=role, actor=cast.hr, on=True)
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    with pytest.raises(ValidationError):  # open to read, not yet decided
        adjust_role(role=role, actor=cast.hr, on=True)
    assert not AdjustedRole.objects.exists()


def test_a_draft_panel_holds_nothing(cast: Cast) -> None:
    role = make_role(lead=cast.lead)
    make_panel(role=role, lead=cast.lead, raters=[cast.ana], send=False)
    assert not roles_under_way().exists()


def test_the_organisation_cannot_switch_off_under_an_adjusted_role_with_open_panels(cast: Cast) -> None:
    role, other = make_role("Adjusted", lead=cast.lead), make_role("Other", lead=cast.lead)
    allow_adjustment(actor=cast.hr, on=True)
    adjust_role(role=role, actor=cast.hr, on=True)
    make_panel(role=other, lead=cast.lead, raters=[cast.ana])
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana])
    with pytest.raises(ValidationError, match=r"^\['Adjusted has panels under way"):
        allow_adjustment(actor=cast.hr, on=False)
    assert Policy.objects.current().adjustment is True
    with acting_as(cast.recruiter.pk):
        end_panel(panel=panel, actor=cast.recruiter, ending="role_cancelled", note="")
    allow_adjustment(actor=cast.hr, on=False)
    assert role_is_adjusted(role.pk) is False
    assert not AdjustedRole.objects.exists()
