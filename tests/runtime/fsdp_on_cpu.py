"""Run the runtime with accelerate's FSDP code on CPU ranks, where accelerate by itself falls back to DDP.

Started by accelerate in place of the runtime's own __main__; for tests of what is saved, not for use.
"""

from __future__ import annotations

from typing import Any

import torch
from accelerate.state import AcceleratorState, PartialState
from accelerate.utils import DistributedType

from llmtui.runtime.__main__ import main
from llmtui.runtime.process import end


def patch() -> None:
    """Let AcceleratorState take the FSDP plugin that it was given, on devices without an index."""
    init = AcceleratorState.__init__

    def with_fsdp(self: Any, *args: Any, fsdp_plugin: Any = None, **named: Any) -> None:
        init(self, *args, fsdp_plugin=fsdp_plugin, **named)
        if fsdp_plugin is not None and self.distributed_type == DistributedType.MULTI_CPU:
            self.distributed_type = DistributedType.FSDP
            PartialState._shared_state["distributed_type"] = DistributedType.FSDP
            PartialState._shared_state["device"] = torch.device("cpu")
            self.fsdp_plugin = fsdp_plugin
            if self._mixed_precision != "no":
                fsdp_plugin.set_mixed_precision(self._mixed_precision)

    AcceleratorState.__init__ = with_fsdp


if __name__ == "__main__":
    patch()
    end(main())
