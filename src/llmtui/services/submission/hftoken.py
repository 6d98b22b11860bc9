"""The Hugging Face token on a cluster: where it is and who else could read it. Its text is never read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ...domain.bundle import Finding
from ...domain.plan import Plan
from ...domain.remotetext import RemoteText
from ...errors import LlmtuiError
from ...remote.transport import Transport
from ..reach.link import Link
from .runfolder import hub_folder

_TIMEOUT_S = 20.0
#: First where our jobs look (HF_TOKEN_PATH in the home), then the library's own place under HF_HOME.
_SCRIPT = r"""
for file in "$HOME/.cache/huggingface/token" "$HF_FOLDER/token"; do
  [ -e "$file" ] || [ -L "$file" ] || continue
  if [ -d "$file" ] || [ ! -s "$file" ]; then printf 'empty\n%s\n' "$file"; exit; fi
  mode=$(stat -L -c %a -- "$file" 2>/dev/null || stat -L -f %Lp "$file" 2>/dev/null) || mode=unknown
  if [ ! -O "$file" ]; then printf 'foreign\n%s\n' "$file"; exit; fi
  case $mode in *00) printf 'private\n%s\n' "$file";; unknown) printf 'unknown\n%s\n' "$file";;
  *) printf 'loose %s\n%s\n' "$mode" "$file";; esac
  exit
done
printf 'none\n\n'
"""

State = Literal["private", "loose", "foreign", "empty", "none", "unknown"]
_STATES: tuple[State, ...] = ("private", "loose", "foreign", "empty", "none", "unknown")
_NOWHERE = RemoteText("")


@dataclass(frozen=True)
class Token:
    """`private`: the user's own and readable by nobody else; `loose`: others may read it, `mode` in octal digits."""

    state: State
    path: RemoteText = _NOWHERE
    mode: str = ""

    @property
    def words(self) -> str:
        """What was found, in one line."""
        where = self.path.line()
        return {
            "private": f"{where}, for you alone",
            "loose": f"{where} may be read by others (mode {self.mode})",
            "foreign": f"{where} is not yours",
            "empty": f"{where} is empty",
            "none": "none, which only gated models need",
            "unknown": "who may read it could not be told",
        }[self.state]

    @property
    def hint(self) -> str:
        """What to do about it."""
        return {
            "loose": f"on the cluster: chmod 600 {self.path.line()}",
            "foreign": "remove it there and log in again: hf auth login",
            "empty": "log in again there: hf auth login",
            "none": "for gated models, on the cluster: hf auth login",
        }.get(self.state, "")


def look(transport: Transport, hub_folder: str) -> Token:
    """Where the token is and who may read it; `hub_folder` is HF_HOME there."""
    result = transport.script(_SCRIPT, values={"HF_FOLDER": hub_folder}, timeout_s=_TIMEOUT_S)
    said, _, rest = result.out.raw.partition("\n")
    word, _, mode = said.partition(" ")
    state = next((state for state in _STATES if state == word), None)
    if result.outcome != "ok" or state is None:
        return Token("unknown")
    return Token(state, RemoteText(rest.strip("\n")), mode if mode.isdigit() else "")


def findings(link: Link, plan: Plan) -> tuple[Finding, ...]:
    """What keeps a job of a gated model from its weights, or shows the token to others; one short script."""
    if not plan.model.gated or plan.model.location is not None:
        return ()
    try:
        token = look(link.transport, hub_folder(plan.cluster, plan.account, link.transport.facts()))
    except (LlmtuiError, OSError) as error:
        return (Finding("note", "hf-token-unchecked", "model", f"the hub's token was not looked for: {error}"),)
    if token.state == "private":
        return ()
    text = f"{plan.model.id} is gated; Hugging Face token on {plan.cluster.name}: {token.words}"
    return (Finding("note" if token.state == "unknown" else "warning", "hf-token", "model", text, token.hint),)
