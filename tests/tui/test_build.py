"""Build: every action, and what follows from a change."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from llmtui.domain.bundle import Finding
from llmtui.errors import CannotTellError, RejectedError
from llmtui.tui.form.editors import element_id
from llmtui.tui.form.sheet import Sheet
from llmtui.tui.messages import Edited
from llmtui.tui.screens.build import BuildScreen

from .fakes import FakeSession
from .fakesites import FIRST
from .screens import grid, opened, paste, press, settle, until


def sheet(pilot: Pilot[int]) -> Sheet:
    return pilot.app.screen.query_one(Sheet)


async def type_into(pilot: Pilot[int], key: str, text: str) -> None:
    """Replace a field's text."""
    pilot.app.screen.query_one(f"#{element_id(key)}").focus()
    await pilot.pause()
    await paste(pilot, text)


async def test_the_form_comes_back_as_it_was_left(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await type_into(pilot, "name", "another")
        await press(pilot, "down", "right")
    assert session.kept is not None
    assert session.kept.spec.name == "another"
    assert session.kept.spec.task == "inference"
    async with opened(session) as pilot:
        assert "another" in grid(pilot.app)
        assert "● inference" in grid(pilot.app)


async def test_every_change_reaches_bars_script_and_notes(session: FakeSession) -> None:
    async with opened(session) as pilot:
        before = grid(pilot.app)
        await type_into(pilot, "placement.time", "02:30:00")
        after = grid(pilot.app)
        assert "--time=00:15:00" in before
        assert "▌ #SBATCH --time=02:30:00" in after
        await type_into(pilot, "training.per_device_train_batch_size", "32")
        assert "= 32 rows a step" in grid(pilot.app)
        assert "does not fit" not in before
        await type_into(pilot, "training.max_length", "2048")
        assert "does not fit" in grid(pilot.app)


async def test_previews_run_in_threads_and_typing_fast_makes_few(session: FakeSession) -> None:
    async with opened(session) as pilot:
        done = len(session.preview_threads)
        for number in range(30):
            sheet(pilot).post_message(Edited("name", f"name-{number}"))
        await settle(pilot)
        assert len(session.preview_threads) - done == 1
        assert session.kept is not None
        assert session.kept.spec.name == "name-29"
    assert not any(session.preview_threads), "a preview ran on the event loop's thread"


@pytest.mark.parametrize(
    ("key", "text", "label", "message"),
    [
        ("training.max_length", "-5", "Length", "max_length must be positive"),
        ("training.max_length", "many", "Length", "'many' is not a whole number"),
        ("training.learning_rate", "fast", "Learn rate", "'fast' is not a number"),
        ("placement.nodes", "", "Nodes", "Nodes is empty"),
        ("placement.gpus_per_node", "4", "GPUs", "main has 0 GPUs a node"),
        ("placement.time", "soon", "Time", "'soon' is not a Slurm time limit"),
        ("training.dataset", "missing.jsonl", "Data", "cannot read missing.jsonl"),
    ],
)
async def test_a_wrong_field_is_marked_and_the_app_stays_up(
    session: FakeSession, key: str, text: str, label: str, message: str
) -> None:
    async with opened(session) as pilot:
        await type_into(pilot, key, text)
        shown = grid(pilot.app)
        assert message in shown
        assert f"▲{label}" in shown
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, BuildScreen), "nothing must be asked about a job that cannot be"
        assert session.submitted == []
        await type_into(pilot, key, {"training.dataset": "train.jsonl", "placement.time": "00:15:00"}.get(key, "1"))
        assert message not in grid(pilot.app) or key == "placement.gpus_per_node"


async def test_a_data_file_that_is_missing_leaves_the_bars(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await type_into(pilot, "training.dataset", "missing.jsonl")
        await type_into(pilot, "training.max_length", "512")
        assert not pilot.app.screen.query_one("#panel").has_class("-stale")
        await type_into(pilot, "training.max_length", "0")
        assert pilot.app.screen.query_one("#panel").has_class("-stale")


async def test_submit_asks_shows_progress_and_opens_the_job(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "ctrl+s")
        shown = grid(pilot.app)
        for fact in ("Submit smol-reviews?", "local", "main", "1 node", "00:15:00", "fits", "/runs/<run id>"):
            assert fact in shown
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.current_mode == "job")
        await settle(pilot)
        assert [draft.spec.name for draft in session.submitted] == ["smol-reviews"]
        assert "smol-reviews" in grid(pilot.app)
        assert "PENDING" in grid(pilot.app)


