"""People come in, change and go: every refusal, and what the audit says."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from mailer.models import Message

from interviews.accounts import actions
from interviews.accounts.errors import AddressTaken, AlreadyJoined, InvitationSpent, LastHrAdmin
from interviews.accounts.models import Invitation, User
from interviews.audit.models import Entry
from tests.factories import make_user

pytestmark = pytest.mark.django_db
CHOICE = {"name": "Nia Obi", "password": "three quiet words", "time_zone": "Africa/Lagos"}


def invited(cast, **fields):
    user, link = actions.invite(by=cast.hr, email="Nia@Example.org", name="Nia", **fields)
    return user, link.rstrip("/").rsplit("/", 1)[1]


def invitation_of(token):
    return Invitation.objects.get(token_digest=actions.digest_of(token))


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", "actor_id", "details"))


def test_invite_makes_the_person_mails_a_link_and_says_so(cast):
    user, token = invited(cast, is_recruiter=True)
    assert (user.email, user.is_recruiter, user.is_hr_admin, user.has_joined) == ("nia@example.org", True, False, False)
    mail = Message.objects.get().email
    assert mail.to == ["nia@example.org"]
    assert mail.extra_headers == {"X-Concord-Kind": "invitation"}
    assert token in mail.body
    assert token in mail.alternatives[0][0]
    assert verbs() == [("person_invited", cast.hr.pk, {"is_hr_admin": False, "is_recruiter": True})]


def test_invite_stores_no_token(cast):
    _, token = invited(cast)
    stored = Invitation.objects.values_list("token_digest", flat=True).get()
    assert stored == actions.digest_of(token)
    assert token not in stored


def test_invite_refuses_an_address_that_is_known_in_any_case(cast):
    invited(cast)
    with pytest.raises(AddressTaken):
        actions.invite(by=cast.hr, email="NIA@example.ORG", name="Other")
    assert User.objects.filter(email__iexact="nia@example.org").count() == 1


def test_accept_sets_what_she_chose_and_works_once(cast):
    user, token = invited(cast)
    joined = actions.accept_invitation(invitation=invitation_of(token), **CHOICE)
    assert joined == user
    assert (joined.name, joined.time_zone) == ("Nia Obi", "Africa/Lagos")
    assert joined.check_password("three quiet words")
    with pytest.raises(InvitationSpent):
        actions.accept_invitation(invitation=invitation_of(token), **CHOICE)


def test_accept_refuses_after_fourteen_days(cast):
    _, token = invited(cast)
    invitation = invitation_of(token)
    assert timedelta(days=13, hours=23) < invitation.expires_at - timezone.now() <= timedelta(days=14)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(InvitationSpent):
        actions.accept_invitation(invitation=invitation, **CHOICE)


def test_accept_refuses_somebody_who_was_deactivated(cast):
    user, token = invited(cast)
    actions.deactivate(user=user, by=cast.hr)
    with pytest.raises(InvitationSpent):
        actions.accept_invitation(invitation=invitation_of(token), **CHOICE)
    assert not User.objects.get(pk=user.pk).has_usable_password()


def test_accept_refuses_once_she_came_in_by_a_code(cast):
    user, token = invited(cast)
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    with pytest.raises(InvitationSpent):
        actions.accept_invitation(invitation=invitation_of(token), **CHOICE)


def test_accept_takes_another_address_only_for_a_link_of_the_command_line(cast):
    _user, token = invited(cast)
    joined = actions.accept_invitation(invitation=invitation_of(token), email="me@example.org", **CHOICE)
    assert joined.email == "nia@example.org"
    _, link = actions.invite(by=None, email="first@localhost", name="First")
    invitation = invitation_of(link.rstrip("/").rsplit("/", 1)[1])
    with pytest.raises(AddressTaken):
        actions.accept_invitation(invitation=invitation, email="NIA@example.org", **CHOICE)
    first = actions.accept_invitation(invitation=invitation, email="Me@example.org", **CHOICE)
    assert first.email == "me@example.org"


@pytest.mark.django_db(transaction=True)
def test_accept_twice_at_once_lets_one_in():
    user, link = actions.invite(by=None, email="nia@example.org", name="Nia")
    invitation = invitation_of(link.rstrip("/").rsplit("/", 1)[1])

    def accept(password):
        try:
            actions.accept_invitation(invitation=invitation, name="Nia", password=password, time_zone="UTC")
        except InvitationSpent:
            return None
        finally:
            connection.close()
        return password

    with ThreadPoolExecutor(2) as pool:
        passwords = [word for word in pool.map(accept, ["one quiet word", "two quiet words"]) if word]
    assert len(passwords) == 1
    assert User.objects.get(pk=user.pk).check_password(passwords[0])


def test_renew_replaces_the_link_before_it(cast):
    user, token = invited(cast)
    link = actions.renew_invitation(user=user, by=cast.hr)
    assert token not in link
    with pytest.raises(InvitationSpent):
        actions.accept_invitation(invitation=invitation_of(token), **CHOICE)
    assert Invitation.objects.open().count() == 1


def test_renew_refuses_a_way_into_somebodys_account(cast):
    came_by_code = User.objects.create_user("code@example.org", name="Cody")
    User.objects.filter(pk=came_by_code.pk).update(last_login=timezone.now())
    for user in (cast.ana, came_by_code):
        with pytest.raises(AlreadyJoined):
            actions.renew_invitation(user=user, by=cast.hr)
    assert Invitation.objects.count() == 0


def test_renew_refuses_somebody_who_is_deactivated(cast):
    user, _ = invited(cast)
    actions.deactivate(user=user, by=cast.hr)
    with pytest.raises(InvitationSpent):
        actions.renew_invitation(user=user, by=cast.hr)


def test_deactivate_and_reactivate_once_each(cast):
    for _ in range(2):
        actions.deactivate(user=cast.ana, by=cast.hr)
    assert not User.objects.get(pk=cast.ana.pk).is_active
    for _ in range(2):
        actions.reactivate(user=cast.ana, by=cast.hr)
    assert User.objects.get(pk=cast.ana.pk).is_active
    assert [verb for verb, _, _ in verbs()] == ["person_deactivated", "sessions_ended", "person_reactivated"]


def test_last_hr_admin_stays(cast):
    with pytest.raises(LastHrAdmin):
        actions.deactivate(user=cast.hr, by=cast.hr)
    with pytest.raises(LastHrAdmin):
        actions.change_marks(user=cast.hr, by=cast.hr, is_hr_admin=False, is_recruiter=True)
    assert User.objects.get(pk=cast.hr.pk).is_hr_admin
    assert verbs() == []


def test_hr_admin_who_is_deactivated_does_not_count(cast):
    other = make_user("Ole Other", is_hr_admin=True)
    actions.deactivate(user=other, by=cast.hr)
    with pytest.raises(LastHrAdmin):
        actions.deactivate(user=cast.hr, by=cast.hr)


def test_one_of_two_hr_admins_may_go(cast):
    make_user("Ole Other", is_hr_admin=True)
    actions.change_marks(user=cast.hr, by=cast.hr, is_hr_admin=False, is_recruiter=True)
    assert verbs() == [("marks_changed", cast.hr.pk, {"is_hr_admin": False, "is_recruiter": True})]


@pytest.mark.django_db(transaction=True)
def test_two_hr_admins_who_step_back_at_once_leave_one():
    pair = [make_user("Hana One", is_hr_admin=True), make_user("Ole Other", is_hr_admin=True)]

    def step_back(user):
        try:
            actions.change_marks(user=user, by=user, is_hr_admin=False, is_recruiter=False)
        except LastHrAdmin:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(step_back, pair)) == [False, True]
    assert User.objects.active().hr_admins().count() == 1


def test_marks_that_stay_the_same_are_no_change(cast):
    actions.change_marks(user=cast.recruiter, by=cast.hr, is_hr_admin=False, is_recruiter=True)
    assert verbs() == []


def test_profile_change_is_in_the_audit_without_the_name(cast):
    actions.change_profile(user=cast.ana, name="Ana Petrova", time_zone="Europe/Sofia")
    ana = User.objects.get(pk=cast.ana.pk)
    assert (ana.name, ana.time_zone) == ("Ana Petrova", "Europe/Sofia")
    assert verbs() == [("profile_changed", cast.ana.pk, {})]
