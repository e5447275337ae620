"""What the supervisor's three children do. docker-compose.yml starts the same three from the command line."""

import os

from celery import current_app

QUIET = ["--loglevel", "WARNING"]


def serve_web(port: int) -> None:
    from granian import Granian  # noqa: PLC0415 -- the other two have no use for it
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    Granian(
        "interviews.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        log_access=False,  # addresses hold tokens
    ).serve()


def use_one_blas_thread() -> None:
    """So that the same ratings give the same bytes on any machine; has to come before NumPy is first imported."""
    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = "1"


def run_worker() -> None:
    lonely = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    current_app.worker_main(["worker", "--concurrency", "2", *lonely, *QUIET])


def run_beat() -> None:
    current_app.start(["beat", "--pidfile", "", *QUIET])
