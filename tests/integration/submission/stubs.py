"""Stand-ins for Slurm's commands: small shell programs with their state in a folder, driven by files that a test makes.

They let the submission script itself run, in a real shell, at a few milliseconds a call.
"""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

from llmtui.domain.cluster import Cluster
from llmtui.remote.local import LocalTransport
from llmtui.services.reach.link import Link
from llmtui.services.watching.budget import QueryLog

#: `mode` holds what sbatch does: ok; late: it takes the job, which shows once `arrive` was called, and says that it
#: timed out; lost: it says so and takes none; refuse; or else the text that it prints, with ID for the id.
_SBATCH = r"""#!/bin/sh
state=STATE
printf '%s %s\n' "$PWD" "$*" >>"$state/calls"
env >"$state/environment"
if [ -s "$state/slow" ]; then sleep "$(cat "$state/slow")"; fi
[ ! -e "$state/away" ] || { echo 'sbatch: error: Unable to contact slurm controller (connect failure)' >&2; exit 1; }
mode=$(cat "$state/mode")
case $mode in
  refuse) echo 'sbatch: error: invalid partition specified: nosuch' >&2; exit 1 ;;
  lost) echo 'sbatch: error: Batch job submission failed: Socket timed out on send/recv operation' >&2; exit 1 ;;
esac
id=1001; until mkdir "$state/ids/$id" 2>/dev/null; do id=$((id + 1)); done
if [ "$mode" = late ]; then
  printf '%s' "$PWD" >"$state/late/$id"
  echo 'sbatch: error: Batch job submission failed: Socket timed out on send/recv operation' >&2
  exit 1
fi
printf '%s' "$PWD" >"$state/jobs/$id"
if [ "$mode" = ok ]; then echo "$id"; else printf '%s' "$mode" | sed "s/ID/$id/g"; fi
"""
_LIST = r"""#!/bin/sh
state=STATE
printf '%s\n' "NAME" >>"$state/queries"
[ ! -e "$state/away" ] || { echo 'slurm_load_jobs error: Unable to contact slurm controller' >&2; exit 1; }
for job in "$state"/jobs/*; do
  [ -e "$job" ] || continue
  printf '%s\037PENDING\037\037%s' "${job##*/}" "$(cat "$job")"
  printf 'END\n'
done
"""
_SCONTROL = "#!/bin/sh\necho 'MessageTimeout          = 10 sec'\n"


class Stubs:
    """The folder of the programs and their state."""

    def __init__(self, folder: Path) -> None:
        self.state = folder / "slurm"
        for name in ("ids", "jobs", "late", "bin"):
            (self.state / name).mkdir(parents=True)
        self.mode("ok")
        (self.state / "calls").touch()
        self._program("sbatch", _SBATCH)
        self._program("squeue", _LIST.replace("NAME", "squeue").replace("END", "\\036"))
        self._program("sacct", _LIST.replace("NAME", "sacct").replace("END", ""))
        self._program("scontrol", _SCONTROL)

    def _program(self, name: str, text: str) -> None:
        path = self.state / "bin" / name
        path.write_text(text.replace("STATE", str(self.state)))
        path.chmod(0o755)

    def mode(self, text: str) -> None:
        """What sbatch does from now on."""
        (self.state / "mode").write_text(text)

    def slow(self, seconds: float) -> None:
        """How long sbatch takes."""
        (self.state / "slow").write_text(str(seconds) if seconds else "")

    def away(self, away: bool = True) -> None:
        """Whether the controller does not answer."""
        if away:
            (self.state / "away").touch()
        else:
            (self.state / "away").unlink(missing_ok=True)

    def arrive(self) -> None:
        """Late jobs show up in the queue."""
        for path in (self.state / "late").iterdir():
            path.rename(self.state / "jobs" / path.name)

    def add(self, folder: str) -> int:
        """A job that somebody submitted by hand from that folder; its id."""
        job_id = max([1000, *(int(path.name) for path in (self.state / "ids").iterdir())]) + 1
        (self.state / "ids" / str(job_id)).mkdir()
        (self.state / "jobs" / str(job_id)).write_text(folder)
        return job_id

    def calls(self) -> Counter[str]:
        """How often sbatch was called, by the folder that it was called in."""
        return Counter(line.partition(" ")[0] for line in (self.state / "calls").read_text().splitlines())

    def jobs(self) -> dict[int, str]:
        """Folders of all jobs, late ones too, by id."""
        places = (self.state / "jobs", self.state / "late")
        return {int(path.name): path.read_text() for place in places for path in place.iterdir()}

    def environment(self) -> str:
        """What the last sbatch found in its environment."""
        return (self.state / "environment").read_text()

    def quiet(self, limit_s: float = 10.0) -> None:
        """Wait until no sbatch is under way: as many answers as calls."""
        deadline = time.monotonic() + limit_s
        while self._under_way():
            assert time.monotonic() < deadline, "an sbatch did not come to an end"
            time.sleep(0.02)

    def _under_way(self) -> bool:
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = path.read_bytes()
            except OSError:
                continue
            if str(self.state).encode() in words and b"sbatch" in words:
                return True
        return False

    def link(self, cluster: Cluster) -> Link:
        """A way to these programs."""
        return Link(cluster, LocalTransport(self.state / "bin"), QueryLog())
