"""An answer that arrives while the rubric is being published: on real connections, in either order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from interviews.roles.actions.kickoffs import answer, start_kickoff
from interviews.roles.actions.rubrics import publish
from interviews.roles.errors import KickoffOver
from interviews.roles.models import KickoffVote, Rubric
from interviews.runtime.actor import acting_as
from tests.cast import Cast
from tests.factories import make_role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_answer_during_publishing_is_refused_in_words(cast: Cast) -> None:
    """It waits for the publication and is told of it; the database's own refusal would be a broken page."""
    with transaction.atomic():
        rubric = make_role("Ward Manager", lead=cast.lead, publish=False).rubrics.get()
        kickoff = start_kickoff(rubric=rubric, people=[cast.ana, cast.ben], actor=cast.hr)
        marks = dict.fromkeys(map(str, rubric.competencies.values_list("key", flat=True)), "must")
    published, answering = Event(), Event()

    def publishes() -> None:
        with acting_as(cast.hr.pk), transaction.atomic():
            publish(rubric=rubric, actor=cast.hr)
            published.set()
            answering.wait(10)
            waiting_for_us()
        connection.close()

    def waiting_for_us() -> None:
        """Until the other one stands at our lock."""
        with connection.cursor() as cursor:
            for _ in range(200):
                cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
                if cursor.fetchone() != (0,):
                    return
                cursor.execute("SELECT pg_sleep(0.02)")

    def answers() -> None:
        published.wait(10)
        answering.set()
        try:
            with acting_as(cast.ana.pk):
                answer(kickoff=kickoff, actor=cast.ana, marks=marks, no_because="")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(publishes), pool.submit(answers)
        first.result(timeout=30)
        with pytest.raises(KickoffOver, match="published without it"):
            second.result(timeout=30)
    with acting_as(cast.ana.pk), transaction.atomic():
        assert KickoffVote.objects.count() == 0
        assert Rubric.objects.get(pk=rubric.pk).state == "published"
