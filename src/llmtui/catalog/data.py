"""Where the files that come with llmtui are."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from ..errors import CatalogError


@cache
def data_root() -> Path:
    """The folder that holds clusters/ and assets/: inside an installed wheel, else the root of the checkout.

    Raises CatalogError when neither has them.
    """
    package = Path(str(files("llmtui")))
    for root in (package / "_data", package.parents[1]):
        if (root / "clusters").is_dir() and (root / "assets").is_dir():
            return root
    raise CatalogError(f"no catalogue files beside {package}", hint="install llmtui again")
