from tests.overview.conftest import build

__all__ = ["build"]
