"""The Hugging Face login on a cluster: whether a job that needs one will find it, and whether others can read it."""

from __future__ import annotations

import re

from ..domain.bundle import Finding
from ..domain.plan import Plan
from ..domain.remotetext import safe_line
from ..render.environment import hf_home
from .link import Link

#: Prints the token file that the job will look for, and who may read it; never what is in it.
_SCRIPT = r"""
for path in "${HF_TOKEN_PATH:-}" "${own:+${HF_HOME:+$HF_HOME/token}}" "$HOME/.cache/huggingface/token"; do
  [ -n "$path" ] || continue
  if [ -f "$path" ]; then set -- $(ls -lnL -- "$path"); printf '%s %s\n' "$1" "$path"; exit 0; fi
done
exit 44
"""
_ABSENT = 44
_LINE = re.compile(r"-[r-][w-][xsS-]([r-][w-][xsS-][r-][w-][xtT-])\S? (/.*)\n?")


def check_token(link: Link, plan: Plan) -> tuple[Finding, ...]:
    """What keeps a job of a gated model from its weights, or shows the token to others; one short script."""
    if not plan.model.gated or plan.model.location is not None:
        return ()
    # Where the job script sets HF_HOME, it names the file in the home for the token.
    result = link.transport.script(_SCRIPT, values={"own": "" if hf_home(plan) else "yes"})
    where = plan.cluster.name
    if result.exit_code == _ABSENT:
        message = f"{plan.model.id} is gated, and there is no Hugging Face login on {where}"
        hint = f"accept its licence on the hub, then on {where}: hf auth login"
        return (Finding("warning", "hf-token-missing", "model", message, hint),)
    found = _LINE.fullmatch(result.out.raw)
    if result.outcome != "ok" or found is None:
        message = f"whether {where} has a Hugging Face login could not be checked: {result.complaint or 'odd answer'}"
        return (Finding("note", "hf-token-unchecked", "model", message),)
    if found[1] == "------":
        return ()
    path = safe_line(found[2])
    message = f"the Hugging Face token in {path} on {where} can be read or changed by others"
    return (Finding("warning", "hf-token-mode", "model", message, f"on {where}: chmod 600 {path}"),)
