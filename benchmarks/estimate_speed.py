"""How long one full estimate takes: median and 95th percentile over different plans, in microseconds.

    python benchmarks/estimate_speed.py [--json]

The plans differ in model, method, sharding, ranks, batch and length; each is estimated once, so that nothing is
answered from a cache of an earlier estimate.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections.abc import Iterator
from statistics import median

from accuracy.plans import inference_plan, training_plan
from accuracy.stats import percentile

from llmtui.catalog.models import load_models
from llmtui.domain.memory import estimate
from llmtui.domain.plan import Plan

PLANS = 1000

_LENGTHS = (256, 777, 2048, 4096)
_BATCHES = (1, 3, 8)
_LAYOUTS = (("none", 1), ("ddp", 2), ("fsdp", 4), ("fsdp", 16))
_METHODS = ("full", "lora", "qlora")


def plans() -> Iterator[Plan]:
    """Different plans, training and generation, the model changing fastest."""
    known = [model for model in load_models() if model.known_family]
    for batch, length, (sharding, ranks), method in itertools.product(_BATCHES, _LENGTHS, _LAYOUTS, _METHODS):
        for model in known:
            keys = {
                "method": method,
                "sharding": sharding,
                "weights_dtype": "bf16",
                "per_device_train_batch_size": batch,
                "max_length": length,
                "gradient_checkpointing": length > 2048,
            }
            yield training_plan(model, keys, ranks)
        new = 64 + _METHODS.index(method)
        yield inference_plan(known[0], {"batch_size": batch, "prompt_tokens": length + ranks, "max_new_tokens": new})


def measure() -> list[float]:
    """Seconds of each estimate. The forms of all families are read once before, as in a session that goes on."""
    chosen = list(itertools.islice(plans(), PLANS))
    for model in {plan.model.model_type: plan.model for plan in chosen}.values():
        for method, (sharding, ranks) in itertools.product(_METHODS, _LAYOUTS):
            estimate(training_plan(model, {"method": method, "sharding": sharding, "max_length": 16}, ranks))
    found = []
    for plan in chosen:
        start = time.perf_counter()
        estimate(plan)
        found.append(time.perf_counter() - start)
    return found


def main() -> None:
    """Print median and 95th percentile."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="one JSON object, in microseconds")
    options = parser.parse_args()
    seconds = measure()
    middle, high = 1e6 * median(seconds), 1e6 * percentile(seconds, 0.95)
    if options.json:
        print(json.dumps({"plans": len(seconds), "median_us": middle, "p95_us": high}))
    else:
        print(f"estimate() over {len(seconds)} plans: median {middle:.0f} µs, p95 {high:.0f} µs")


if __name__ == "__main__":
    main()
