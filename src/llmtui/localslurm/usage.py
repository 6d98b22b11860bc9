"""How much memory a job uses, and whether that is more than it asked for."""

from __future__ import annotations

from .processes import Members, proportional_memory


class Usage:
    """Memory of a job over all its virtual nodes together, against what it asked for on all of them.

    `peaks` has the largest sum of resident memory seen, in bytes, by step id ("" is the batch script).
    """

    def __init__(self, members: Members, limit: int) -> None:
        self._members = members
        self._limit = limit
        self.peaks: dict[str, int] = {}

    def exceeded(self) -> bool:
        """Look at all processes of the job; whether they hold more than the limit (0 is none).

        Resident memory counts a page once for each process that shares it, so a sum over the limit is checked with
        the proportional figures, which are slow to get.
        """
        found = self._members.look()
        sums: dict[str, int] = {}
        for process, step in found.values():
            sums[step] = sums.get(step, 0) + process.rss
        for step, used in sums.items():
            self.peaks[step] = max(used, self.peaks.get(step, 0))
        if not self._limit or sum(sums.values()) <= self._limit:
            return False
        return sum(_own(process.pid, process.rss) for process, _ in found.values()) > self._limit


def _own(pid: int, rss: int) -> int:
    proportional = proportional_memory(pid)
    return rss if proportional is None else proportional
