"""Which checkpoint a run can go on from."""

from __future__ import annotations

import json
import os
import re
from typing import Optional

_STATE = "trainer_state.json"
_NAME = re.compile(r"checkpoint-(\d+)")
#: transformers puts this file into a checkpoint that is still being written.
_INCOMPLETE = "checkpoint-is-incomplete.txt"


def newest_complete(folder: str) -> Optional[str]:
    """The newest checkpoint folder that was written to its end, None if there is none.

    transformers' own helper takes the highest step, finished or not.
    """
    if not os.path.isdir(folder):
        return None
    steps = []
    for name in os.listdir(folder):
        match = _NAME.fullmatch(name)
        path = os.path.join(folder, name)
        if match and _is_complete(path):
            steps.append((int(match[1]), path))
    return max(steps)[1] if steps else None


def _is_complete(path: str) -> bool:
    if os.path.exists(os.path.join(path, _INCOMPLETE)):
        return False
    try:
        # It is written last; a job that was killed meanwhile leaves a part of it.
        steps_done(path)
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return True


def steps_done(checkpoint: str) -> int:
    """Optimizer steps that a complete checkpoint has behind it."""
    with open(os.path.join(checkpoint, _STATE), encoding="utf-8") as file:
        return int(json.load(file)["global_step"])
