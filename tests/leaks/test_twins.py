"""Twin worlds: what differs in secrets alone answers every request alike, and no byte of a secret gets out.

Both run as the web server's database role, so that the rule in Python and the fence below it are both at work.
`CONCORD_LEAKS=whole` (`make leaks`) asks by every method and with every probe.
"""

from __future__ import annotations

import logging
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client

from tests.cast import Cast
from tests.conftest import AsRole
from tests.leaks.crawling import WHOLE, Crawl
from tests.leaks.scenes import SCENES, Scene, make
from tests.leaks.table import note
from tests.leaks.watching import undone
from tests.overview.conftest import Build
from tests.permissions import TABLE, seen_by

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("one_moment")]
PAIRS = [
    (scene, viewer)
    for scene in sorted(SCENES, key=lambda one: -len(one.secrets))  # the long ones first: two processes end together
    for viewer in (scene.viewers if WHOLE else scene.tell_most)
]


@pytest.mark.parametrize(("scene", "viewer"), PAIRS, ids=[f"{scene.name}-{viewer}" for scene, viewer in PAIRS])
def test_worlds_that_differ_in_secrets_answer_alike(
    cast: Cast, build: Build, as_app: AsRole, scene: Scene, viewer: str
) -> None:
    world = make(cast, build, seated=scene.seated)
    scene.prepare(world)
    others = [name for name in scene.others if name != viewer]
    client = seen_by(Client(), SimpleNamespace(**world.people), viewer)
    crawl = Crawl(world, viewer, client, [f"{name}{what}qZ" for name in others for what in KINDS])
    logging.getLogger().addHandler(crawl.log)
    differences: list[str] = []
    try:
        for number, secret in enumerate(scene.secrets):
            if not WHOLE and 0 < number < len(scene.secrets) - 1:
                continue
            with undone():
                secret(world)
                cache.clear()
                with as_app():
                    if number == 0:
                        crawl.record()
                    else:
                        differences += crawl.differences()
    finally:
        logging.getLogger().removeHandler(crawl.log)
    note(
        scene=scene.name,
        viewer=viewer,
        addresses=len({ask.path.split("?")[0] for ask in crawl.first}),
        requests=crawl.watcher.requests,
        statements=crawl.watcher.statements,
        bytes=crawl.watcher.bytes,
        differences=len(differences),
        canaries=len(crawl.hits),
    )
    assert (differences[:5], crawl.hits[:5]) == ([], [])
    assert len(crawl.first) > len(TABLE)


KINDS = ("evidence", "notes", "kept", "reasons", "against", "debrief")
