"""What HR types about a file of ratings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from interviews.web.forms import helper
from panels.consensus.analyses import MOST_BYTES
from panels.consensus.rows.problems import BadFile
from panels.consensus.rows.scale import parse_scale


class OptionsForm(forms.Form):
    scale = forms.CharField(
        max_length=20,
        required=False,
        help_text="As in 1-5. Without it, from the lowest to the highest rating of the file.",
    )
    item_effect = forms.BooleanField(
        label="Items may differ in their mean",
        required=False,
        initial=True,
        help_text="The two-way model then has a mean for each item.",
    )

    def __init__(self, *args: Any, action: str = "", submit: str = "Analyse again", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(submit=submit, action=action)

    def clean_scale(self) -> str:
        scale: str = self.cleaned_data["scale"]
        if scale:
            try:
                parse_scale(scale)
            except BadFile as error:
                raise forms.ValidationError(str(error), code="scale") from None
        return scale


class UploadForm(OptionsForm):
    file = forms.FileField(
        label="File of ratings",
        help_text=(
            "CSV in UTF-8 with the columns target, rater, item, rating, a line for each rating. Ratings may be "
            f"decimals. At most {MOST_BYTES // 2**20} MB."
        ),
        error_messages={"required": "Choose a file.", "missing": "Choose a file.", "empty": "This file is empty."},
    )
    field_order = ("file", "scale", "item_effect")

    def clean_file(self) -> UploadedFile[bytes]:
        """Whether it can be read, the worker finds out; a web process opens no file of strangers' numbers."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                f"This file is larger than {MOST_BYTES // 2**20} MB. Split it, or use manage.py analyse.", code="large"
            )
        return file
