"""The address of the first node."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..script.values import exposed
from .rule import Hit, Rule
from .subject import Subject

_ADDRESS = re.compile(r"\bhostname\s+(?:-i|-I|--ip-address|--all-ip-addresses)\b")


def _check(subject: Subject) -> Iterator[Hit]:
    for command in subject.script.commands if subject.script is not None else ():
        for word in command.all_words:
            for match in _ADDRESS.finditer(exposed(word.raw)):
                yield Hit(f"{match[0]} may print several addresses, or one of the wrong network", word.line)


RULE = Rule(
    "hostname-address",
    "warning",
    "The rendezvous is a host name that scontrol gives: hostname -i prints what the resolver has, often too much.",
    'MASTER_ADDR=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | sed -n 1p)',
    _check,
)
