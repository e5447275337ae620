"""Who may read which answers of a kickoff: the rule of independence for the profile, as `panels.scorecards.blinding` is
for scorecards.

Until a kickoff is revealed, a person reads her own answer and learns nothing of anybody else's, not even whether there
is one. Whoever is asked is judged as one who is asked, whatever marks she carries besides. Row-level security
(`migrations/0004_kickoff_fence.sql`) says the same a second time, in the database.
"""

from __future__ import annotations

from collections import defaultdict

from django.db import connection
from django.db.models import Q

from interviews.accounts.models import User
from interviews.roles.models import Kickoff, KickoffVote
from interviews.roles.querysets import KickoffQuerySet, KickoffVoteQuerySet


def kickoffs_open_to(user: User) -> KickoffQuerySet:
    """Revealed ones that she may see: all that was answered is hers to read."""
    return Kickoff.objects.visible_to(user).revealed()


def votes_visible_to(user: User) -> KickoffVoteQuerySet:
    """Her own always, the others' once the kickoff is revealed to her."""
    return KickoffVote.objects.filter(Q(author=user) | Q(kickoff__in=kickoffs_open_to(user)))


def answered(*kickoff_ids: int) -> dict[int, set[int]]:
    """Who has answered, by kickoff, for those of them that show it to the current actor; no key for the others.

    Crosses the fence through the database function `kickoff_answers`, which asks the rule itself: HR admins and
    recruiters who are not asked themselves; the hiring manager, once her own answer is in where she is asked; and
    whoever it is revealed to.
    """
    found = defaultdict[int, set[int]](set)
    with connection.cursor() as cursor:
        cursor.execute("SELECT kickoff_id, user_id FROM kickoff_answers(%s)", [list(kickoff_ids)])
        for kickoff_id, user_id in cursor.fetchall():
            found[kickoff_id] |= {user_id} if user_id is not None else set()
    return dict(found)
