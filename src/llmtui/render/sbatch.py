"""The job script: directives, then one short block a concern, each saying why it is there."""

from __future__ import annotations

from ..domain.plan import Plan
from .environment import environment, rendezvous, software
from .header import header
from .launch import launch
from .record import again, claim, ending


def job_script(plan: Plan, after: int | None = None) -> str:
    """The whole script, the same text for the same plan; `after` is the job that has to end well before this one.

    Raises RequestError for what cannot stand in it.
    """
    blocks = [
        [_shebang(plan), *header(plan, after)],
        _start(),
        claim(),
        ending(plan),
        software(plan),
        environment(plan),
        rendezvous(plan),
        launch(plan),
        again(plan),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _shebang(plan: Plan) -> str:
    """A login shell where modules are used: it defines `module` whatever the submitting shell was."""
    lines = () if plan.software is None else plan.software.setup
    # A site's own variables ($SCRATCH) come from the login files as well.
    texts = (plan.cluster.hub_folder, *plan.cluster.env.values(), _command(plan))
    # This machine has none, and a login shell would take the embedded Slurm's commands off PATH.
    own = not plan.cluster.embedded and any("$" in text for text in texts)
    return "#!/bin/bash -l" if own or any(line.startswith("module ") for line in lines) else "#!/bin/bash"


def _command(plan: Plan) -> str:
    return plan.spec.script.command or "" if plan.spec.task == "script" else ""


def _start() -> list[str]:
    return [
        "# Stop at the first error; what the job writes is for its owner alone.",
        "set -eo pipefail",
        "umask 077",
        "# --export=NONE would make srun drop the environment that is set up below.",
        "unset SLURM_EXPORT_ENV",
        "# The run folder: everything the job needs and makes is in here.",
        'cd "$SLURM_SUBMIT_DIR"',
    ]
