"""scancel: end jobs by id, name, user, state or partition."""

from __future__ import annotations

import os
import sys

from ..controller import Controller
from ..errors import CommandError, unsupported
from ..job import SHORT_STATES, Job
from ..options import Words, parse, table

_REFUSED = table("batch|b clusters|M= interactive|i nodelist|w= reservation|R= signal|s= wckey=")
_TABLE = {
    **table(
        "account|A= full|f help hurry|H jobname|n= me name|n= partition|p= qos|q= quiet|Q state|t= usage user|u= "
        "verbose|v version|V"
    ),
    **_REFUSED,
}
_FILTERS = ("me", "name", "jobname", "user", "state", "partition", "account", "qos")


def run(words: list[str], state: str) -> int:
    """Cancel jobs; unknown ids and jobs that are over are no error (seen in 22.05 to 26.05). Raises CommandError."""
    options = parse("scancel", _TABLE, words)
    for name in _REFUSED:
        if options.has(name):
            raise unsupported("scancel", f"--{name}")
    ids = _ids(options)
    if not ids and not any(options.has(name) for name in _FILTERS):
        raise CommandError("scancel: error: No job identification provided")
    try:
        controller = Controller(state)
    except (OSError, ValueError) as error:
        raise CommandError(f"scancel: error: {error}") from None
    with controller.store.locked():
        for job in controller.advance():
            if (not ids or job.id in ids) and _wanted(job, options):
                if options.has("verbose"):
                    sys.stderr.write(f"scancel: Terminating job {job.id}\n")
                controller.cancel(job, os.getuid())
        controller.advance()
    return 0


def _ids(options: Words) -> set[int]:
    words = [word for text in options.rest for word in text.split(",")]
    for word in words:
        if not word.isdecimal():
            raise CommandError(f"scancel: error: Invalid job id {word}")
    return {int(word) for word in words}


def _wanted(job: Job, options: Words) -> bool:
    name = options.last("name") or options.last("jobname")
    user = options.last("user")
    state = options.last("state")
    if name is not None and job.name not in name.split(","):
        return False
    if user is not None and user not in (job.user, str(job.uid)):
        return False
    if options.has("me") and job.uid != os.getuid():
        return False
    if state is not None and not _in_state(job, state.upper()):
        return False
    asked = (("partition", job.request.partition), ("account", job.account), ("qos", job.qos))
    return all(options.last(key) in (None, value) for key, value in asked)


def _in_state(job: Job, word: str) -> bool:
    return word in (job.shown_state, SHORT_STATES[job.shown_state])
