"""Who may open which address: the whole URLconf as one table, read by `tests/overview/test_permissions.py`.

Every viewer opens every address on one prepared panel, before and after its scorecards open. A row names those who get
the page; everybody else who is signed in meets the page for unknown addresses, and who is not is sent to sign in.
The candidate of this panel is an employee with every mark: what she meets here is 404 because of the panel alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from interviews.accounts.models import User

VIEWERS = ("anonymous", "outsider", "ana", "cleo", "lead", "recruiter", "hr", "superuser", "employee")

EVERYBODY = frozenset(VIEWERS)
SIGNED_IN = EVERYBODY - {"anonymous"}
NOBODY: frozenset[str] = frozenset()
HR = frozenset({"hr", "employee"})
OFFICE = HR | {"recruiter"}
# of this panel, on which the employee is the candidate
RUNNERS = frozenset({"lead", "recruiter", "hr"})
ROSTER = RUNNERS | {"ana", "cleo", "superuser"}
READERS = RUNNERS | {"ana", "superuser"}
# of this role, which the lead leads
ROLE = OFFICE | {"lead"}


@dataclass(frozen=True)
class Row:
    """Who gets what from a GET of one address.

    `at` names what of the world the address is about; `then` is who gets it once scorecards are open, where that
    differs. `status` is what those get (405: it may only be posted), `otherwise` what all others get who are signed in,
    `anonymous` what nobody in particular gets: None is the way to the sign-in page.
    """

    who: frozenset[str]
    at: tuple[str, ...] = ()
    then: frozenset[str] | None = None
    status: int = 200
    otherwise: int = 404
    anonymous: int | None = None

    @property
    def about_the_panel(self) -> bool:
        return not {"panel", "seat", "missing_seat", "interview", "candidate", "file"}.isdisjoint(self.at)

    def expected(self, viewer: str, *, opened: bool) -> int:
        if viewer == "anonymous":
            return self.anonymous or TO_SIGN_IN
        granted = self.then if opened and self.then is not None else self.who
        return self.status if viewer in granted else self.otherwise


TO_SIGN_IN = 302
PANEL, SEAT, MISSING, INTERVIEW = ("panel",), ("seat",), ("missing_seat",), ("interview",)
CANDIDATE, FILE = ("candidate",), ("file",)
OWNER = frozenset({"hr"})
ANA, CLEO, LEAD = frozenset({"ana"}), frozenset({"cleo"}), frozenset({"lead"})


def posted(who: frozenset[str], at: tuple[str, ...] = (), *, otherwise: int = 405) -> Row:
    """Takes posts only. `otherwise` is 404 where the mark is asked before the method."""
    return Row(who, at, status=405, otherwise=otherwise)


def on_site(who: frozenset[str], *at: str) -> Row:
    return Row(who, at)


TABLE: dict[str, tuple[Row, ...]] = {
    # overview
    "overview:desk": (Row(SIGNED_IN),),
    "overview:remind_late": (posted(OFFICE, otherwise=404),),
    "overview:panels": (Row(SIGNED_IN),),
    "overview:panel": (Row(ROSTER, PANEL),),
    "overview:audit": (Row(HR),),
    "overview:audit_export": (Row(HR),),
    "overview:mail": (Row(HR),),
    "overview:mail_entry": (on_site(HR, "mail"),),
    "overview:waiting_mail": (on_site(HR, "waiting"),),
    "overview:healthz": (Row(SIGNED_IN, anonymous=200),),
    # decisions and reports: nothing before scorecards open, and nothing for Cleo, whose own card is missing
    "decisions:debrief": (Row(NOBODY, PANEL, then=READERS),),
    "decisions:debrief_item": (posted(SIGNED_IN, ("panel", "item")),),
    "decisions:stance": (Row(NOBODY, PANEL),),
    "decisions:follow_up": (Row(NOBODY, PANEL, then=RUNNERS),),
    "decisions:decide": (Row(NOBODY, PANEL, then=LEAD),),
    "consensus:report": (Row(NOBODY, PANEL, then=READERS),),
    "consensus:status": (Row(NOBODY, PANEL, then=READERS, status=302),),
    "consensus:version": (Row(NOBODY, ("panel", "digest"), then=READERS),),
    "consensus:print": (posted(SIGNED_IN, ("panel", "digest")),),
    "consensus:printout": (Row(NOBODY, ("item",)),),
    "consensus:printout_status": (Row(NOBODY, ("item",)),),
    "consensus:printout_file": (Row(NOBODY, ("item",)),),
    "consensus:rebuild": (posted(SIGNED_IN, PANEL),),
    # measures
    "consensus:board": (on_site(frozenset({"lead", "hr"}), "role"),),
    "consensus:board_csv": (on_site(frozenset({"lead", "hr"}), "role"),),
    "consensus:board_xlsx": (on_site(frozenset({"lead", "hr"}), "role"),),
    "consensus:reliability": (on_site(frozenset({"lead", "hr"}), "role"),),
    "consensus:change_preview": (on_site(HR, "rubric"),),
    "consensus:measures": (Row(HR),),
    # a file of the HR admin's, hers alone: the employee has the mark and meets nothing
    "consensus:analyses": (Row(HR),),
    "consensus:analysis": (on_site(OWNER, "analysis"),),
    "consensus:analysis_status": (Row(OWNER, ("analysis",), status=302),),
    "consensus:analysis_again": (posted(HR, ("analysis",), otherwise=404),),
    "consensus:analysis_json": (on_site(OWNER, "analysis"),),
    "consensus:analysis_file": (on_site(OWNER, "analysis"),),
    "consensus:analysis_remove": (on_site(OWNER, "analysis"),),
    "consensus:interviewers": (Row(HR),),
    "consensus:own_figures": (Row(SIGNED_IN),),
    "consensus:adjustment": (Row(HR),),
    "consensus:stances": (Row(HR),),
    "consensus:named_figures": (Row(HR),),
    "consensus:calibrate": (posted(HR, ("scale",), otherwise=404),),
    "consensus:role_adjustment": (on_site(HR, "role"),),
    # scorecards: Ana's is in, Cleo's is not
    "scorecards:card": (Row(ANA, SEAT, then=READERS), Row(CLEO, MISSING)),
    "scorecards:save": (Row(ANA, SEAT, status=204), Row(CLEO, MISSING, status=204)),
    "scorecards:summary": (Row(ANA, SEAT, status=302), Row(CLEO, MISSING)),
    "scorecards:amend": (Row(ANA, SEAT), Row(CLEO, MISSING, status=302)),
    "scorecards:kept": (posted(SIGNED_IN, MISSING),),
    "scorecards:profile": (posted(SIGNED_IN, MISSING),),
    "scorecards:text": (Row(ANA, SEAT), Row(CLEO, MISSING)),
    "scorecards:receipt": (Row(ANA, ("seat", "number")), Row(NOBODY, ("missing_seat", "number"))),
    "scorecards:calendar": (Row(ANA, SEAT), Row(CLEO, MISSING)),
    "scorecards:decline": (Row(CLEO, MISSING),),
    "scorecards:talk": (Row(ANA, SEAT), Row(CLEO, MISSING)),
    "scorecards:did_not_happen": (Row(CLEO, MISSING),),
    "scorecards:excuse": (Row(RUNNERS, MISSING),),
    "scorecards:replace": (Row(RUNNERS, MISSING),),
    "scorecards:remind": (Row(RUNNERS, MISSING),),
    "scorecards:close": (Row(RUNNERS, PANEL),),
    # seating
    "seating:reminders": (Row(HR),),
    "seating:candidates": (Row(OFFICE),),
    "seating:candidates_import": (Row(OFFICE),),
    "seating:candidate_new": (Row(OFFICE),),
    "seating:candidate": (Row(RUNNERS, CANDIDATE),),
    "seating:candidate_edit": (Row(RUNNERS - LEAD, CANDIDATE),),
    "seating:candidate_links": (Row(RUNNERS - LEAD, CANDIDATE),),
    "seating:candidate_link_remove": (posted(SIGNED_IN, CANDIDATE),),
    "seating:candidate_files": (Row(RUNNERS - LEAD, CANDIDATE),),
    "seating:step_back": (Row(RUNNERS - LEAD, CANDIDATE),),
    "seating:let_back": (posted(HR, CANDIDATE, otherwise=404),),
    "seating:candidate_erase": (Row(OWNER, CANDIDATE),),
    "seating:candidate_keep": (posted(SIGNED_IN, CANDIDATE),),
    "seating:file": (Row(RUNNERS | ANA | CLEO, FILE),),
    "seating:file_remove": (Row(RUNNERS - LEAD, FILE),),
    "seating:panels_import": (Row(OFFICE),),
    "seating:panel_new": (Row(ROLE),),
    "seating:seats": (Row(RUNNERS, PANEL),),
    "seating:panel_edit": (Row(RUNNERS, PANEL),),
    "seating:send": (Row(RUNNERS, PANEL, status=302),),
    "seating:question_new": (Row(RUNNERS, PANEL),),
    "seating:question_remove": (posted(SIGNED_IN, ("panel_question",)),),
    "seating:withdraw": (Row(RUNNERS, PANEL),),
    "seating:cancel": (Row(RUNNERS, PANEL),),
    "seating:interview_new": (Row(RUNNERS, PANEL),),
    "seating:interview": (Row(RUNNERS, INTERVIEW),),
    "seating:interview_remove": (Row(RUNNERS, INTERVIEW),),
    "seating:did_not_happen": (Row(RUNNERS, INTERVIEW),),
    "seating:seat_new": (Row(RUNNERS, INTERVIEW),),
    "seating:outside_new": (Row(RUNNERS, INTERVIEW),),
    "seating:link_new": (posted(SIGNED_IN, MISSING),),
    "seating:open_seat": (Row(NOBODY, ("token",), otherwise=410, anonymous=410),),
    "seating:link_again": (Row(SIGNED_IN, ("token",), status=405, otherwise=405, anonymous=405),),
    "seating:seat": (Row(RUNNERS, MISSING),),
    "seating:seat_remove": (Row(RUNNERS, MISSING),),
    # roles
    "roles:roles": (Row(SIGNED_IN),),
    "roles:new": (Row(HR),),
    "roles:role": (on_site(ROLE, "role"),),
    "roles:edit": (on_site(HR, "role"),),
    "roles:clone": (on_site(HR, "role"),),
    "roles:archive": (on_site(HR, "role"),),
    "roles:stage_new": (on_site(HR, "role"),),
    "roles:start": (posted(SIGNED_IN, ("role",)),),
    "roles:stage": (on_site(HR, "stage"),),
    "roles:stage_move": (posted(SIGNED_IN, ("stage",)),),
    "roles:stage_remove": (on_site(HR, "stage"),),
    "roles:kit": (on_site(ROLE, "stage"),),
    "roles:section": (on_site(ROLE, "stage", "key"),),
    "roles:question_new": (on_site(ROLE, "stage", "key"),),
    "roles:copy_questions": (on_site(ROLE, "stage", "key"),),
    "roles:question": (on_site(ROLE, "question"),),
    "roles:question_move": (posted(SIGNED_IN, ("question",)),),
    "roles:question_remove": (on_site(ROLE, "question"),),
    "roles:rubric": (on_site(ROLE, "rubric"),),
    "roles:scale": (on_site(HR, "rubric"),),
    "roles:hire_line": (on_site(HR, "rubric"),),
    "roles:publish": (on_site(HR, "rubric"),),
    "roles:difference": (on_site(ROLE, "rubric"),),
    "roles:discard": (on_site(HR, "rubric"),),
    "roles:preview": (on_site(ROLE, "rubric"),),
    # Ana, Ben and the lead are asked; the answers are not open
    "roles:kickoff_start": (Row(HR | LEAD, ("rubric",), status=302),),
    "roles:kickoff": (on_site(ROLE | ANA, "kickoff"),),
    "roles:kickoff_people": (on_site(HR | LEAD, "kickoff"),),
    "roles:kickoff_remind": (posted(SIGNED_IN, ("kickoff",)),),
    "roles:kickoff_reveal": (on_site(HR | LEAD, "kickoff"),),
    "roles:kickoff_settle": (on_site(NOBODY, "kickoff"),),
    "roles:competency_new": (on_site(HR, "rubric"),),
    "roles:from_library": (on_site(HR, "rubric"),),
    "roles:competency": (on_site(HR, "competency"),),
    "roles:competency_move": (posted(SIGNED_IN, ("competency",)),),
    "roles:competency_remove": (on_site(HR, "competency"),),
    "roles:library": (Row(HR),),
    "roles:library_new": (Row(HR),),
    "roles:library_entry": (on_site(HR, "library"),),
    "roles:library_edit": (on_site(HR, "library"),),
    "roles:library_retire": (on_site(HR, "library"),),
    # people, oneself
    "accounts:people": (Row(HR),),
    "accounts:import_people": (Row(HR),),
    "accounts:invite": (Row(HR),),
    "accounts:person": (on_site(HR, "person"),),
    "accounts:new_link": (posted(HR, ("person",), otherwise=404),),
    "accounts:deactivate": (on_site(HR, "person"),),
    "accounts:remove_factors": (on_site(HR, "person"),),
    "accounts:reactivate": (posted(HR, ("person",), otherwise=404),),
    "accounts:me": (Row(SIGNED_IN),),
    "accounts:sign_out_elsewhere": (posted(SIGNED_IN),),
    # the door
    "accounts:accept": (Row(NOBODY, ("token",), anonymous=404),),
    "account_login": (Row(SIGNED_IN, status=302, anonymous=200),),
    "account_logout": (Row(SIGNED_IN),),
    "account_inactive": (Row(SIGNED_IN, anonymous=200),),
    "account_request_login_code": (Row(SIGNED_IN, status=302, anonymous=200),),
    "account_confirm_login_code": (Row(SIGNED_IN, status=302),),
    "account_change_password": (Row(SIGNED_IN),),
    "account_set_password": (Row(SIGNED_IN, status=302),),
    "account_reauthenticate": (Row(SIGNED_IN),),
    "account_reset_password": (Row(SIGNED_IN, anonymous=200),),
    "account_reset_password_done": (Row(SIGNED_IN, anonymous=200),),
    "account_reset_password_from_key": (Row(SIGNED_IN, ("uidb36", "reset_key"), anonymous=200),),
    "account_reset_password_from_key_done": (Row(SIGNED_IN, anonymous=200),),
    # own ways in; whoever has not just shown who she is, is asked to (302)
    "mfa_index": (Row(SIGNED_IN),),
    "mfa_authenticate": (Row(SIGNED_IN, status=302),),
    "mfa_reauthenticate": (Row(SIGNED_IN, status=302),),
    "mfa_reauthenticate_webauthn": (Row(SIGNED_IN, status=302),),
    "mfa_activate_totp": (Row(SIGNED_IN, status=302),),
    "mfa_deactivate_totp": (Row(NOBODY),),
    "mfa_view_recovery_codes": (Row(NOBODY),),
    "mfa_generate_recovery_codes": (Row(SIGNED_IN, status=302),),
    "mfa_login_webauthn": (Row(SIGNED_IN, status=302),),
    "mfa_list_webauthn": (Row(SIGNED_IN, status=302),),
    "mfa_add_webauthn": (Row(SIGNED_IN, status=302),),
    "mfa_remove_webauthn": (Row(SIGNED_IN, ("passkey",), status=302),),
    "mfa_edit_webauthn": (Row(SIGNED_IN, ("passkey",), status=302),),
    "account_signup": (Row(NOBODY, anonymous=404),),
    "account_email": (Row(NOBODY, anonymous=404),),
    "account_email_verification_sent": (Row(NOBODY, anonymous=404),),
}


def names() -> Iterator[str]:
    """Every named address of the URLconf; an address without a name is "?"."""
    yield from _walk(get_resolver(), ())


def _walk(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join((*spaces, pattern.name or "?"))
        else:
            yield from _walk(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)


def address(name: str, row: Row, world: dict[str, Any]) -> str:
    return reverse(name, args=[world[part] for part in row.at])


def seen_by(client: Client, people: Any, viewer: str) -> Client:
    """The client, signed in as that viewer; `people` is the cast, or anything else that has them by name."""
    client.logout()
    if viewer != "anonymous":
        person: User = getattr(people, viewer)
        client.force_login(person)
    return client
