"""Deleting the user's models from a cluster, once no job can read them any more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...domain.record import JobRecord
from ...domain.remotetext import safe_line
from ...errors import CannotTellError, RequestError
from ...slurm import lookup
from ..journal.records import Records
from ..reach.link import Link
from ..watching.answers import QUERY_S, strict_complaint
from .sharedmodels import FRESH_MIN, GOING, Shared, is_shared_name, roots_of, why_needed

_DELETE_S = 600.0
#: A model that goes has another name first: a half of it must not be taken for the whole.
_DELETE = f"""
stays() {{ echo "$1"; exit 0; }}
name=${{folder##*/}}
if [ -L "$folder" ]; then stays link; fi
if [ ! -d "$folder" ]; then if [ -x "${{folder%/*}}" ]; then stays gone; else stays unknown; fi; fi
if [ ! -O "$folder" ]; then stays foreign; fi
for link in "$root"/*/inputs/model/*; do
  [ -L "$link" ] || continue
  there=$(readlink -- "$link")
  [ "${{there##*/}}" = "$name" ] || continue
  run=${{link%/inputs/model/*}}
  case " $users " in *" ${{run##*/}} "*) ;; *) stays used;; esac
done
if [ -n "$still" ] && [ -n "$(find -P "$folder" -mmin -{FRESH_MIN} | head -n 1)" ]; then stays fresh; fi
going=$folder
case $name in *{GOING}) ;; *) going=${{folder%/*}}/.${{name#.}}{GOING};; esac
if [ "$going" != "$folder" ]; then
  if [ -d "$going" ]; then rm -rf -- "$going" || exit 1; fi
  mv -T -- "$folder" "$going" || exit 1
fi
rm -rf -- "$going" || exit 1
if [ -e "$going" ]; then exit 1; fi
echo deleted
"""
_REFUSALS = {
    "link": "is a link now, which llmtui did not make",
    "foreign": "belongs to another user",
    "gone": "is not there any more",
    "fresh": "changed a moment ago, so it may be on its way",
    "used": "is used by a folder that the list does not tell of",
}
_PLAIN = re.compile(r"[^\x00-\x1f\x7f]+")


class Dropping:
    """Deletes models of one cluster, one after the other; its queue is asked once for all of them."""

    def __init__(self, link: Link, records: Records) -> None:
        self._link = link
        self._records = records
        self._live: frozenset[str] | None = None

    def delete(self, model: Shared) -> None:
        """Delete one. Raises RequestError when it stays, CannotTellError when it is not known whether all is gone."""
        journal = (*self._records.load().records, *self._records.forgotten().records)
        why = why_needed(model, journal) or self._by_queue(model)
        if why:
            raise RequestError(f"{model.path} stays: {why}")
        root = self._root(model, journal)
        values = {"folder": model.path, "root": root, "users": " ".join(model.users)}
        values["still"] = "" if model.whole or model.name.endswith(GOING) else "yes"
        result = self._link.transport.script(_DELETE, values=values, timeout_s=_DELETE_S)
        word = result.out.raw.strip()
        if word in _REFUSALS:
            raise RequestError(f"{model.path} {_REFUSALS[word]}", hint="nothing was deleted; look again")
        if result.outcome != "ok" or word != "deleted":
            why = result.complaint or "no answer"
            raise CannotTellError(f"{model.path} may be gone in part: {why}", hint="list them again to go on")

    def _root(self, model: Shared, journal: Sequence[JobRecord]) -> str:
        root = model.path.rpartition("/")[0].rpartition("/")[0]
        plain = _PLAIN.fullmatch(model.path) and is_shared_name(model.name)
        if not plain or root not in roots_of(self._link, journal):
            raise RequestError(f"{model.path!r} is no model of llmtui's", hint="delete it by hand, if it is yours")
        return root

    def _by_queue(self, model: Shared) -> str:
        if self._live is None:
            listed = self._link.slurm(lookup.squeue_folders(), timeout_s=QUERY_S)
            live = lookup.parse_squeue_live(listed.out.raw)
            problem = strict_complaint(listed) or ("its answer is incomplete" if live is None else "")
            if problem or live is None:
                raise CannotTellError(
                    f"whether a job still reads it cannot be told: squeue: {safe_line(problem)}",
                    hint="nothing was deleted; try again when Slurm answers",
                )
            self._live = frozenset(live)
        users = sorted(self._live & set(model.users))
        return f"a job of run {users[0][:8]} waits or runs" if users else ""
