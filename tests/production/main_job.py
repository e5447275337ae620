"""The main job against a running site: three blind scorecards over HTTP, the worker's report, the lead's decision.

Runs with the web's own environment, so that role and panel are made with the web's rights; all that matters after
that goes through pages.
"""

import os
import re
import sys
import time
from typing import Any

import django
from kombu import Connection

from tests.production.visitor import Unexpected, Visitor

SECONDS_FOR_THE_REPORT = 60


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interviews.settings")
    django.setup()
    from tests import factories  # noqa: PLC0415 -- models need Django to be set up

    raters = [factories.make_user(name) for name in ("Ana Petrov", "Ben Okafor", "Cleo Martin")]
    lead = factories.make_user("Amara Diallo")
    panel = factories.make_panel(role=factories.make_role("Senior Engineer", lead=lead), lead=lead, raters=raters)
    doors = [_sign_in(person.email, factories.PASSWORD) for person in (lead, *raters)]
    _refuse(doors[1], f"/panels/{panel.uuid}/report/")
    for rater, door, level in zip(raters, doors[1:], (4, 4, 2), strict=True):
        _write(door, str(factories.seat_of(panel, rater).uuid), level)
        print(f"  {rater.name} submitted", flush=True)
    began = time.monotonic()
    report = _await_report(doors[0], f"/panels/{panel.uuid}/report/")
    print(f"  the worker's report was there after {time.monotonic() - began:.1f} s", flush=True)
    _expect(doors[0], report, "Ana", "Ben", "Cleo", "2 of 3 recommend yes", "Overall 3.3 of 5")
    _decide(doors[0], panel)
    _expect_quorum_queue()


def _sign_in(email: str, password: str) -> Visitor:
    visitor = Visitor(sys.argv[1], os.environ["CONCORD_ALLOWED_HOSTS"].split()[0])
    visitor.open("/accounts/login/")
    visitor.submit({"login": email, "password": password}, button="Sign in")
    if not {"__Host-sessionid", "sessionid"} & set(visitor.cookies):
        raise Unexpected(f"{email} could not sign in:\n{visitor.words}")
    return visitor


def _refuse(visitor: Visitor, address: str) -> None:
    """The fence holds here as well: nobody reads a report before it is there for her."""
    try:
        visitor.open(address)
    except Unexpected as refusal:
        if "answered 404" in str(refusal):
            return
    raise Unexpected(f"{address} should have been a 404 to a rater whose own scorecard is not in")


def _write(visitor: Visitor, seat: str, level: int) -> None:
    page = visitor.open(f"/seats/{seat}/scorecard/")
    competencies = set(re.findall(r'name="level-(\d+)"', str(page)))
    answers = {f"level-{number}": str(level) for number in competencies}
    answers |= {f"evidence-{number}": "Walked through the fail-over step by step." for number in competencies}
    visitor.submit({**answers, "recommendation": "yes" if level > 2 else "no"}, button="Check before submitting")
    visitor.submit({"discussed": "no"}, button="Submit scorecard")


def _await_report(visitor: Visitor, address: str) -> str:
    deadline = time.monotonic() + SECONDS_FOR_THE_REPORT
    while time.monotonic() < deadline:
        visitor.open(address)
        if "3 scorecards" in visitor.words and "System design" in visitor.words:
            return visitor.words
        time.sleep(0.5)
    raise Unexpected(f"no report after {SECONDS_FOR_THE_REPORT} s:\n{visitor.words[:1500]}")


def _expect(visitor: Visitor, report: str, *words: str) -> None:
    missing = [word for word in words if word not in report]
    if missing:
        raise Unexpected(f"{visitor.address} does not tell of {', '.join(missing)}:\n{report[:1500]}")


def _decide(visitor: Visitor, panel: Any) -> None:
    from django.db import transaction  # noqa: PLC0415

    from interviews.runtime.actor import acting_as  # noqa: PLC0415
    from panels.decisions.models import Decision, Outcome  # noqa: PLC0415

    visitor.open(f"/panels/{panel.uuid}/decide/")
    answers = {"outcome": Outcome.ADVANCE, "reasons": "Strong on what the role needs most."}
    visitor.submit(answers, button="Record decision")
    with acting_as(panel.lead_id), transaction.atomic():
        decided = list(Decision.objects.filter(panel=panel).values_list("outcome", flat=True))
    if decided != [Outcome.ADVANCE]:
        raise Unexpected(f"the decision was not recorded:\n{visitor.words[:1500]}")
    print("  the lead decided", flush=True)


def _expect_quorum_queue() -> None:
    """RabbitMQ refuses to declare a queue as of another type than it is."""
    with Connection(os.environ["CELERY_BROKER_URL"]) as broker, broker.channel() as channel:
        channel.queue_declare("concord", durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})


if __name__ == "__main__":
    main()
