"""What a training run tells while it runs: events for the app, lines for the log."""

from __future__ import annotations

import os
import time
from typing import Any, Callable, Dict

from . import events as ev
from .events import Events
from .process import memory

_SHOWN = (("loss", "loss", ".4f"), ("learning_rate", "lr", ".1e"), ("grad_norm", "grad norm", ".3g"))


class Stopwatch:
    """Seconds that were spent in steps, without evaluations and checkpoints."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._total = 0.0
        self._since = clock()
        self._running = False

    def start(self) -> None:
        """Go on, if it stands still."""
        if not self._running:
            self._running, self._since = True, self._clock()

    def stop(self) -> None:
        """Stand still, if it runs."""
        if self._running:
            self._running, self._total = False, self.seconds

    @property
    def seconds(self) -> float:
        """Seconds counted so far."""
        return self._total + (self._clock() - self._since if self._running else 0.0)


class Progress:
    """Turns the Trainer's state into events and lines. Figures are those of log_history, unrounded."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self.stopwatch = Stopwatch()
        self._seconds = 0.0
        self._tokens = 0

    def begin(self, state: Any, wrapped: str, tokens: int) -> None:
        """Training starts or goes on; `wrapped` is the class of the model as the launcher wrapped it."""
        self._tokens = tokens
        self._events.write(ev.TRAIN_BEGIN, step=state.global_step, max_steps=state.max_steps, wrapped=wrapped)
        self._events.write(ev.PHASE, phase=ev.TRAINING, done=state.global_step, total=state.max_steps, unit="steps")
        self._events.say(f"training from step {state.global_step} to {state.max_steps}, model wrapped as {wrapped}")

    def log(self, state: Any, entry: Dict[str, Any], tokens: int) -> None:
        """An entry of log_history with a loss; `tokens` seen by all ranks since the start of the run."""
        seconds = self.stopwatch.seconds
        speed = (tokens - self._tokens) / max(seconds - self._seconds, 1e-9)
        self._tokens, self._seconds = tokens, seconds
        self._events.write(
            ev.LOG,
            **entry,
            max_steps=state.max_steps,
            tokens_per_second=speed,
            tokens_seen=tokens,
            **memory(),
        )
        shown = "  ".join(f"{word} {entry[name]:{form}}" for name, word, form in _SHOWN if name in entry)
        self._events.say(f"{_at(state)}  {shown}  {grouped(speed)} tokens/s")

    def evaluating(self, state: Any) -> None:
        """An evaluation starts."""
        self._events.write(ev.PHASE, phase=ev.EVALUATING, done=state.global_step, total=state.max_steps, unit="steps")

    def evaluated(self, state: Any, entry: Dict[str, Any]) -> None:
        """An entry of log_history with an eval_loss."""
        self._events.write(ev.EVAL, **entry)
        self._events.write(ev.PHASE, phase=ev.TRAINING, done=state.global_step, total=state.max_steps, unit="steps")
        self._events.say(f"{_at(state)}  held-out loss {entry['eval_loss']:.4f}")

    def saved(self, state: Any, output_dir: str) -> None:
        """A checkpoint was written."""
        path = os.path.join(output_dir, f"checkpoint-{state.global_step}")
        self._events.write(ev.CHECKPOINT, step=state.global_step, path=path)
        self._events.say(f"{_at(state)}  checkpoint {path}")


def _at(state: Any) -> str:
    return f"step {state.global_step}/{state.max_steps}"


def grouped(number: float) -> str:
    """A whole number with its digits in threes: 1234.5 -> "1 234"."""
    return f"{number:,.0f}".replace(",", " ")
