"""Every sign-in, refused try and change of a way in: from allauth's signals into the audit, changes by mail as well."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.dispatch import receiver
from django.http import HttpRequest

from interviews.accounts.actions import end_sessions
from interviews.accounts.factors import WORDS
from interviews.accounts.mail import Kind, full_url, send
from interviews.accounts.models import User
from interviews.audit.actions import record


@receiver(account.user_logged_in)
def signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    """`steps` names each that she took, in order: password, code, or a factor's kind."""
    records = get_authentication_records(request, user)
    steps = [str(one.get("type") or one["method"]) for one in records]
    record("signed_in", actor_id=user.pk, subject=user, steps=" ".join(steps))


@receiver(account.login_code_rejected)
def code_refused(user: User | None, **_: Any) -> None:
    record("sign_in_refused", actor_id=None, subject=user, step="code")


@receiver(mfa.authentication_failed)
def factor_refused(user: User, **_: Any) -> None:
    record("sign_in_refused", actor_id=None, subject=user, step="factor")


@receiver(mfa.authenticator_used)
def recovery_code_used(user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        record("recovery_code_used", actor_id=user.pk, subject=user)


@receiver(mfa.authenticator_added)
def factor_added(user: User, authenticator: Authenticator, **_: Any) -> None:
    record("factor_added", actor_id=user.pk, subject=user, kind=str(authenticator.type))
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        tell(user, f"{_words(authenticator)} was added")


@receiver(mfa.authenticator_removed)
def factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Whoever came in by it may still be in on another device: all sessions end but this one."""
    end_sessions(user=user, by=user)
    update_session_auth_hash(request, user)
    record("factor_removed", actor_id=user.pk, subject=user, kind=str(authenticator.type))
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        tell(user, f"{_words(authenticator)} was removed")


@receiver(mfa.authenticator_reset)
def recovery_codes_made(user: User, **_: Any) -> None:
    record("recovery_codes_made", actor_id=user.pk, subject=user)
    tell(user, "new recovery codes were made")


@receiver([account.password_changed, account.password_set, account.password_reset])
def password_changed(user: User, **_: Any) -> None:
    record("password_changed", actor_id=user.pk, subject=user)


def tell(user: User, what: str) -> None:
    """A mail about a way into her account that came or went, which somebody else may have done."""
    context = {"name": user.name, "what": what, "link": full_url("mfa_index")}
    send(kind=Kind.SECURITY, to=user.email, template="mail/way_in_changed", context=context)


def _words(authenticator: Authenticator) -> str:
    return f"a {WORDS[authenticator.type]}".replace("a authenticator", "an authenticator")
