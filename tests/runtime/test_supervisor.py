"""One command that runs everything, and what is left when it has gone: nothing."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.site import Site, eventually, free_port

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("up") / "data")
    yield site
    for pid in site.leftovers:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@pytest.fixture
def site(made_site: Site) -> Site:
    if made_site.process is None or made_site.process.poll() is not None:
        made_site.start()
    return made_site


def test_first_start_gives_a_link_for_the_first_admin(site: Site) -> None:
    assert f"http://127.0.0.1:{site.port}/" in site.said
    assert site.is_well()


def test_second_start_on_the_same_folder_is_refused(site: Site) -> None:
    port, site.port = site.port, free_port()
    assert site.try_to_start() == (
        f"CommandError: Concord runs already on the data folder {site.root}: "
        "stop that one, or name another folder with --data."
    )
    site.port = port


def test_taken_port_is_refused(site: Site) -> None:
    assert site.try_to_start() == f"CommandError: Port {site.port} is taken: name another one with --port."


def test_no_token_that_was_asked_for_is_kept(site: Site) -> None:
    """Nor what stands behind a question mark, as an access log would have it."""
    token = "walnutferrylantern0123456789"
    with suppress(HTTPError):
        urlopen(f"http://127.0.0.1:{site.port}/seat-links/{token}/?next={token}", timeout=10)
    kept = [one for one in site.root.rglob("*") if one.is_file() and token.encode() in one.read_bytes()]
    assert (kept, token in site.said) == ([], False)


@pytest.mark.parametrize("name", ["concord-web", "concord-worker", "concord-beat"])
def test_child_that_is_killed_starts_again(site: Site, name: str) -> None:
    pid = site.pid_of(name)
    os.kill(pid, signal.SIGKILL)
    eventually(lambda: site.pid_of(name) not in {0, pid})
    eventually(site.is_well)
    assert f"{name.removeprefix('concord-')} ended (signal SIGKILL), starts again in" in site.said


def test_kill_9_leaves_no_process(site: Site) -> None:
    assert site.process
    eventually(lambda: len(site.processes) == 7)  # supervisor, web and its one, worker and its two, beat
    site.process.kill()
    site.process.wait(10)
    eventually(lambda: site.leftovers == {}, 20)


def test_ctrl_c_leaves_no_process_and_the_next_start_is_quick(site: Site) -> None:
    assert site.process
    site.process.send_signal(signal.SIGINT)
    assert site.process.wait(30) == 0
    assert site.leftovers == {}
    assert site.said.splitlines()[-1].endswith("stopped")
    site.start()
    assert "database made ready" not in site.said
    assert "packed" not in site.said
    site.process.send_signal(signal.SIGTERM)
    assert site.process.wait(30) == 0
    assert site.leftovers == {}
