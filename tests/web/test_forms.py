"""The one recipe for forms: what is wrong stands on top and beside the field, wired for those who do not see."""

from bs4 import BeautifulSoup
from django import forms
from django.template import engines

from interviews.web.forms import helper


class Sample(forms.Form):
    name = forms.CharField(help_text="As she writes it.", max_length=5)
    said = forms.CharField(label="How to say it", required=False)
    kind = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])
    agree = forms.BooleanField(label="She knows")
    file = forms.FileField(required=False)

    def clean(self):
        if self.cleaned_data.get("name") == "whole":
            raise forms.ValidationError("Both do not fit together.")


def show(form, **recipe):
    form.helper = helper(**{"submit": "Save", **recipe})
    template = engines["django"].from_string("{% load crispy_forms_tags %}{% crispy form %}")
    return BeautifulSoup(template.render({"form": form}), "html.parser")


def test_unbound_form_has_no_summary():
    assert show(Sample()).select(".error-summary") == []


def test_summary_names_each_field_and_leads_to_it():
    page = show(Sample({}))
    summary = page.select_one(".error-summary")
    assert summary.h2.get_text() == "There is a problem"
    assert [(link.get_text(), link["href"]) for link in summary.select("a")] == [
        ("“Name” is missing", "#id_name"),
        ("“Kind” is missing", "#id_kind_0"),
        ("Tick “She knows” to go on", "#id_agree"),
    ]
    assert all(page.select_one(link["href"]) for link in summary.select("a"))


def test_summary_takes_the_focus_without_script():
    summary = show(Sample({})).select_one(".error-summary")
    assert summary.has_attr("autofocus")
    assert summary["tabindex"] == "-1"


def test_summary_and_field_say_the_same_words():
    page = show(Sample({"name": "too long", "kind": "a", "agree": "on"}))
    said = "Ensure this value has at most 5 characters (it has 8)."
    assert page.select_one(".error-summary a").get_text() == said
    assert page.select_one("#id_name_error").get_text() == said


def test_summary_of_the_whole_form_comes_without_a_link():
    page = show(Sample({"name": "whole", "kind": "a", "agree": "on"}))
    assert [item.get_text() for item in page.select(".error-summary li")] == ["Both do not fit together."]


def test_field_is_described_by_hint_and_error():
    page = show(Sample({}))
    field = page.select_one("#id_name")
    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"].split() == ["id_name_helptext", "id_name_error"]
    assert all(page.find(id=name) for name in field["aria-describedby"].split())


def test_radio_group_is_a_fieldset_described_by_its_error():
    group = show(Sample({})).select_one("#div_id_kind fieldset")
    assert group.legend.get_text() == "Kind"
    assert group["aria-describedby"] == "id_kind_error"


def test_label_says_what_is_optional():
    labels = {label.get_text() for label in show(Sample()).select("label.form-label")}
    assert {"Name", "How to say itoptional"} <= labels


def test_typed_text_stays_and_is_no_markup():
    page = show(Sample({"name": '"><b>hi'}))
    assert page.select_one("#id_name")["value"] == '"><b>hi'
    assert page.find("b") is None


def test_buttons_and_cancel():
    page = show(Sample(), cancel="/back/", danger=True)
    assert page.select_one("button.btn-danger").get_text() == "Save"
    assert page.select_one(".form-actions a")["href"] == "/back/"


def test_several_forms_share_one_tag():
    page = show(Sample({}), form_tag=False, summary=False, submit="")
    assert page.find("form") is None
    assert page.select(".error-summary") == []
    assert page.select_one("#id_name_error") is not None


def test_file_form_is_sent_as_parts_and_browser_messages_are_off():
    form = show(Sample()).form
    assert form["enctype"] == "multipart/form-data"
    assert form.has_attr("novalidate")
