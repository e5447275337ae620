"""Excusing and submitting at the same moment, over two real connections."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from interviews.runtime.actor import acting_as
from panels.scorecards.actions import submit
from panels.scorecards.blinding import progress
from panels.scorecards.chasing_actions import AlreadyIn, excuse
from panels.scorecards.errors import NoLongerYours
from panels.seating.choices import SeatState
from panels.seating.models import Panel
from tests.cast import Cast
from tests.factories import begin_card, seat_of

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*steps: Callable[[], object]) -> list[str]:
    """Run the steps in threads that start together; "done" or the refusal's class name of each."""
    barrier, ends = Barrier(len(steps)), [""] * len(steps)

    def run(index: int, step: Callable[[], object]) -> None:
        barrier.wait()
        try:
            with transaction.atomic():
                step()
            ends[index] = "done"
        except ValidationError as refused:
            ends[index] = type(refused).__name__
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


@pytest.mark.parametrize("attempt", range(4))
def test_nobody_is_excused_whose_card_came_in_at_that_moment(cast: Cast, panel: Panel, attempt: int) -> None:
    card = begin_card(panel, cast.ana)
    seat = seat_of(panel, cast.ana)

    def submits() -> None:
        with acting_as(cast.ana.pk):
            submit(card=card, actor=cast.ana, revision=card.revision)

    def excuses() -> None:
        with acting_as(cast.recruiter.pk):
            excuse(seat=seat, actor=cast.recruiter, reason="ill")

    ends = at_once(submits, excuses) if attempt % 2 else at_once(excuses, submits)[::-1]
    seat.refresh_from_db()
    with transaction.atomic(), acting_as(cast.recruiter.pk):
        submitted = progress(panel.pk)[seat.pk].submitted
    assert (ends, seat.state, submitted) in [
        (["done", AlreadyIn.__name__], SeatState.ACTIVE, True),
        ([NoLongerYours.__name__, "done"], SeatState.EXCUSED, False),
    ]