async def test_pressing_enter_twice_submits_once(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "ctrl+s")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: pilot.app.current_mode == "job")
        assert len(session.submitted) == 1


async def test_submit_can_be_left(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "ctrl+s")
        await press(pilot, "escape")
        assert session.submitted == []
        assert isinstance(pilot.app.screen, BuildScreen)


@pytest.mark.parametrize(
    "error",
    [RejectedError("sbatch: error: Invalid account", hint="ask for another account"), CannotTellError("no answer")],
)
async def test_a_refused_submission_is_told_until_it_is_read(session: FakeSession, error: RejectedError) -> None:
    session.refuse = error
    async with opened(session) as pilot:
        await press(pilot, "ctrl+s")
        await pilot.press("enter")
        await until(pilot, lambda: error.message in grid(pilot.app))
        await settle(pilot)
        assert error.title in grid(pilot.app)
        assert error.hint in grid(pilot.app)
        await press(pilot, "enter")
        assert error.message not in grid(pilot.app)
        assert isinstance(pilot.app.screen, BuildScreen)


async def test_lint_errors_keep_a_job_from_being_submitted(session: FakeSession) -> None:
    session.findings = (Finding("error", "E1", "job.sh", "the script asks for no account", "set account"),)
    async with opened(session) as pilot:
        assert "1 error" in grid(pilot.app)
        await press(pilot, "ctrl+s")
        await press(pilot, "enter")
        assert session.submitted == []
        assert "the script asks for no account" in grid(pilot.app)


async def test_bars_show_components_then_phases(session: FakeSession) -> None:
    async with opened(session) as pilot:
        assert "W weights" in grid(pilot.app)
        await press(pilot, "f2")
        assert "W weights" not in grid(pilot.app)
        assert "backward" in grid(pilot.app)
        await press(pilot, "f2")
        assert "W weights" in grid(pilot.app)


async def test_files_go_round_and_tabs_can_be_clicked(session: FakeSession) -> None:
    async with opened(session) as pilot:
        assert "#!/bin/bash" in grid(pilot.app)
        await press(pilot, "f3")
        assert "num_processes: 1" in grid(pilot.app)
        await press(pilot, "f3")
        assert '"max_length": 1024' in grid(pilot.app)
        await press(pilot, "f3")
        assert "manifest.json has the whole sums" in grid(pilot.app)
        await press(pilot, "f3")
        assert "nothing to complain about" in grid(pilot.app)
        await pilot.click("#tabs", offset=(3, 0))
        await settle(pilot)
        assert "#!/bin/bash" in grid(pilot.app)


async def test_a_narrow_screen_folds_and_keeps_the_bar(session: FakeSession) -> None:
    async with opened(session, (80, 24)) as pilot:
        assert "of 16.0 GiB" in grid(pilot.app).splitlines()[1]
        for key, seen in (("f2", "W weights"), ("f3", "#!/bin/bash")):
            await press(pilot, key)
            shown = grid(pilot.app)
            assert seen in shown
            assert "fits" in shown.splitlines()[1]
            assert "Account" not in shown
            await press(pilot, "escape")
            assert "Account" in grid(pilot.app)


async def test_model_list_filters_and_takes(session: FakeSession) -> None:
    async with opened(session) as pilot:
        pilot.app.screen.query_one(f"#{element_id('model')}").focus()
        await press(pilot, "q", "w", "e")
        shown = grid(pilot.app)
        assert "Qwen/Qwen2.5-0.5B" in shown
        assert "gpt-neo" not in shown
        assert "494 M" in shown
        assert "apache-2.0" in shown
        await press(pilot, "enter")
        assert sheet(pilot).values["model"] == "Qwen/Qwen2.5-0.5B"
        assert "494 M" in grid(pilot.app)


async def test_model_list_takes_a_folder_that_is_typed(session: FakeSession) -> None:
    async with opened(session) as pilot:
        pilot.app.screen.query_one(f"#{element_id('model')}").focus()
        await press(pilot, "enter")
        await paste(pilot, "./my-model")
        await press(pilot, "enter")
        assert sheet(pilot).values["model"] == "./my-model"
        assert "unknown model './my-model'" in grid(pilot.app)


async def test_leaving_the_list_changes_nothing(session: FakeSession) -> None:
    async with opened(session) as pilot:
        pilot.app.screen.query_one(f"#{element_id('model')}").focus()
        await press(pilot, "enter")
        await press(pilot, "escape")
        assert sheet(pilot).values["model"] == FIRST.model


