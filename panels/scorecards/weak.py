"""A hint, never a hurdle, for evidence that says how an interviewer felt and not what a candidate did.

The lists are short on purpose: a hint that is often wrong is soon not read.
"""

from __future__ import annotations

import re

FIT = (
    "culture fit",
    "cultural fit",
    "culture add",
    "good fit",
    "great fit",
    "not a fit",
    "no fit",
    "right fit",
    "would fit in",
    "one of us",
    "gut feeling",
    "gut feel",
    "good vibe",
    "good vibes",
    "bad vibe",
    "bad vibes",
)
TRAITS = (
    "accent",
    "too old",
    "too young",
    "her age",
    "his age",
    "their age",
    "pregnant",
    "maternity",
    "married",
    "native speaker",
)
VERDICTS = (
    "amazing",
    "articulate",
    "awesome",
    "bad",
    "bright",
    "charismatic",
    "confident",
    "excellent",
    "good",
    "great",
    "impressive",
    "likeable",
    "nice",
    "polished",
    "poor",
    "rock star",
    "sharp",
    "smart",
    "solid",
    "strong",
    "team player",
    "weak",
)
FEW_WORDS = 4
SOON_SAID = 9

ABOUT_FIT = "“Fit” and feelings cannot be weighed by others. What did they say or do?"
ABOUT_TRAITS = "This may be about something that must not count here. What did they say or do?"
VERDICT_ONLY = "This says what you think of it. What did they say or do that made you think so?"
TOO_SHORT = "Very short. In two weeks, will you still know what happened?"


def hint(evidence: str) -> str:
    """One sentence, or nothing. Nothing is said about an empty box: whether it may stay empty is `completeness`."""
    words = re.findall(r"[\w'’]+", evidence.casefold())
    if not words:
        return ""
    text = f" {' '.join(words)} "
    if _holds(text, FIT):
        return ABOUT_FIT
    if _holds(text, TRAITS):
        return ABOUT_TRAITS
    if len(words) < SOON_SAID and _holds(text, VERDICTS):
        return VERDICT_ONLY
    return TOO_SHORT if len(words) < FEW_WORDS else ""


def _holds(text: str, phrases: tuple[str, ...]) -> bool:
    return any(f" {phrase} " in text for phrase in phrases)
