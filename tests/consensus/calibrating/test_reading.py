"""Which panels a calibration reads, and what of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from interviews.runtime.actor import acting_as
from panels.consensus.calibrating.reading import Settled, item_of, read_settled
from panels.seating.actions.endings import close_panel
from panels.seating.models import Panel
from tests.cast import Cast
from tests.conftest import AsRole
from tests.consensus.conftest import Build, erase
from tests.factories import add_seat, make_panel, make_role, make_scale, send_out, submit_card

pytestmark = pytest.mark.django_db
Read = Callable[[], tuple[Settled, ...]]


@pytest.fixture
def read(as_worker: AsRole) -> Read:
    def settled() -> tuple[Settled, ...]:
        with as_worker():
            return read_settled(make_scale().pk)

    return settled


def close(panel: Panel, cast: Cast) -> None:
    with acting_as(cast.recruiter.pk):
        close_panel(panel=panel, actor=cast.recruiter, reason="Cleo is away until May.")
    panel.refresh_from_db()


def test_settled_panel_is_read_as_its_report_has_it(cast: Cast, panel: Panel, build: Build, read: Read) -> None:
    submit_card(panel, cast.ana, {"System design": 2})
    submit_card(panel, cast.ben, 4)
    submit_card(panel, cast.cleo, 5)
    report = build(panel)
    (one,) = read()
    keys = dict(panel.rubric.competencies.values_list("name", "key"))
    design = item_of(panel.role_id, keys["System design"])
    assert (one.panel, one.role, one.stage, one.rubric) == (
        panel.pk,
        panel.role_id,
        panel.stage_id,
        panel.rubric_id,
    )
    assert [(rater, level) for rater, item, level in one.ratings if item == design] == [
        (str(cast.ana.pk), 2),
        (str(cast.ben.pk), 4),
        (str(cast.cleo.pk), 5),
    ]
    assert len(one.ratings) == 3 * len(keys)
    assert one.weights == {item_of(panel.role_id, key): 1.0 for key in keys.values()}
    assert one.names[design] == "System design"
    assert list(one.receipts) == [card["receipt"] for card in report.content["cards"]]


def test_panel_whose_report_is_not_built_is_not_read(cast: Cast, panel: Panel, read: Read) -> None:
    for person in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, person)
    assert read() == ()


def test_panel_closed_without_a_card_is_not_settled_until_it_has_come(
    cast: Cast, panel: Panel, build: Build, read: Read
) -> None:
    """Cleo is still blind: no aggregate may tell her, or a lead who sits on the panel, what is in it."""
    submit_card(panel, cast.ana, 4)
    submit_card(panel, cast.ben, 4)
    close(panel, cast)
    build(panel)
    assert read() == ()
    submit_card(panel, cast.cleo, 2)
    (in_time,) = read()
    assert in_time.interviewers == {str(cast.ana.pk), str(cast.ben.pk)}
    build(panel, with_late=True)
    (one,) = read()
    assert sorted({(rater, level) for rater, _, level in one.ratings}) == sorted(
        [(str(cast.ana.pk), 4), (str(cast.ben.pk), 4), (str(cast.cleo.pk), 2)]
    )


def test_missing_shadow_is_still_blind_too(cast: Cast, build: Build, read: Read) -> None:
    panel = make_panel(role=make_role(lead=cast.lead), lead=cast.lead, raters=[cast.ana, cast.ben], send=False)
    add_seat(panel, cast.cleo, kind="shadow")
    send_out(panel)
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    build(panel)
    assert read() == ()
    submit_card(panel, cast.cleo)
    (one,) = read()
    assert one.interviewers == {str(cast.ana.pk), str(cast.ben.pk)}


def test_erased_card_still_counts(cast: Cast, panel: Panel, build: Build, read: Read) -> None:
    for person in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, person)
    build(panel)
    before = read()
    erase(panel, cast.ben)
    assert read() == before


def test_other_scales_are_read_apart(cast: Cast, build: Build, read: Read) -> None:
    seven = make_role(lead=cast.lead, scale=make_scale(1, 7), minimum=3)
    panel = make_panel(role=seven, lead=cast.lead, raters=[cast.ana, cast.ben])
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    build(panel)
    assert read() == ()
