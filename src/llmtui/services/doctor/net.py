"""Whether the login node reaches the Hugging Face Hub."""

from __future__ import annotations

from ..newcluster import shell
from .check import Check, Subject

_TIMEOUT_S = 30.0


def internet_check(subject: Subject) -> Check:
    """One short HTTPS request, with what a login shell has for it."""
    cluster = subject.cluster
    if cluster.internet_on_login == "no":
        return Check("internet", True, "none on login nodes, as the file says; not tried", cluster.download)
    result = subject.transport.run(shell.probe(), timeout_s=_TIMEOUT_S)
    variables = subject.facts.environment
    proxy = bool(variables.get("https_proxy") or variables.get("HTTPS_PROXY"))
    found = shell.reached(result.exit_code, proxy=proxy)
    if found is None:
        said = "neither curl nor wget is there" if result.exit_code == shell.NO_CLIENT else result.complaint
        return Check("internet", None, said, "try there: curl -sSI https://huggingface.co")
    if found == "no":
        hint = cluster.download or "fetch models where there is internet, and copy HF_HOME over"
        return Check("internet", False, f"the hub is not reached: {result.complaint}", hint)
    return Check("internet", True, "the hub is reached" + (" through a proxy" if found == "proxy" else ""))
