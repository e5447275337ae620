"""`make test-production`: the main job over the parts and the configuration of docker-compose.yml, without containers.

Debian's PostgreSQL and RabbitMQ stand in for the images. Everything else, the roles, the order, each service's
environment and command, is read from docker-compose.yml.
"""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.production import compose, parts
from tests.production.compose import Service

BEGAN = time.monotonic()
ONCE = ("provision", "migrate", "static")
LASTING = ("web", "worker", "beat")


def main() -> None:
    parts.have_packages()
    folder = Path(tempfile.mkdtemp(prefix="concord-production-"))
    folder.chmod(0o755)
    running = parts.Parts(folder)
    try:
        services, port = _start_servers(running)
        for name in ONCE:
            _run(services[name])
            say(f"{name} done")
        for name in LASTING:
            running.start(name, list(services[name].command), _environment(services[name]))
        _await_health(services["web"], running)
        say("web, worker and beat are well")
        _main_job(services["web"], port)
        say("the main job is done")
    except BaseException:
        print(f"the logs are in {folder}")
        raise
    finally:
        running.stop()
        say("everything stopped")
    shutil.rmtree(folder)


def say(words: str) -> None:
    print(f"[{time.monotonic() - BEGAN:5.1f} s] {words}", flush=True)


def _start_servers(running: parts.Parts) -> tuple[dict[str, Service], int]:
    variables = {name: secrets.token_hex(16) for name in compose.required_variables()}
    variables |= {"CONCORD_SITE_URL": "https://concord.example", "CONCORD_ALLOWED_HOSTS": "concord.example"}
    postgres = parts.start_postgres(running, variables["POSTGRES_PASSWORD"])
    say(f"PostgreSQL at port {postgres}")
    rabbitmq = parts.start_rabbitmq(running, variables["RABBITMQ_PASSWORD"])
    say(f"RabbitMQ at port {rabbitmq}")
    data = running.folder / "data"
    data.mkdir(mode=0o700)
    web = parts.free_port()
    addresses = {
        "@postgres:5432": f"@127.0.0.1:{postgres}",
        "@rabbitmq:5672": f"@127.0.0.1:{rabbitmq}",
        "/data": str(data),
        "0.0.0.0": "127.0.0.1",
    }
    services = compose.services(variables, addresses)
    services["web"].environment["GRANIAN_PORT"] = str(web)
    return services, web


def _environment(service: Service) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(compose.REPOSITORY), **service.environment}


def _run(service: Service, *, words: list[str] | None = None) -> None:
    command = words or service.command
    done = subprocess.run(
        command, env=_environment(service), cwd=compose.REPOSITORY, stdout=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        sys.exit(f"{service.name} failed: {' '.join(command)}")


def _await_health(web: Service, running: parts.Parts) -> None:
    def is_well() -> bool:
        done = subprocess.run(web.health, env=_environment(web), capture_output=True, check=False)
        return done.returncode == 0

    running.await_part("web", is_well)


def _main_job(web: Service, port: int) -> None:
    words = [sys.executable, "-m", "tests.production.main_job", f"http://127.0.0.1:{port}"]
    done = subprocess.run(words, env=_environment(web), cwd=compose.REPOSITORY, check=False)
    if done.returncode:
        sys.exit("the main job failed, see above")


if __name__ == "__main__":
    main()
