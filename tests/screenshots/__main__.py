"""`make screenshots`: every page of a fresh demo in every look, with what is wrong with it; or the guide's pictures."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import django

from tests.site import REPOSITORY, Site, eventually


class DemoSite(Site):
    """With its demo organisation, which is there once the reports are."""

    def words(self) -> list[str]:
        return [word for word in super().words() if word != "--no-demo"]

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait()
        eventually(lambda: not self.leftovers)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--to", type=Path, default=REPOSITORY / "var" / "screenshots")
    asked.add_argument("--only", default="", help="a part of the names of the pages wanted")
    asked.add_argument("--guide", action="store_true", help="the pictures of README.md and docs/guide")
    wanted = asked.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interviews.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CONCORD_DATA"] = f"{folder}/here"
        django.setup()
        from tests.screenshots.running import every_page, guide  # noqa: PLC0415 -- Django is set up now

        site = DemoSite(Path(folder) / "site")
        site.start()
        try:
            address = f"http://localhost:{site.port}"
            lines, is_well = (guide(address), True) if wanted.guide else every_page(address, wanted.to, wanted.only)
        finally:
            site.stop()
    print("\n".join(lines))
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
