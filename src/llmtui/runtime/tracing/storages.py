"""Every storage that is alive, in the bytes that CUDA's caching allocator would give it."""

from __future__ import annotations

import weakref
from typing import Any, Dict, Optional, Set, Tuple

from torch import Tensor, UntypedStorage
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_iter

#: kMinBlockSize of c10/cuda/CUDACachingAllocator.h: every block is a multiple of it.
BLOCK = 512

#: What a storage holds, as far as its birth tells: a cast of a weight, a gathered FSDP unit, logits, anything else.
CAST, GATHERED, LOGITS, OTHER = "cast", "gathered", "logits", "other"


class Storages:
    """Bytes alive now and at most; `wanted` asks for a list of what is alive when that many bytes are reached."""

    def __init__(self) -> None:
        self.now = 0
        self.peak = 0
        self.wanted: Optional[int] = None
        self.snapshot: Dict[int, Tuple[int, str]] = {}
        #: Key of a living storage -> its serial number; and by serial number its bytes and kind.
        self._serials: Dict[int, int] = {}
        self.alive: Dict[int, Tuple[int, str]] = {}
        self._count = 0

    def add(self, storage: UntypedStorage, kind: str = OTHER) -> None:
        """Follow a storage from now on; one that is followed already is left as it is."""
        key = storage._cdata
        if key in self._serials:
            return
        self._count += 1
        self._serials[key] = self._count
        weakref.finalize(storage, self._drop, key, self._count)
        self._set(self._count, _rounded(storage.nbytes()), kind)

    def resized(self, storage: UntypedStorage, size: int) -> None:
        """A followed storage has `size` bytes now: FSDP empties and refills the units that it gathers."""
        serial = self._serials.get(storage._cdata)
        if serial is not None:
            self._set(serial, _rounded(size), GATHERED)

    def serial(self, tensor: Tensor) -> Optional[int]:
        """The number of a tensor's storage; None when it is not followed."""
        return self._serials.get(local(tensor).untyped_storage()._cdata)

    def restart(self) -> None:
        """Measure the peak from here on."""
        self.peak = self.now

    def size(self, serials: Set[int]) -> int:
        """Bytes alive now in these storages."""
        return sum(self.alive[serial][0] for serial in serials if serial in self.alive)

    def _set(self, serial: int, size: int, kind: str) -> None:
        self.now += size - self.alive.get(serial, (0, ""))[0]
        self.alive[serial] = (size, kind)
        if self.now > self.peak:
            self.peak = self.now
            if self.wanted is not None and self.now >= self.wanted:
                self.wanted, self.snapshot = None, dict(self.alive)

    def _drop(self, key: int, serial: int) -> None:
        if self._serials.get(key) == serial:
            del self._serials[key]
        self.now -= self.alive.pop(serial, (0, ""))[0]


def _rounded(size: int) -> int:
    return -(-size // BLOCK) * BLOCK


def local(tensor: Any) -> Any:
    """The part of a DTensor that this rank holds; a plain tensor as it is."""
    return getattr(tensor, "_local_tensor", tensor)


class Follow(TorchDispatchMode):  # type: ignore[misc]
    """Hands the storage of every operator's results to `storages`; `width` is the last dimension of logits."""

    def __init__(self, storages: Storages, width: int) -> None:
        super().__init__()
        self._storages = storages
        self._width = width
        self.weights: Set[int] = set()

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = func(*args, **(kwargs or {}))
        for tensor in tree_iter(result):
            if isinstance(tensor, Tensor):
                self._storages.add(local(tensor).untyped_storage(), self._kind(func, args, tensor))
        return result

    def _kind(self, func: Any, args: Any, result: Tensor) -> str:
        if result.dim() > 1 and result.shape[-1] == self._width and result.shape[0] != self._width:
            return LOGITS
        if func.overloadpacket.__name__ == "_to_copy" and isinstance(args[0], Tensor):
            return CAST if self._storages.serial(args[0]) in self.weights else OTHER
        return OTHER
