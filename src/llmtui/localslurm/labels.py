"""srun --label: each line of a task's output with its rank in front."""

from __future__ import annotations

import os
import threading


class Labels:
    """Pipes from the tasks and a thread for each that copies whole lines to srun's own streams."""

    def __init__(self) -> None:
        self._threads: list[threading.Thread] = []
        self._write_ends: list[int] = []
        self._lock = threading.Lock()

    def pipe(self, rank: int, target: int) -> int:
        """The end that the task writes to."""
        reading, writing = os.pipe()
        self._write_ends.append(writing)
        self._threads.append(threading.Thread(target=self._copy, args=(reading, target, rank), daemon=True))
        return writing

    def start(self) -> None:
        """Copy from now on; every task has been started, so no process is forked beside the threads."""
        for descriptor in self._write_ends:
            os.close(descriptor)
        for thread in self._threads:
            thread.start()

    def finish(self) -> None:
        """Wait for what the tasks wrote last; a process that holds a pipe open longer is not waited for."""
        for thread in self._threads:
            thread.join(timeout=1.0)

    def _copy(self, reading: int, target: int, rank: int) -> None:
        with open(reading, "rb") as source:
            for line in source:
                with self._lock, open(target, "wb", closefd=False) as sink:
                    sink.write(b"%d: %s" % (rank, line))
