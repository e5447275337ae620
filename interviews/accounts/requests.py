"""The request as views behind the door get it."""

from django.http import HttpRequest

from interviews.accounts.models import User


class SignedInRequest(HttpRequest):
    """`SignedInMiddleware` lets nobody else through, so views may say that there is a user."""

    user: User
