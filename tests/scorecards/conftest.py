"""Fixtures of the scorecards' tests, the browser's among them."""

from tests.browser import *  # noqa: F403 -- pytest finds fixtures by name
