"""The hint about weak evidence: rare, honest, never about good evidence."""

import pytest

from panels.scorecards.weak import ABOUT_FIT, ABOUT_TRAITS, TOO_SHORT, VERDICT_ONLY, hint


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        ("great culture fit", ABOUT_FIT),
        ("Great Culture-Fit", ABOUT_FIT),
        ("Would be a good fit for us, as the whole team felt over lunch that day.", ABOUT_FIT),
        ("My gut feeling says yes.", ABOUT_FIT),
        ("Heavy accent, hard to follow at times.", ABOUT_TRAITS),
        ("Very smart and confident.", VERDICT_ONLY),
        ("Strong.", VERDICT_ONLY),
        ("Did ok", TOO_SHORT),
        ("", ""),
        ("  \n", ""),
        ("Idempotency keys unprompted; drew the cut-over and roll-back.", ""),
        ("Said “retry”; after two prompts it could still charge twice.", ""),
        ("Good on trade-offs: named cost first, then latency, and chose the queue because of it.", ""),
        ("Named three risks", TOO_SHORT),
    ],
)
def test_hint(evidence: str, words: str) -> None:
    assert hint(evidence) == words
