"""Makes people, panels and sessions in the data folder of a running site, and prints what the load needs as JSON.

`python -m tests.chaos.people PANELS`: each panel has three interviewers of eight. Runs as the web server's role.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django


def make(panels: int) -> dict[str, Any]:
    from django.db import transaction  # noqa: PLC0415 -- Django has to be set up first
    from django.test import Client  # noqa: PLC0415

    from interviews.accounts.models import User  # noqa: PLC0415
    from tests.factories import make_candidate, make_panel, make_role, new_user  # noqa: PLC0415

    writers = [new_user(f"Writer {number}") for number in range(8)]
    lead = new_user("Lead")
    User.objects.bulk_create([*writers, lead])
    role = make_role("Engineer", lead=lead)
    seats = []
    for number in range(panels):
        with transaction.atomic():
            three = [writers[(number + step) % 8] for step in (0, 3, 5)]
            panel = make_panel(role=role, lead=lead, raters=three, candidate=make_candidate(f"Candidate {number}"))
        for seat in panel.seats.all():
            who = next(number for number, writer in enumerate(writers) if writer.pk == seat.interviewer_id)
            seats.append([panel.pk, str(seat.uuid), who])
    sessions = []
    for writer in writers:
        client = Client()
        client.force_login(writer)
        sessions.append(client.cookies["sessionid"].value)
    rubric = role.rubrics.get()
    return {
        "sessions": sessions,
        "seats": seats,
        "competencies": list(rubric.competencies.values_list("pk", flat=True)),
    }


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(make(int(sys.argv[1]))))
