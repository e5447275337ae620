"""Second factors and passkeys: how allauth keeps and shows them here."""

from __future__ import annotations

import base64
import hashlib
from io import BytesIO

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from qrcode.image.svg import SvgPathImage

from interviews.accounts.models import User

WORDS = {
    Authenticator.Type.TOTP: "authenticator app",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets are encrypted, so that a copy of the database alone makes nobody's second step."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This is not the right code. Codes change every 30 seconds; each recovery code works once.",
    }

    def get_totp_issuer(self) -> str:
        return "Concord"

    def build_totp_svg(self, url: str) -> SafeString:
        """An `<svg>` to stand in the page itself: the policy allows no picture from a data: address."""
        drawn = BytesIO()
        qrcode.make(url, image_factory=SvgPathImage).save(drawn)
        text = drawn.getvalue().decode()
        return SafeString(text[text.index("<svg") :])  # nosec B308 B703 -- drawn here, of squares

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """Used where the person gave a passkey no name."""
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"


def factors_of(user: User) -> QuerySet[Authenticator]:
    """What she has beside password and mailed code, the oldest first; recovery codes are no factor of their own."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=user)
    return found.exclude(type=Authenticator.Type.RECOVERY_CODES).order_by("created_at", "pk")


def _keys() -> MultiFernet:
    """From the site's secret key, older ones included: a key that was changed must not lock everybody out."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"concord second factor " + str(secret).encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
