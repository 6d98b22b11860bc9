"""What the submission script does, on files in memory; tests/integration/submission runs the script itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from llmtui.remote.transport import Result

from .files import FakeFiles

#: Runs sbatch in a folder: its result.
Sbatch = Callable[[str], Result]


def run(files: FakeFiles, values: Mapping[str, str], sbatch: Sbatch) -> Result:
    """One run of the script to its end."""
    folder, lock = values["folder"], f"{values['folder']}/submit.lock/attempt-{values['attempt']}"
    later = [path for path in files.modes if path.startswith(f"{folder}/submit.lock/attempt-") and path > lock]
    if lock not in files.modes and later:
        lock = max(later)
    if folder not in files.modes and not any(path.startswith(f"{folder}/") for path in files.contents):
        return Result.said("failed", 90, "it is not there\n", "")
    if f"{folder}/jobid" not in files.contents and lock not in files.modes:
        refused = _begin(files, values, lock, sbatch)
        if refused is not None:
            return refused
    return _answer(files, folder, lock)


def _begin(files: FakeFiles, values: Mapping[str, str], lock: str, sbatch: Sbatch) -> Result | None:
    if values["mode"] == "look":
        return Result.said("failed", 94, "", "")
    if values["mode"] == "close":
        files.mkdir(lock)
        files.contents[f"{lock}/rc"] = b"withdrawn\n"
        return None
    script = files.contents.get(f"{values['folder']}/job.sh", b"")
    if hashlib.sha256(script).hexdigest() != values["sum"]:
        return Result.said("failed", 91, "job.sh is not the one that was shown\n", "")
    files.mkdir(lock)
    done = sbatch(values["folder"])
    code = 124 if done.exit_code is None else done.exit_code
    files.contents[f"{lock}/out"] = done.out.raw.encode()
    files.contents[f"{lock}/err"] = done.err.raw.encode()
    if code == 0 and done.out.raw.strip().isdecimal():
        files.contents[f"{values['folder']}/jobid"] = done.out.raw.encode()
    files.contents[f"{lock}/rc"] = f"{code}\n".encode()
    return None


def _answer(files: FakeFiles, folder: str, lock: str) -> Result:
    if f"{folder}/jobid" in files.contents:
        return Result.said("ok", 0, files.contents[f"{folder}/jobid"].decode(), "")
    if f"{lock}/rc" not in files.contents:
        return Result.said("failed", 93, "young alive\n", "")
    said = {name: files.contents.get(f"{lock}/{name}", b"").decode() for name in ("rc", "out", "err")}
    return Result.said("failed", 92, said["rc"] + said["out"], said["err"])
