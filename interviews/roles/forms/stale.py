"""Two people at one text: the later one learns of the earlier one's words before writing over them."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django import forms

CHANGED = (
    "Somebody changed this while you wrote. What you typed is still here and is not saved yet; "
    "what is saved now stands below. Save again to put yours in its place."
)


def fingerprint(values: dict[str, Any]) -> str:
    """Short and stable: says only whether two sets of values are the same."""
    return sha256(repr(sorted(values.items())).encode()).hexdigest()[:16]


class NoticesChanges(forms.Form):
    """Carries what was stored when the page was opened, and refuses once when that is no longer what is stored.

    Subclasses are given `stored`, the present values, and call `expect(stored)`.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    stored: dict[str, Any]
    changed_meanwhile = False

    def expect(self, stored: dict[str, Any]) -> None:
        self.stored = stored
        self.fields["seen"].initial = fingerprint(stored)

    @property
    def stored_lines(self) -> list[tuple[str, str]]:
        """What is stored, under the labels of the form."""
        return [
            (str(self[name].label), self._in_words(name, value))
            for name, value in self.stored.items()
            if value not in (None, "")
        ]

    def _in_words(self, name: str, value: Any) -> str:
        choices = {str(key): str(word) for key, word in getattr(self.fields[name], "choices", ())}
        return choices.get(str(value), str(value))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        seen = self.data.get(self.add_prefix("seen"))
        if seen and seen != fingerprint(self.stored):
            self.changed_meanwhile = True
            self.data = {
                **{name: self.data.get(name) for name in self.data},
                self.add_prefix("seen"): fingerprint(self.stored),
            }
            self.add_error(None, CHANGED)
        return cleaned
