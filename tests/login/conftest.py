"""One set of servers for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.realssh import needs

from .lab import Lab, lab, ssh_add


@pytest.fixture(scope="session")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Servers for keys, certificates and jumps; with second factors where this user may have them."""
    needs.need()
    with lab(Path(tmp_path_factory.mktemp("lab")), factors=needs.has_pam()) as made:
        ssh_add(made.agent, made.keys["ed25519"])
        yield made
