"""Leave the training before the job's time is over, all ranks after the same step.

The batch script hands over, in environment variables, when the job ends (Slurm's SLURM_JOB_END_TIME), which file its
trap makes when the training shall stop, and which file it wants where the training was left unfinished.
"""

from __future__ import annotations

import contextlib
import os
import time
from typing import Any, Callable, Mapping, Optional

from .errors import RunError

#: When the job ends, in seconds since the epoch.
END_TIME = "LLMTUI_END_TIME"
#: A file; once it exists, the training stops.
STOP_FILE = "LLMTUI_STOP_FILE"
#: A file to write when the training stops before its last step: "STEP MAX_STEPS" and a newline.
UNFINISHED_FILE = "LLMTUI_UNFINISHED_FILE"

#: Why a training stopped early, in the words of the end event.
BY_TIME_LIMIT = "time_limit"
BY_STOP_FILE = "stop_file"

#: Short steps are not asked after each: about once in so many seconds, and never after more steps than that.
_LOOK_S = 1.0
_MOST_STEPS = 50
#: Of the time that is left when the training begins, the margin takes no more than this part.
_MOST_OF_TIME = 0.1


class Deadline:
    """Whether there is time for one more step and a checkpoint. Rank 0 alone asks it.

    `end` is in seconds since the epoch, None where it is not known; `margin_s` seconds are left free before it, but
    no more than a tenth of the time that there is, so that a short job trains too.
    """

    def __init__(
        self,
        end: Optional[float],
        margin_s: float,
        stop_file: Optional[str],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._end = end
        self._margin_s = margin_s
        self._stop_file = stop_file
        self._clock = clock
        self._last = clock()
        self._step_s = 0.0
        self._longest_s: Optional[float] = None
        self._save_s = 0.0

    @property
    def armed(self) -> bool:
        """False when nothing can stop the training early."""
        return self._end is not None or self._stop_file is not None

    def begin(self) -> None:
        """The training starts or goes on now."""
        self._last = self._clock()
        if self._end is not None:
            self._margin_s = min(self._margin_s, _MOST_OF_TIME * max(0.0, self._end - self._last))

    def stepped(self) -> None:
        """A step is done; what came between two steps (evaluation, checkpoint) counts to the second."""
        now = self._clock()
        self._step_s, self._last = now - self._last, now
        # The first one warms up and skips what a resumed run has seen; it is no measure unless it stays the only one.
        self._longest_s = 0.0 if self._longest_s is None else max(self._longest_s, self._step_s)

    def saved(self, seconds: float) -> None:
        """A checkpoint took that long."""
        self._save_s = max(self._save_s, seconds)

    def reason(self) -> Optional[str]:
        """Why to stop now, None to go on."""
        if self._stop_file is not None and os.path.exists(self._stop_file):
            return BY_STOP_FILE
        needed = (self._longest_s or self._step_s) + _LOOK_S + self._save_s + self._margin_s
        if self._end is not None and self._clock() + needed >= self._end:
            return BY_TIME_LIMIT
        return None

    def steps_to_go(self) -> int:
        """After how many steps to ask again."""
        return max(1, min(_MOST_STEPS, int(_LOOK_S / max(self._step_s, 1e-6))))


def deadline_of(environment: Mapping[str, str], margin_s: float) -> Deadline:
    """The deadline that the batch script set. Raises RunError when its time is no number."""
    text = environment.get(END_TIME) or None
    try:
        end = None if text is None else float(text)
    except ValueError as error:
        raise RunError(f"{END_TIME} is {text!r}, not a number of seconds since 1970") from error
    return Deadline(end, margin_s, environment.get(STOP_FILE) or None)


def deadline_callback(deadline: Deadline) -> Any:
    """A callback of transformers' Trainer that stops it after a step, with a checkpoint; `reason` says why it did.

    The ranks hear rank 0's answer, for their clocks and their views of a shared file system differ, and a rank that
    left alone would leave the others waiting in a collective.
    """
    from transformers import TrainerCallback

    class Leave(TrainerCallback):  # type: ignore[misc]
        reason: Optional[str] = None
        _ask_at: Optional[int] = None

        def on_train_begin(self, args: Any, state: Any, control: Any, **more: Any) -> None:
            deadline.begin()
            if rank_0_says(int(deadline.armed), args.device):
                self._ask_at = state.global_step + 1

        def on_step_end(self, args: Any, state: Any, control: Any, **more: Any) -> None:
            deadline.stepped()
            if state.global_step >= state.max_steps or self._ask_at is None or state.global_step < self._ask_at:
                return
            answer = rank_0_says(_answer(deadline), args.device)
            if answer > 0:
                self._ask_at = state.global_step + answer
                return
            self.reason = BY_STOP_FILE if answer else BY_TIME_LIMIT
            control.should_training_stop = control.should_save = control.should_log = True
            # The time that is left belongs to the checkpoint.
            control.should_evaluate = False

    return Leave()


def _answer(deadline: Deadline) -> int:
    """Steps until the next question; 0 to stop for the time limit, -1 for the stop file."""
    reason = deadline.reason()
    if reason is None:
        return deadline.steps_to_go()
    return -1 if reason == BY_STOP_FILE else 0


def rank_0_says(number: int, device: Any) -> int:
    """Rank 0's number, on every rank. All ranks must call it at the same step."""
    import torch
    import torch.distributed as dist

    if not (dist.is_available() and dist.is_initialized()):
        return number
    told = torch.tensor([number], device=device)
    dist.broadcast(told, src=0)
    return int(told.item())


def clear_unfinished(path: Optional[str]) -> None:
    """Remove what an earlier start of the same job left there."""
    if path:
        with contextlib.suppress(FileNotFoundError):
            os.remove(path)


def write_unfinished(path: Optional[str], step: int, max_steps: int) -> None:
    """Write "STEP MAX_STEPS", whole or not at all. Raises RunError."""
    if not path:
        return
    part = f"{path}.part"
    try:
        with open(part, "w", encoding="ascii") as file:
            file.write(f"{step} {max_steps}\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        raise RunError(f"cannot write {path}: {error.strerror}") from error
