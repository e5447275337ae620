"""`make leaks`: every scene and viewer, every method and probe, and a table of what was compared."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.leaks.table import written


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CONCORD_LEAKS": "whole", "CONCORD_LEAKS_TABLE": folder}
        run = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--show-capture=no", "tests/leaks", *sys.argv[1:]]
        ended = subprocess.run(run, env=environment, check=False)
        print("\n".join(written(Path(folder))))
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main())
