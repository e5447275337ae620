"""The pages of people as people meet them: by keyboard, on a phone, without scripts, and with axe."""

import pytest
from mailer.models import Message

from interviews.accounts import actions
from interviews.accounts.mail_log import number_of
from interviews.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 375, "height": 800}


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE, "color_scheme": "dark"}], ids=["wide", "phone-dark"])
def test_axe_finds_nothing_on_pages_behind_the_door(cast, visit, options):
    actions.invite(by=cast.hr, email="nia@example.org", name="Nia")
    actions.deactivate(user=cast.ben, by=cast.hr)
    reader = visit(cast.hr, **options)
    ana, ben = f"/people/{cast.ana.uuid}/", f"/people/{cast.ben.uuid}/"
    nia = f"/people/{User.objects.get(name='Nia').uuid}/"
    mail = f"/mail/waiting/{number_of(Message.objects.get().when_added)}/"
    pages = [
        "/people/",
        "/people/?q=zzz",
        "/people/invite/",
        ana,
        ben,
        nia,
        f"{ana}deactivate/",
        "/me/",
        "/mail/",
        mail,
    ]
    for page in [*pages, "/accounts/logout/", "/accounts/password/"]:
        reader.open(page)
        assert (page, reader.axe()) == (page, [])


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE, "color_scheme": "dark"}], ids=["wide", "phone-dark"])
def test_axe_finds_nothing_on_pages_before_the_door(cast, visit, options):
    link = actions.invite(by=cast.hr, email="nia@example.org", name="Nia")[1].removeprefix("http://127.0.0.1:8000")
    reader = visit(**options)
    for page in ["/accounts/login/", "/accounts/code/", "/accounts/reset/", "/accounts/reset/sent/", link, "/nothing/"]:
        reader.open(page)
        assert (page, reader.axe()) == (page, [])
        if reader.page.locator("form").count():
            reader.send(reader.page.locator("form button[type=submit]").first)
            assert (page, "refused", reader.axe()) == (page, "refused", [])


@pytest.mark.parametrize("scripts", [True, False])
def test_hr_invites_and_the_invited_person_joins_by_keyboard(cast, visit, scripts):
    hr = visit(cast.hr, java_script_enabled=scripts)
    hr.open("/people/invite/")
    hr.page.locator("#id_name").focus()
    hr.page.keyboard.type("Nia Obi")
    hr.page.keyboard.press("Tab")
    hr.page.keyboard.type("nia@example.org")
    hr.page.keyboard.press("Enter")
    link = hr.page.get_by_label("Invitation link").input_value()

    nia = visit(java_script_enabled=scripts, viewport=PHONE)
    nia.open(link.removeprefix("http://127.0.0.1:8000"))
    nia.page.get_by_label("Password").fill("three quiet words")
    nia.page.keyboard.press("Enter")
    nia.page.wait_for_url(f"{nia.address}/")
    assert nia.page.get_by_role("navigation", name="Main").is_visible()


def test_lost_session_hands_back_the_text_and_sends_it_after_sign_in(cast, visit):
    cast.ana.set_password("three quiet words")
    cast.ana.save()
    ana = visit(cast.ana)
    ana.open("/me/")
    ana.page.get_by_label("Name", exact=True).fill("Ana Petrova, who was called Petrov until this long sentence")
    ana.sign_out()
    ana.send(ana.page.get_by_role("button", name="Save"))
    assert "nothing is lost" in ana.page.locator("h1").inner_text()
    assert ana.axe() == []

    other = ana.tab()
    other.goto(f"{ana.address}/accounts/login/")
    other.get_by_label("Email address").fill(cast.ana.email)
    other.get_by_label("Password").fill("three quiet words")
    other.get_by_role("button", name="Sign in", exact=True).click()
    other.wait_for_url(f"{ana.address}/")

    ana.page.get_by_role("button", name="Send again").click()
    ana.page.wait_for_url(f"{ana.address}/me/")
    assert User.objects.get(pk=cast.ana.pk).name.startswith("Ana Petrova, who")
