"""The real Slurm of the tests: an ordinary user can run it, nothing of it stays behind, and its absence is told."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from tests.realslurm import needs
from tests.realslurm.cluster import RealSlurm, real_slurm
from tests.realslurm.daemons import living
from tests.realslurm.site import Node, Partition, Site

_SITE = Site("small", [Node("s1", 4, 4096)], [Partition("all", ["s1"])], ["SelectTypeParameters=CR_Core"])


def _start_a_job_that_never_ends(slurm: RealSlurm, folder: Path) -> None:
    slurm.out("sbatch", "--export=NONE", "--wrap", "touch started; exec sleep 300", cwd=folder)
    slurm.daemons.until("the job's start", lambda: (folder / "started").exists(), 20)


@pytest.mark.realslurm
@pytest.mark.parametrize("ordinary", [True, False], ids=["without cgroups", "as whoever runs the tests"])
@pytest.mark.parametrize("fails", [False, True], ids=["in a test that passes", "in a test that fails"])
def test_nothing_is_left_of_it(ordinary: bool, fails: bool, tmp_path: Path) -> None:
    needs.need()
    try:
        with real_slurm(_SITE, ordinary=ordinary) as slurm:
            folder = slurm.place.folder
            _start_a_job_that_never_ends(slurm, tmp_path)
            assert len(living(folder)) >= 5, "munged, slurmctld, slurmd, the step's daemon and the job must be seen"
            if fails:
                raise InterruptedError
    except InterruptedError:
        assert fails
    deadline = time.monotonic() + 5
    while living(folder) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert living(folder) == []
    assert not Path(folder).exists()
    assert list(Path("/sys/fs/cgroup").glob("*/slurm_s1")) == []


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "find", lambda command: None if command == "munged" else f"/usr/bin/{command}")
    sentence = needs.lacking()
    assert "munged is not here" in sentence
    assert "apt-get install --no-install-recommends munge slurm-client slurmctld slurmd" in sentence
    monkeypatch.setenv(needs.VARIABLE, "")
    with pytest.raises(pytest.skip.Exception, match="munged is not here"):
        needs.need()
    monkeypatch.setenv(needs.VARIABLE, "required")
    with pytest.raises(pytest.fail.Exception, match="munged is not here"):
        needs.need()
    monkeypatch.setattr(needs, "find", lambda command: f"/usr/bin/{command}")
    assert needs.lacking(database=True) == ""
