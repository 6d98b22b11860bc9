"""Put on PYTHONPATH by a test: ranks that are told to use FSDP do so on the CPU, where accelerate falls back to DDP."""

import importlib.util
import os
from pathlib import Path

if "RANK" in os.environ and os.environ.get("ACCELERATE_USE_FSDP") == "true":
    _path = Path(__file__).parents[2] / "runtime" / "fsdp_on_cpu.py"
    _spec = importlib.util.spec_from_file_location("fsdp_on_cpu", _path)
    assert _spec is not None
    assert _spec.loader is not None
    _module = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(_module)
    _module.patch()
