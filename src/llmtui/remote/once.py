"""A question that is asked once, by a thread of its own, so that whoever needs the answer waits as long as they can."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Once(Generic[Answer]):
    """`ask` returns the answer or raises OSError; where it raised, the next one who needs the answer asks again."""

    def __init__(self, ask: Callable[[], Answer], name: str) -> None:
        self._ask = ask
        self._name = name
        self._lock = threading.Lock()
        self._asking: _Asking[Answer] | None = None

    def get(self, timeout_s: float | None = None) -> Answer:
        """The answer; None waits as long as it takes. Raises TimeoutError, after which it is still asked; OSError."""
        with self._lock:
            if self._asking is None or self._asking.error is not None:
                self._asking = _Asking(self._ask, self._name)
                self._asking.thread.start()
            asking = self._asking
        if not asking.ended.wait(timeout_s):
            raise TimeoutError(f"no answer within {timeout_s:.0f} s")
        if asking.error is not None:
            raise asking.error
        (answer,) = asking.answers
        return answer

    def join(self, timeout_s: float) -> None:
        """Wait for the thread's end, whatever comes of it."""
        with self._lock:
            asking = self._asking
        if asking is not None:
            asking.thread.join(timeout_s)


class _Asking(Generic[Answer]):
    def __init__(self, ask: Callable[[], Answer], name: str) -> None:
        self._ask = ask
        self.answers: list[Answer] = []
        self.error: BaseException | None = None
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._run, name=name, daemon=True)

    def _run(self) -> None:
        try:
            self.answers.append(self._ask())
        except BaseException as error:  # noqa: BLE001 - raised again by whoever waits
            self.error = error
        finally:
            self.ended.set()
