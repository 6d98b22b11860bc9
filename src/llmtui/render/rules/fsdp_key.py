"""Keys of the other FSDP version."""

from __future__ import annotations

from collections.abc import Iterator

from ..acceleratekeys import ONLY_FSDP1, ONLY_FSDP2
from .counts import whole
from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    config = subject.config
    if config is None or not config.sharded:
        return
    group = config.group("fsdp_config")
    version = whole(group.get("fsdp_version")) or 1
    others = ONLY_FSDP1 if version == 2 else ONLY_FSDP2
    for key in group:
        if key in others:
            what = f"{key} is read by FSDP {1 if version == 2 else 2} only, and fsdp_version is {version}"
            yield Hit(what, config.line_in("fsdp_config", key), "config")


RULE = Rule(
    "fsdp-key",
    "warning",
    "Every FSDP key belongs to the version that is set: what the other version reads is ignored.",
    "remove it; FSDP 2 has fsdp_reshard_after_forward: true or false for the sharding strategy",
    _check,
)
