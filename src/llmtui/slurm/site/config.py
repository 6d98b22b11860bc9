"""`scontrol show config` as names and values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .words import word

_LINE = re.compile(r"^([A-Za-z][A-Za-z0-9_\[\]]*)\s*= ?(.*)$")


@dataclass(frozen=True)
class SiteConfig:
    """The settings of the controller; names as Slurm prints them."""

    values: Mapping[str, str]

    def get(self, name: str) -> str:
        """The value, "" where it is not set or not printed."""
        return word(self.values.get(name, ""))

    @property
    def keeps_accounts(self) -> bool | None:
        """Whether there is an accounting database; None where the answer does not say."""
        if "AccountingStorageType" not in self.values:
            return None
        return self.get("AccountingStorageType") not in {"", "accounting_storage/none"}

    def words(self, name: str) -> tuple[str, ...]:
        """The value as a comma list in lower case."""
        return tuple(part.strip().lower() for part in self.get(name).split(",") if part.strip())


def parse_config(text: str) -> SiteConfig | None:
    """The settings in an answer to commands.config(); None where it holds none."""
    found = [match for line in text.splitlines() if (match := _LINE.match(line.strip()))]
    values: dict[str, str] = {}
    for match in found:
        values.setdefault(match[1], match[2].strip())
    return SiteConfig(values) if "SLURM_VERSION" in values or "ClusterName" in values else None
