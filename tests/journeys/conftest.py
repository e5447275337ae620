"""Journeys are walked in a browser."""

from tests.browser import *  # noqa: F403 -- pytest finds fixtures by name
