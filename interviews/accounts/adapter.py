"""How allauth meets this site: nobody signs up, its mails carry our mark."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from interviews.accounts.mail import KIND_HEADER, Kind
from interviews.accounts.models import User
from interviews.audit.actions import record

KINDS = {
    "account/email/login_code": Kind.SIGN_IN_CODE,
    "account/email/password_reset_key": Kind.PASSWORD_RESET,
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """People come in by invitation only."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Whoever comes from outside has a link to one seat, and no other way in."""
        if user.is_external:
            return redirect("account_inactive")
        refused: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return refused

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002
        """A wrong password, for somebody known or not: the same work either way, and never what was typed."""
        known = User.objects.filter(email__iexact=str(credentials.get("email", "")).strip()).first()
        record("sign_in_refused", actor_id=None, subject=known, step="password")

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            record("signed_out", actor_id=request.user.pk, subject=request.user)
        super().logout(request)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """allauth's mail with our mark; a kind that we do not know counts as secret."""
        kind = KINDS.get(template_prefix, Kind.SECURITY)
        mail: EmailMessage = super().render_mail(
            template_prefix, email, context, {**(headers or {}), KIND_HEADER: kind.value}
        )
        return mail
