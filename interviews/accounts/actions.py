"""People come in, change and go: each step in the audit, none that could leave the site without an HR admin."""

import hashlib
import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F, Q

from interviews.accounts.errors import AddressTaken, AlreadyJoined, InvitationSpent, LastHrAdmin
from interviews.accounts.mail import Kind, full_url, send
from interviews.accounts.models import Invitation, User
from interviews.audit.actions import record
from interviews.runtime.clock import transaction_time

INVITATION_DAYS = 14


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def still_opens(invitation: Invitation) -> bool:
    """Whether the link lets its person in at this moment; `accept_invitation` checks again under lock."""
    open_still = invitation.used_at is None and invitation.replaced_at is None
    in_time = invitation.expires_at > transaction_time()
    return open_still and in_time and invitation.user.is_active and not invitation.user.has_joined


@transaction.atomic
def invite(
    *, by: User | None, email: str, name: str, is_hr_admin: bool = False, is_recruiter: bool = False
) -> tuple[User, str]:
    """Make the person and mail her a link; returns both. `by` is nobody for the first HR admin of a site: then
    the command line shows the link and nothing is mailed.

    Who came for one seat by a panel's link becomes one of the house, with what she wrote there.
    Raises AddressTaken.
    """
    user = _of_the_house(email) or User(email=email.strip().lower())
    user.name, user.is_hr_admin, user.is_recruiter = name, is_hr_admin, is_recruiter
    user.set_unusable_password()
    user.save()
    record(
        "person_invited",
        actor_id=by.pk if by else None,
        subject=user,
        is_hr_admin=is_hr_admin,
        is_recruiter=is_recruiter,
    )
    return user, _new_link(user, by)


def _of_the_house(email: str) -> User | None:
    """The person from outside with this address, about to be invited in. Raises AddressTaken for anybody else's."""
    user: User | None = User.objects.outside().select_for_update().filter(email__iexact=email.strip()).first()
    if user is None:
        _refuse_taken(email)
        return None
    user.is_external, user.is_active, user.last_login = False, True, None
    return user


@transaction.atomic
def person_outside(*, by: User, email: str, name: str) -> User:
    """The person from outside with this address, made where she is new. Raises AddressTaken for one of the house."""
    known: User | None = User.objects.filter(email__iexact=email.strip()).first()
    if known is not None and not known.is_external:
        raise AddressTaken(
            "This address belongs to somebody with a sign-in here. Choose them as an interviewer instead."
        )
    if known is not None:
        return known
    user: User = User.objects.create_user(email, name=name, is_external=True)
    record("person_outside", actor_id=by.pk, subject=user)
    return user


