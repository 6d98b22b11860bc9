"""Where run folders and models go: whether that can be written, what is left there, and the hub's token."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.remotetext import safe_line
from ...errors import LlmtuiError
from ...units import format_bytes
from ..quota.look import look
from ..quota.room import Room
from ..submission import hftoken
from ..submission.runfolder import hub_folder, run_root
from .check import Check, Subject

_LEAST_FREE = 5 * 1024**3
_LEAST_FILES = 1000
_TIMEOUT_S = 30.0
#: Makes a folder beside the run folders to be and removes it; `said` is what mkdir complained of.
_SCRIPT = r"""
if [ -L "$FOLDER" ]; then printf 'link\n'; exit; fi
there=$FOLDER
while [ ! -d "$there" ] && [ "$there" != / ]; do there=$(dirname -- "$there"); done
case $(ls -ldL -- "$there") in d???????w?*) case $(ls -ldL -- "$there") in d????????[tT]*) ;;
  *) if [ "$there" = "$FOLDER" ]; then printf 'open\n'; exit; fi;; esac;; esac
probe="$there/.llmtui-doctor.$$"
if said=$(mkdir -m 700 -- "$probe" 2>&1); then rmdir -- "$probe"
  if [ "$there" = "$FOLDER" ]; then printf 'there\n'; else printf 'new\n%s\n' "$there"; fi
else printf 'refused\n%s\n%s\n' "$there" "$said"; fi
"""


def place_checks(subject: Subject) -> Iterator[Check]:
    """Run folders, the space there, and the token."""
    try:
        root = run_root(subject.cluster, subject.account, subject.facts)
    except LlmtuiError as error:
        yield Check("run folders", None if error.field else False, error.message, error.hint)
        return
    yield _folder(subject, root)
    yield space_check(look(subject.transport, root, subject.facts))
    yield token_check(subject)


def _folder(subject: Subject, root: str) -> Check:
    result = subject.transport.script(_SCRIPT, values={"FOLDER": root}, timeout_s=_TIMEOUT_S)
    word, _, rest = result.out.raw.partition("\n")
    where, _, said = rest.partition("\n")
    name = safe_line(root)
    if result.outcome != "ok":
        return Check("run folders", None, f"{name}: {result.complaint}", "is the file system mounted there?")
    if word == "there":
        return Check("run folders", True, f"{name}, which can be written")
    if word == "new":
        return Check("run folders", True, f"{name}, made at the first job")
    if word == "link":
        return Check("run folders", False, f"{name} is a link", "name the folder itself as run_root")
    if word == "open":
        return Check("run folders", False, f"{name} may be written by anybody", f"there: chmod o-w {name}")
    if word == "refused":
        text = f"{name}: {safe_line(said) or f'{safe_line(where)} cannot be written'}"
        return Check("run folders", False, text, "is the account right? else name another run_root")
    return Check("run folders", None, f"{name}: the answer has a shape that is not known here")


def space_check(room: Room) -> Check:
    """Whether a job's checkpoints have a chance, and a model of a few GiB."""
    if room.left_bytes is None and room.left_files is None:
        return Check("space", None, room.words, "look with the site's own quota command")
    short = (room.left_bytes or _LEAST_FREE) < _LEAST_FREE or room.left_bytes == 0
    few = (room.left_files or _LEAST_FILES) < _LEAST_FILES or room.left_files == 0
    if not short and not few:
        return Check("space", True, room.words)
    what = "make room" if short else "remove files, or pack many into one"
    return Check("space", False, room.words, f"{what}: llmtui wants {format_bytes(_LEAST_FREE)} and 1 000 files")


def token_check(subject: Subject) -> Check:
    """Whether nobody else can read the token of the Hugging Face Hub."""
    try:
        folder = hub_folder(subject.cluster, subject.account, subject.facts)
    except LlmtuiError as error:
        return Check("HF token", None, error.message, error.hint)
    token = hftoken.look(subject.transport, folder)
    ok = None if token.state == "unknown" else token.state in {"private", "none"}
    return Check("HF token", ok, token.words, token.hint)
