"""Run the runtime, then say whether this rank has left torch's process group.

Started by accelerate in place of the runtime's own __main__; for tests of how a rank ends.
"""

from __future__ import annotations

import torch.distributed

from llmtui.runtime.__main__ import main
from llmtui.runtime.process import end

if __name__ == "__main__":
    code = main()
    print("still in the group" if torch.distributed.is_initialized() else "left the group", flush=True)
    end(code)