async def test_another_cluster_brings_its_own_partition(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await choose(pilot, "placement.partition", "main")
        assert sheet(pilot).values["placement.partition"] == "main"
        await choose(pilot, "placement.cluster", "lumi")
        assert sheet(pilot).values["placement.partition"] == ""
        assert "MI250X" in grid(pilot.app)
        assert "Peak per GPU" in grid(pilot.app)
        await choose(pilot, "placement.partition", "standard-g")
        assert "--partition=standard-g" in grid(pilot.app)


async def choose(pilot: Pilot[int], key: str, text: str) -> None:
    pilot.app.screen.query_one(f"#{element_id(key)}").focus()
    await press(pilot, "enter")
    await paste(pilot, text)
    await press(pilot, "enter")


async def test_lora_brings_its_fields(session: FakeSession) -> None:
    async with opened(session) as pilot:
        assert "LoRA r" not in grid(pilot.app)
        pilot.app.screen.query_one(f"#{element_id('training.method')}").focus()
        await press(pilot, "right")
        assert "LoRA r" in grid(pilot.app)
        await press(pilot, "tab")
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == element_id("training.lora.r"), "tab goes in the order that is seen"
        await press(pilot, "shift+tab", "left")
        assert "LoRA r" not in grid(pilot.app)


async def test_choices_and_boxes_take_the_mouse(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await pilot.click(f"#{element_id('training.sharding')}", offset=(9, 0))
        await pilot.click(f"#{element_id('training.gradient_checkpointing')}", offset=(1, 0))
        await settle(pilot)
        assert session.kept is not None
        assert session.kept.spec.training.sharding == "ddp"
        assert session.kept.spec.training.gradient_checkpointing is True


async def test_export_writes_the_files(session: FakeSession, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    async with opened(session) as pilot:
        await press(pilot, "f9")
        await paste(pilot, str(folder))
        await press(pilot, "enter")
        await until(pilot, lambda: (folder / "job.sh").exists())
        assert (folder / "job.sh").read_text().startswith("#!/bin/bash")


async def test_a_job_file_can_be_opened(session: FakeSession, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "version: 1\nname: from-file\ntask: finetune\nmodel: EleutherAI/gpt-neo-1.3B\n"
        "training: {dataset: rows.txt, max_length: 77}\n"
    )
    async with opened(session) as pilot:
        await press(pilot, "ctrl+o")
        await paste(pilot, str(path))
        await press(pilot, "enter")
        await until(pilot, lambda: sheet(pilot).values["name"] == "from-file")
        assert sheet(pilot).values["training.max_length"] == "77"
        await settle(pilot)
        assert session.kept is not None
        assert session.kept.base == tmp_path


async def test_a_job_file_that_cannot_be_read_is_told(session: FakeSession, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("version: 1\nname: x\ntask: finetune\nmodel: m\ntraning: {}\n")
    async with opened(session, job_file=str(path)) as pilot:
        await until(pilot, lambda: "traning" in grid(pilot.app))
        await press(pilot, "enter")
        assert sheet(pilot).values["name"] == "smol-reviews", "the form as it was left stands in for it"


async def test_a_fault_is_told_with_its_log_file(session: FakeSession) -> None:
    async with opened(session) as pilot:
        session.crash = ZeroDivisionError("planted")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "ZeroDivisionError: planted" in grid(pilot.app))
        assert "The details are in" in grid(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, BuildScreen)
    assert "ZeroDivisionError: planted" in (session.paths.state / "log" / "llmtui.log").read_text()


async def test_help_explains_the_field_under_the_cursor(session: FakeSession) -> None:
    async with opened(session) as pilot:
        pilot.app.screen.query_one(f"#{element_id('training.max_length')}").focus()
        await press(pilot, "f1")
        shown = grid(pilot.app)
        assert "Job file: training.max_length" in shown
        assert "Memory: activations and logits grow" in shown
        assert "https://" in shown
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BuildScreen)


async def test_keys_that_are_letters_are_text_inside_fields(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await type_into(pilot, "name", "run 12?d")
        assert pilot.app.current_mode == "build"
        assert sheet(pilot).values["name"] == "run 12?d"
        await press(pilot, "f6")
        assert pilot.app.current_mode == "jobs"


async def test_the_top_line_names_keys_that_work_where_the_cursor_is(session: FakeSession) -> None:
    async with opened(session) as pilot:
        pilot.app.screen.query_one(f"#{element_id('name')}").focus()
        await pilot.pause()
        assert "F6 Jobs" in grid(pilot.app).splitlines()[0]
        await press(pilot, "f6")
        assert " 2 Jobs" in grid(pilot.app).splitlines()[0]
        await press(pilot, "1")
        assert "F5 Build" in grid(pilot.app).splitlines()[0]
