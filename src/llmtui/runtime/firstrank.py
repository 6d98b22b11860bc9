"""Under FSDP 2 the first rank alone reads the weights; the others build the model without any.

transformers 5.24 reads them on every rank, into host memory of its own wherever the file has another dtype. accelerate
1.15 wants them on the first rank only: it moves the model to the meta device, divides it there, and then every rank
gets its shards from rank 0, parameter by parameter (fsdp2_prepare_model and fsdp2_load_full_state_dict in
utils/fsdp_utils.py). FSDP 1 reads on every rank still: what it makes of such a model could not be tried without GPUs.
"""

from __future__ import annotations

import os
from typing import Any, Callable, Dict, List, Tuple

from .args import TrainArguments
from .errors import RunError
from .load import load_empty, load_model
from .process import rank

#: Name, shape and dtype of each parameter; tied ones once.
Layout = List[Tuple[str, Tuple[int, ...], Any]]
_REMEDY = "set fsdp_cpu_ram_efficient_loading: false in accelerate.yaml"


def first_rank_reads(arguments: TrainArguments) -> bool:
    """Whether accelerate will hand the weights of rank 0 on. It takes packed 4-bit weights from every rank itself."""
    return (
        arguments.sharding == "fsdp"
        and arguments.method != "qlora"
        and os.environ.get("FSDP_VERSION") == "2"
        and all(_is_on(name) for name in ("ACCELERATE_USE_FSDP", "FSDP_CPU_RAM_EFFICIENT_LOADING"))
    )


def _is_on(name: str) -> bool:
    return os.environ.get(name, "").lower() in ("true", "1", "yes", "y", "t", "on")


def read_on_first(build: Callable[[Callable[..., Any]], Any]) -> Any:
    """`build(load_model)` on rank 0, and on the others `build(load_empty)`, like it in all but the weights.

    Every rank must call it, in a process group. Raises RunError on all ranks where rank 0 does.
    """
    if rank() == 0:
        try:
            model = build(load_model)
            _check_buffers(model)
        except RunError as error:
            _from_first({"error": str(error)})
            raise
        _from_first({"layout": _layout(model), "buffers": dict(model.named_buffers())})
        return model
    model = build(load_empty)
    said = _from_first({})
    if "error" in said:
        raise RunError(said["error"])
    _follow(model, said["layout"], said["buffers"])
    _number(model)
    return model


def _from_first(said: Dict[str, Any]) -> Dict[str, Any]:
    """What rank 0 says, on every rank."""
    import torch.distributed as dist

    box = [said]
    dist.broadcast_object_list(box, src=0)
    return box[0]


def _check_buffers(model: Any) -> None:
    """Raises RunError where buffers are saved with the weights: accelerate takes all that is saved for shards."""
    saved = sorted(model.state_dict().keys() & {name for name, _ in model.named_buffers()})
    if saved:
        raise RunError(f"FSDP 2 cannot hand on saved buffers ({saved[0]}); {_REMEDY}")


def _layout(model: Any) -> Layout:
    return [(name, tuple(weight.shape), weight.dtype) for name, weight in model.named_parameters()]


def _follow(model: Any, layout: Layout, buffers: Dict[str, Any]) -> None:
    """Take over rank 0's dtypes and buffers: reading weights keeps some of them in fp32, and rounds some buffers.

    Raises RunError where the parameters are others. The ranks would wait for each other forever.
    """
    weights, ours = dict(model.named_parameters()), dict(model.named_buffers())
    here = {name: tuple(tensor.shape) for name, tensor in (*weights.items(), *ours.items())}
    there = {name: shape for name, shape, _ in layout}
    there.update({name: tuple(tensor.shape) for name, tensor in buffers.items()})
    different = sorted({name for name, _ in here.items() ^ there.items()})
    if different:
        raise RunError(
            f"the weights of the model are not as its config.json says ({', '.join(different[:3])}); {_REMEDY}"
        )
    for name, _, dtype in layout:
        weights[name].data = weights[name].data.to("meta", dtype)
    for name, buffer in buffers.items():
        ours[name].data = buffer


def _number(model: Any) -> None:
    """Give every parameter an address of its own, by which accelerate finds the optimizer's parameters again.

    On the meta device all have the address 0, and the optimizer would be left with nothing but the last parameter
    (Accelerator._prepare_fsdp2 and _get_named_parameters in accelerate 1.15).
    """
    for number, weight in enumerate(model.parameters(), start=1):
        weight.data_ptr = lambda number=number: number
