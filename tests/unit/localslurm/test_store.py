"""Job ids of the embedded Slurm: ranks make their port from them, and several state folders may share one machine."""

from __future__ import annotations

from pathlib import Path

from llmtui.localslurm.store import Store


def _made(folder: Path) -> Store:
    store = Store(str(folder))
    store.make()
    return store


def test_state_folders_begin_at_numbers_of_their_own(tmp_path: Path) -> None:
    first = {_made(tmp_path / f"user{number}").take_id() for number in range(20)}
    assert len(first) > 15
    assert min(first) >= 1
    assert max(first) <= 10_000


def test_ids_go_up_by_one_and_the_same_folder_goes_on(tmp_path: Path) -> None:
    begun = _made(tmp_path).take_id()
    assert [_made(tmp_path).take_id() for _ in range(3)] == [begun + 1, begun + 2, begun + 3]


def test_without_the_counter_no_id_is_given_twice(tmp_path: Path) -> None:
    store = _made(tmp_path)
    begun = store.take_id()
    (tmp_path / "next_id").unlink()
    (tmp_path / "ended" / f"{begun + 7}.json").write_text("{}")
    assert store.take_id() == begun + 8
