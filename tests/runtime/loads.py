"""Run the runtime with accelerate's FSDP code on CPU ranks, and say what loading left in a rank's memory.

Started by accelerate in place of the runtime's own __main__; each rank writes loaded-<rank>.json, with the MiB of
anonymous memory that loading added and the devices and number of the parameters before they are divided.
"""

from __future__ import annotations

import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any

from llmtui.runtime import train
from llmtui.runtime.__main__ import main
from llmtui.runtime.process import end

_load = train._load


def anonymous_mib() -> int:
    """RssAnon of proc(5), which files that are mapped do not count in."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon:")) // 1024


def measured(*arguments: Any) -> Any:
    # What only has to be imported is no part of it.
    for module in ("peft", "transformers.models.llama.modeling_llama"):
        import_module(module)
    before = anonymous_mib()
    model = _load(*arguments)
    found = {
        "grown_mib": anonymous_mib() - before,
        "devices": sorted({weight.device.type for weight in model.parameters()}),
        "parameters": sum(weight.numel() for weight in model.parameters()),
    }
    Path(f"loaded-{os.environ['RANK']}.json").write_text(json.dumps(found))
    return model


if __name__ == "__main__":
    # The script's own folder is where Python looks first.
    import_module("fsdp_on_cpu").patch()
    train._load = measured  # type: ignore[assignment]
    end(main())
