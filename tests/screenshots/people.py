"""Whose eyes the pictures are taken with, and which pages nobody reaches by a link."""

from __future__ import annotations

# Demo people, the first of whom that reaches a page is in its picture. "" is somebody who is not signed in.
WHO = ("", "tomasz", "kwame", "viktor", "amara", "bernard", "rosa", "hana")

# Addresses that answer a page to a GET and are in no picture, each with the reason.
NOT_TAKEN = {
    "overview:healthz": "for machines",
    "overview:waiting_mail": "a mail waits for five seconds at most",
    "overview:audit_export": "a file",
    "consensus:board_csv": "a file",
    "consensus:board_xlsx": "a file",
    "consensus:analysis": "the demo has no file of an HR admin's",
    "consensus:analysis_status": "a part of a page",
    "consensus:analysis_json": "a file",
    "consensus:analysis_file": "a file",
    "consensus:analysis_remove": "the demo has no file of an HR admin's",
    "consensus:status": "a part of a page",
    "consensus:printout": "the answer to a button",
    "consensus:printout_status": "a part of a page",
    "consensus:printout_file": "a file",
    "seating:file_remove": "asks once more, as every removal does",
    "decisions:stance": "the demo's organisation does not ask",
    "scorecards:save": "answers with nothing to a GET",
    "scorecards:text": "a file",
    "scorecards:receipt": "a file",
    "scorecards:calendar": "a file",
    "scorecards:amend": "goes on to the scorecard",
    "seating:file": "a file",
    "seating:open_seat": "behind a token that is only in a mail",
    "accounts:remove_factors": "nobody of the demo has a second step",
    "mfa_deactivate_totp": "nobody of the demo has a second step",
    "mfa_view_recovery_codes": "nobody of the demo has a second step",
    "consensus:role_adjustment": "off, and its roles have panels under way",
    "roles:kickoff_settle": "the demo's one open kickoff waits for answers",
    "scorecards:remind": "the answer to a button",
    "accounts:accept": "behind a token that is only in a mail",
    "account_inactive": "for somebody who may no longer sign in",
    "account_confirm_login_code": "behind a code that is only in a mail",
    "account_reset_password_done": "after a mail is asked for",
    "account_reset_password_from_key": "behind a token that is only in a mail",
    "account_reset_password_from_key_done": "behind a token that is only in a mail",
    "account_reauthenticate": "asks for the password before a way in is changed",
    "account_signup": "nobody signs up here",
    "account_email": "nobody keeps several addresses",
    "account_email_verification_sent": "nobody keeps several addresses",
}
