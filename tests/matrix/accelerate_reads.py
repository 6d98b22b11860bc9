"""Run by a Python that has one version of accelerate: reads configurations as its launcher does, prints what is wrong.

stdin: JSON, name -> YAML text. stdout: JSON, {"version": ..., "wrong": {name: [sentence]}}.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import accelerate
from accelerate.commands.config.config_args import load_config_from_file
from accelerate.commands.launch import launch_command_parser

#: Groups of a configuration whose keys are options of the launcher; no parser refuses an unknown one.
_GROUPS = ("fsdp_config", "deepspeed_config", "parallelism_config")


def _wrong(text: str, path: Path, options: set[str]) -> list[str]:
    path.write_text(text)
    try:
        config: Any = load_config_from_file(str(path))
    except ValueError as error:
        return [str(error)]
    found = []
    for group in _GROUPS:
        for key in getattr(config, group, None) or {}:
            full = f"fsdp_{key}" if group == "fsdp_config" and not key.startswith("fsdp") else key
            if full not in options:
                found.append(f"{group}: {key} is no option of the launcher")
    return found


def main() -> None:
    """Read, check, print."""
    options = {action.dest for action in launch_command_parser()._actions}
    texts = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "accelerate.yaml"
        wrong = {name: _wrong(text, path, options) for name, text in texts.items()}
    found = {name: sentences for name, sentences in wrong.items() if sentences}
    json.dump({"version": accelerate.__version__, "wrong": found}, sys.stdout)


if __name__ == "__main__":
    main()