@transaction.atomic
def renew_invitation(*, user: User, by: User | None) -> str:
    """A new link and mail; the one before works no more. Raises AlreadyJoined, InvitationSpent."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.has_joined:
        raise AlreadyJoined(
            f"{user.name} has signed in already. A sign-in code or “Forgot your password?” lets them in."
        )
    if not user.is_active:
        raise InvitationSpent(f"{user.name} is deactivated. Reactivate first.")
    record("invitation_renewed", actor_id=by.pk if by else None, subject=user)
    return _new_link(user, by)


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, name: str, password: str, time_zone: str, email: str | None = None
) -> User:
    """Spend the link, set what she chose. Two at once: one gets in.

    `email` counts only for a link made at the command line, whose maker knew no address.
    Raises InvitationSpent, AddressTaken.
    """
    user: User = User.objects.select_for_update().get(pk=invitation.user_id)
    now = transaction_time()
    spent = Invitation.objects.open().filter(pk=invitation.pk, expires_at__gt=now).update(used_at=now)
    if not spent or not user.is_active or user.has_joined:
        raise InvitationSpent("This invitation no longer works.")
    if email and invitation.created_by_id is None:
        _refuse_taken(email, except_of=user)
        user.email = email.lower()
    user.name, user.time_zone = name, time_zone
    user.set_password(password)
    user.save(update_fields=["name", "email", "time_zone", "password"])
    record("invitation_accepted", actor_id=user.pk, subject=user)
    return user


@transaction.atomic
def deactivate(*, user: User, by: User) -> None:
    """She may not sign in from now on, open pages included; what she wrote stays. Raises LastHrAdmin."""
    _keep_an_hr_admin(without=user)
    if User.objects.active().filter(pk=user.pk).update(is_active=False):
        record("person_deactivated", actor_id=by.pk, subject=user)
        end_sessions(user=user, by=by)


@transaction.atomic
def remove_factors(*, user: User, by: User) -> None:
    """Take away every second factor, passkey and recovery code; she learns of it by mail. Without any, nothing."""
    removed, _ = Authenticator.objects.filter(user=user).delete()
    if removed:
        end_sessions(user=user, by=by)
        record("factors_removed", actor_id=by.pk, subject=user)
        context = {"name": user.name, "what": f"{by.name} removed every second step", "link": full_url("mfa_index")}
        send(kind=Kind.SECURITY, to=user.email, template="mail/way_in_changed", context=context)


@transaction.atomic
def end_sessions(*, user: User, by: User) -> None:
    """Signed out on every device, at once. `user` knows it too, so that the session in hand can be kept."""
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])
    record("sessions_ended", actor_id=by.pk, subject=user)


@transaction.atomic
def reactivate(*, user: User, by: User) -> None:
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        record("person_reactivated", actor_id=by.pk, subject=user)


@transaction.atomic
def change_marks(*, user: User, by: User, is_hr_admin: bool, is_recruiter: bool) -> None:
    """Set what she may do. Raises LastHrAdmin."""
    if not is_hr_admin:
        _keep_an_hr_admin(without=user)
    changed = (
        User.objects.filter(pk=user.pk)
        .exclude(Q(is_hr_admin=is_hr_admin) & Q(is_recruiter=is_recruiter))
        .update(is_hr_admin=is_hr_admin, is_recruiter=is_recruiter)
    )
    if changed:
        record("marks_changed", actor_id=by.pk, subject=user, is_hr_admin=is_hr_admin, is_recruiter=is_recruiter)


@transaction.atomic
def change_profile(*, user: User, name: str, time_zone: str) -> None:
    """Her own name and time zone; colleagues see the name everywhere, so the change is in the audit."""
    User.objects.filter(pk=user.pk).update(name=name, time_zone=time_zone)
    record("profile_changed", actor_id=user.pk, subject=user)


def _new_link(user: User, by: User | None) -> str:
    now = transaction_time()
    token = secrets.token_urlsafe(32)
    Invitation.objects.open().filter(user=user).update(replaced_at=now)
    Invitation.objects.create(
        user=user, token_digest=digest_of(token), created_by=by, expires_at=now + timedelta(days=INVITATION_DAYS)
    )
    link = full_url("accounts:accept", token)
    if by:
        context = {"name": user.name, "by": by.name, "link": link, "days": INVITATION_DAYS}
        send(kind=Kind.INVITATION, to=user.email, template="mail/invitation", context=context)
    return link


def _refuse_taken(email: str, *, except_of: User | None = None) -> None:
    if User.objects.filter(email__iexact=email).exclude(pk=except_of.pk if except_of else None).exists():
        raise AddressTaken("Somebody with this email address is on the list of people already.")


def _keep_an_hr_admin(*, without: User) -> None:
    """Locks the active HR admins, so that two who step back at once do not both get away with it."""
    admins = User.objects.active().hr_admins().select_for_update().order_by("pk").values_list("pk", flat=True)
    if set(admins) == {without.pk}:
        raise LastHrAdmin(
            f"{without.name} is the last HR admin. Make somebody else HR admin first: "
            "otherwise nobody could invite people or publish rubrics."
        )
