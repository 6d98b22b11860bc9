"""One transport a way, kept for all tests of a process: each test has a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from llmtui.remote.transport import Transport

from .ground import Ground
from .ways import WAYS


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with ExitStack() as stack:
        yield Ground(tmp_path_factory.mktemp("ground"), stack)


@pytest.fixture(scope="session", params=list(WAYS))
def transport(request: pytest.FixtureRequest, ground: Ground) -> Iterator[Transport]:
    with WAYS[request.param](ground) as opened:
        yield opened


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """A folder on the cluster, which is this machine in every one of these tests."""
    folder = tmp_path / "on the cluster"
    folder.mkdir()
    return folder
