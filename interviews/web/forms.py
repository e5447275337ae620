"""The one recipe by which every form of the site is shown."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout


def helper(
    *,
    submit: str = "",
    cancel: str = "",
    danger: bool = False,
    form_tag: bool = True,
    method: str = "post",
    action: str = "",
    layout: Layout | None = None,
    summary: bool = True,
) -> FormHelper:
    """Label, hint, what is wrong, control; the summary of problems on top; one row of buttons at the end.

    Browsers' own messages are off (`novalidate`): they vanish, name one field at a time and differ from ours.
    `form_tag=False` is for several forms inside one <form>, whose page then places `{% error_summary %}` itself
    and passes `summary=False`.
    """
    recipe = FormHelper()
    recipe.form_tag = form_tag
    recipe.form_method = method
    recipe.form_action = action
    recipe.attrs = {"novalidate": "novalidate"}
    recipe.layout = layout
    recipe.submit = submit
    recipe.cancel = cancel
    recipe.danger = danger
    recipe.summary = summary
    return recipe
