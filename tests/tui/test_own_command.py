"""A command of one's own in the form and on the Job screen; a job after its smoke test; a job script in the form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot

from llmtui.domain.bundle import MANIFEST, RUN, SCRIPT, JobBundle
from llmtui.domain.edits import Edit
from llmtui.domain.job import JobSpec, Script
from llmtui.render.bundle import manifest
from llmtui.services.form import FormState
from llmtui.services.preview import Draft
from llmtui.tui.form.editors import element_id

from .fakes import FakeSession, running
from .fakesites import FIRST
from .screens import grid, opened, paste, press, settle, until

OWN = replace(FIRST, task="script", script=Script("python3 train.py", ("train.py",)))


class OwnSession(FakeSession):
    """As the real one, there is no run.json for a command."""

    def preview(
        self,
        spec: JobSpec,
        base: Path,
        *,
        check_inputs: bool = True,
        edits: Sequence[Edit] = (),
        copy_inputs: bool | None = None,
    ) -> Draft:
        draft = super().preview(spec, base, check_inputs=check_inputs, edits=edits, copy_inputs=copy_inputs)
        if spec.task != "script":
            return draft
        files = {name: data for name, data in draft.bundle.files.items() if name not in (RUN, MANIFEST)}
        files[MANIFEST] = manifest(files).encode()
        return replace(draft, bundle=JobBundle(files))


def _own(tmp_path: Path) -> OwnSession:
    session = OwnSession(tmp_path)
    session.kept = FormState(OWN, tmp_path)
    return session


async def type_into(pilot: Pilot[int], key: str, text: str) -> None:
    pilot.app.screen.query_one(f"#{element_id(key)}").focus()
    await paste(pilot, text)


async def test_command_and_files_are_edited_in_the_form(tmp_path: Path) -> None:
    session = _own(tmp_path)
    async with opened(session) as pilot:
        shown = grid(pilot.app)
        for word in ("Command", "python3 train.py", "Files", "Sharding", "Batch", "script"):
            assert word in shown
        for word in ("Eval data", "Learn rate", "Max steps", "text field"):
            assert word not in shown
        await type_into(pilot, "script.command", "python3 train.py --lr 2e-5")
        await type_into(pilot, "script.files", "train.py 'a b' configs")
        await settle(pilot)
        assert session.kept is not None
        assert session.kept.spec.script == Script("python3 train.py --lr 2e-5", ("train.py", "a b", "configs"))
        await type_into(pilot, "script.files", "'open")
        await settle(pilot)
        assert "a quote is not closed" in grid(pilot.app)


async def test_the_form_fits_a_small_screen(tmp_path: Path) -> None:
    async with opened(_own(tmp_path), (80, 24)) as pilot:
        assert "python3 train.py" in grid(pilot.app)
        assert "Submit" in grid(pilot.app).splitlines()[-1]


async def test_a_file_that_the_job_does_not_have_says_why(tmp_path: Path) -> None:
    async with opened(_own(tmp_path)) as pilot:
        await press(pilot, "f3", "f3")
        assert "not needed: your own command has its own" in grid(pilot.app)


async def test_the_job_screen_says_why_there_are_no_figures(tmp_path: Path) -> None:
    session = _own(tmp_path)
    session.listed = (replace(running(1, name="own"), task="script", output_path=f"/runs/{1:032x}"),)
    session.log.pending.append("my own words\n")
    async with opened(session) as pilot:
        await press(pilot, "f6", "enter")
        await until(pilot, lambda: "my own words" in grid(pilot.app))
        shown = grid(pilot.app)
        assert "no figures: your own command reports none" in shown
        assert "no curve: your own command reports no loss" in shown
        assert "running your command" in shown
        assert "RUNNING" in shown


async def test_one_key_submits_a_job_after_its_smoke_test(session: FakeSession) -> None:
    async with opened(session, (80, 24)) as pilot:
        await press(pilot, "ctrl+y")
        shown = grid(pilot.app)
        for fact in (
            "Submit smol-reviews after its smoke test?",
            "2 steps on main, 1 node, 1 process, 00:15:00",
            "waits for the test; cancelled if it does not pass",
            "enter submits",
        ):
            assert fact in shown
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.current_mode == "job")
        await settle(pilot)
        assert [draft.spec.name for draft in session.submitted] == ["smol-reviews-smoke", "smol-reviews"]
        assert session.submitted[0].spec.training.max_steps == 2
        assert "waits for smoke test 102" in grid(pilot.app)


async def test_a_smoke_test_that_cannot_be_is_told(tmp_path: Path) -> None:
    session = _own(tmp_path)
    async with opened(session) as pilot:
        await press(pilot, "ctrl+y")
        assert "no smoke test" in grid(pilot.app)
        assert session.submitted == []


async def test_both_jobs_say_what_they_have_to_do_with_each_other(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "ctrl+y")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.current_mode == "job")
        assert "smol-reviews-smoke, job 102" in grid(pilot.app)
        await press(pilot, "f6")
        await settle(pilot)
        shown = grid(pilot.app)
        assert "smoke test of smol-reviews" in shown
        assert "waits for smoke test 102" in shown


async def test_a_job_script_can_be_opened(session: FakeSession, tmp_path: Path) -> None:
    path = tmp_path / "mine.sh"
    path.write_text(
        "#!/bin/bash\n#SBATCH --partition=dev-g\n#SBATCH --mem=60G\n#SBATCH --gpus-per-node=8\n"
        "srun torchrun --nproc-per-node=8 train.py --model EleutherAI/gpt-neo-1.3B\n"
    )
    (tmp_path / "train.py").write_text("print()\n")
    async with opened(session) as pilot:
        await press(pilot, "ctrl+o")
        await paste(pilot, str(path))
        await press(pilot, "enter")
        await until(pilot, lambda: "mine.sh is in the form" in grid(pilot.app))
        shown = grid(pilot.app)
        assert "Left as it was, not part of the job: 1" in shown
        assert "line 3: --mem=60G" in shown
        assert "placement.cluster: lumi" in shown
        await press(pilot, "escape")
        assert session.kept is not None
        spec = session.kept.spec
        assert (spec.task, spec.placement.cluster, spec.script.files) == ("script", "lumi", ("train.py",))
        assert "python3 train.py --model" in grid(pilot.app)
        assert SCRIPT in grid(pilot.app)
