from typing import Any

from django.core.management.base import BaseCommand

from interviews.accounts.actions import invite, renew_invitation
from interviews.accounts.models import User


class Command(BaseCommand):
    """Prints one address and nothing else, so that `./run` can show it."""

    help = "Make the one-time link by which the first HR admin joins; say nothing when there is one already."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        admins = User.objects.active().hr_admins()
        if admins.joined().exists():
            return
        waiting = admins.first()
        if waiting is not None:
            self.stdout.write(renew_invitation(user=waiting, by=None))
            return
        self.stdout.write(invite(by=None, email="first@localhost", name="First HR admin", is_hr_admin=True)[1])
