"""The forms of allauth's second step in our words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input-medium", "autofocus": True}


@contextmanager
def nonsense_refused() -> Iterator[None]:
    """What a browser says of a passkey is anything that somebody may send: what makes no sense is a wrong passkey.

    The library that reads it raises whatever it stumbles over.
    """
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise forms.ValidationError("This passkey does not belong here. Try another way in.", code="passkey") from error


class Credential:
    """Before allauth's forms that ask for a passkey."""

    def clean_credential(self) -> Any:
        with nonsense_refused():
            return super().clean_credential()  # type: ignore[misc]


class SignInPasskeyForm(Credential, LoginWebAuthnForm):  # type: ignore[misc]
    pass


class SecondStepPasskeyForm(Credential, AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class StillYouPasskeyForm(Credential, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class SecondStepForm(AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self.fields["code"], "Code from your app, or a recovery code")


class StillYouForm(ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self.fields["code"], "Code from your app, or a recovery code")


class AddAppForm(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self.fields["code"], "The six digits that the app shows now")


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """Each is a whole way in: it stays on the device and asks for its lock, so no password is needed beside it."""

    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "So that you know it again: “Work laptop”, “Phone”."
        self.fields["name"].max_length = 60
        self.fields["name"].widget.attrs = {"autocomplete": "off", "maxlength": 60}

    def clean_passwordless(self) -> bool:
        return True

    def clean(self) -> dict[str, Any]:
        with nonsense_refused():
            cleaned: dict[str, Any] = super().clean()
            return cleaned


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    name = forms.CharField(max_length=60, error_messages={"required": "Give it a name."})


def _in_our_words(field: forms.Field, label: str) -> None:
    field.label = label
    field.widget.attrs = dict(CODE)
    field.error_messages["required"] = "Enter the code."
