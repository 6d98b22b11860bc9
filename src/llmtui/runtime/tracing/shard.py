"""DDP's buckets and FSDP's shards as one rank of many has them, without the others."""

from __future__ import annotations

import contextlib
import os
from types import SimpleNamespace
from typing import Any, Iterator

import torch

from ..errors import RunError
from .build import trained
from .storages import Storages


def ddp_buckets(model: Any) -> Any:
    """The flat buckets in which DistributedDataParallel reduces gradients: one copy of them all.

    accelerate leaves gradient_as_bucket_view off, so that they stand beside the gradients themselves.
    """
    return [torch.empty(parameter.numel(), dtype=parameter.dtype) for parameter in trained(model)]


@contextlib.contextmanager
def ranks(world_size: int, storages: Storages) -> Iterator[Any]:
    """A device mesh of a process group whose other ranks do not exist; FSDP's resized storages are followed."""
    import torch.distributed as dist
    from torch.distributed.device_mesh import init_device_mesh
    from torch.testing._internal.distributed.fake_pg import FakeStore

    dist.init_process_group("fake", store=FakeStore(), rank=0, world_size=world_size)
    resize = torch.UntypedStorage.resize_

    def followed(self: Any, size: int) -> Any:
        result = resize(self, size)
        storages.resized(self, size)
        return result

    torch.UntypedStorage.resize_ = followed
    try:
        yield init_device_mesh("cpu", (world_size,))
    finally:
        torch.UntypedStorage.resize_ = resize
        dist.destroy_process_group()


def fully_shard(model: Any, mesh: Any, *, mixed_precision: str, reshard_after_forward: bool = True) -> Any:
    """The model wrapped by accelerate's own code for FSDP 2. Raises RunError where accelerate has none."""
    try:
        from accelerate.utils import FullyShardedDataParallelPlugin
        from accelerate.utils.fsdp_utils import fsdp2_prepare_model
    except ImportError as error:
        raise RunError("tracing fsdp needs an accelerate with FSDP 2 (1.6 or later)") from error
    os.environ["FSDP_VERSION"] = "2"
    plugin = FullyShardedDataParallelPlugin(
        fsdp_version=2,
        auto_wrap_policy="transformer_based_wrap",
        cpu_ram_efficient_loading=False,
        reshard_after_forward=reshard_after_forward,
    )
    if mixed_precision != "no":
        plugin.set_mixed_precision(mixed_precision)
    accelerator = SimpleNamespace(
        state=SimpleNamespace(fsdp_plugin=plugin),
        torch_device_mesh=None,
        mixed_precision=mixed_precision,
        is_main_process=False,
        device=torch.device("cpu"),
    )
    with _on_mesh(mesh):
        return fsdp2_prepare_model(accelerator, model)


@contextlib.contextmanager
def _on_mesh(mesh: Any) -> Iterator[None]:
    import torch.distributed.fsdp as fsdp

    shard = fsdp.fully_shard
    fsdp.fully_shard = lambda module, **named: shard(module, **{**named, "mesh": mesh})
    try:
        yield
    finally:
        fsdp.fully_shard = shard
