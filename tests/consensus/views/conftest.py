from tests.consensus.measures_page.conftest import *  # noqa: F403 -- pytest finds fixtures by name
