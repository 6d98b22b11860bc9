"""What makes a job fit that does not, and how much is left where it fits. Pure: every candidate is estimated anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice
from types import MappingProxyType

from ..errors import RequestError
from .cluster import Cluster
from .dotted import Value, value_at, with_values
from .job import JobSpec
from .memory import estimate
from .memory.types import MemoryEstimate
from .model import ModelSpec
from .moves import SAME_BATCH, SAME_ROWS, Move, Option, inference_moves, training_moves
from .placements import placement_moves
from .plan import Plan
from .resolve import resolve

#: Where a search for the largest batch or length ends, if the memory does not end it before.
_MOST = 1 << 20
#: Moves up to this rank leave rows and method as they are; none has the other one.
_SAME_RESULT, _WORST = 7, 99


@dataclass(frozen=True)
class Advice:
    """`text` in the job file's words; `changes` by dotted job-file key; `estimate` with them; `cost` in plain words.

    `moves` counts the changes that were combined, 1 or 2.
    """

    text: str
    changes: Mapping[str, Value]
    estimate: MemoryEstimate
    cost: str
    moves: int = 1


@dataclass(frozen=True)
class Limit:
    """How far one key can be raised with all else kept: `most` still fits, and needs what `estimate` says.

    `ends` says in words what stands in the way of more.
    """

    key: str
    now: int
    most: int
    estimate: MemoryEstimate
    ends: str


@dataclass(frozen=True)
class Room:
    """What is left in a job that fits; None where it does not fit, or where `most` could not be told."""

    batch: Limit | None = None
    length: Limit | None = None


def suggest(spec: JobSpec, model: ModelSpec, cluster: Cluster, *, most: int = 6) -> tuple[Advice, ...]:
    """At most `most` changes that make the job fit: what fits outright before what is tight, the least intrusive first.

    Combinations of two are tried where no single change fits outright, or only one that cuts rows or trains less.
    Nothing for a job that fits or whose capacity is not known. Raises RequestError when the job itself is refused.
    """
    search = _Search(spec, resolve(spec, model, cluster))
    return search.best(most) if search.now.verdict in ("does_not_fit", "tight") else ()


@dataclass(frozen=True)
class _Found:
    """`grade`: 0 fits outright, 1 is tight, as is what makes host RAM or disk short; `ranks`, worst first."""

    grade: int
    ranks: tuple[int, ...]
    advice: Advice


class _Search:
    """Tries changes of one job. `spec` is as the user wrote it: resolve may have put other types into the plan's."""

    def __init__(self, spec: JobSpec, plan: Plan) -> None:
        self.spec = spec
        self.plan = plan
        self.now = estimate(plan)
        self.short_now = _short(self.now, plan)

    def best(self, most: int) -> tuple[Advice, ...]:
        own = inference_moves(self.plan) if self.plan.spec.task == "inference" else training_moves(self.plan)
        moves = [*own, *placement_moves(self.plan)]
        found = [each for each in map(self._mildest, moves) if each is not None]
        least = min((each.ranks[0] for each in found if each.grade == 0), default=_WORST)
        if least > _SAME_RESULT:
            found += islice(self._pairs(moves, least), most)
        found.sort(key=lambda each: (each.grade, each.ranks))
        return tuple(each.advice for each in found[:most])

    def _pairs(self, moves: list[Move], below: int) -> Iterator[_Found]:
        """Two changes of ranks below that which fit outright together, the least intrusive first."""
        for first, second in sorted(combinations(moves, 2), key=_intrusion):
            if _intrusion((first, second))[0] >= below:
                return
            fixed, varied = (second, first) if second.count == 1 or not first.small else (first, second)
            beside = fixed.option(fixed.count - 1)
            if not fixed.small or beside.changes.keys() & varied.option(0).changes.keys():
                continue
            found = self._mildest(varied, beside)
            if found is not None and found.grade == 0 and found.ranks[0] < below:
                yield found

    def _mildest(self, move: Move, beside: Option | None = None) -> _Found | None:
        """The first form of a move that is as good as its last one, if that one helps."""
        found = self._try(move.option(move.count - 1), beside)
        if found is None or found.grade > (self.now.verdict == "does_not_fit"):
            return None
        low, high = 0, move.count - 1
        while low < high:
            middle = (low + high) // 2
            milder = self._try(move.option(middle), beside)
            if milder is not None and milder.grade <= found.grade:
                high, found = middle, milder
            else:
                low = middle + 1
        return found

    def _try(self, option: Option, beside: Option | None) -> _Found | None:
        """The job with one or two changes; None where it is refused or does not fit."""
        options = [option] if beside is None else [beside, option]
        changes = {key: value for each in options for key, value in each.changes.items()}
        try:
            plan = resolve(with_values(self.spec, changes), self.plan.model, self.plan.cluster)
        except RequestError:
            return None
        found = estimate(plan)
        if found.verdict not in ("fits", "tight"):
            return None
        short = _short(found, plan) - self.short_now
        costs = [each.cost for each in options] + [f"{name} is short" for name in sorted(short)]
        text, cost = " + ".join(each.text for each in options), "; ".join(costs)
        if plan.global_batch_size != self.plan.global_batch_size:
            # Beside more GPUs the smaller batch keeps a rank's rows alone.
            text, cost = text.replace(SAME_BATCH, ""), cost.replace(SAME_ROWS, "")
        advice = Advice(text, MappingProxyType(changes), found, cost, len(options))
        ranks = sorted((each.rank for each in options), reverse=True)
        return _Found(int(bool(short) or found.verdict == "tight"), tuple(ranks), advice)


def _intrusion(pair: tuple[Move, Move]) -> tuple[int, int]:
    first, second = (move.option(0).rank for move in pair)
    return max(first, second), min(first, second)


def _short(found: MemoryEstimate, plan: Plan) -> frozenset[str]:
    """What beside the GPU the job needs more of than there is."""
    host = plan.gpu is not None and found.host_capacity is not None and found.host_ram > found.host_capacity
    disk = found.disk_capacity is not None and found.disk > found.disk_capacity
    return frozenset(name for name, short in (("host RAM", host), ("disk", disk)) if short)


def room(spec: JobSpec, model: ModelSpec, cluster: Cluster) -> Room:
    """The largest batch and the largest length that still fit outright, each with everything else kept.

    Raises RequestError when the job itself is refused.
    """
    if estimate(resolve(spec, model, cluster)).verdict != "fits":
        return Room()
    longest = model.max_position_embeddings
    if spec.task == "inference":
        answers = spec.inference.max_new_tokens
        keys, positions = ("inference.batch_size", "inference.prompt_tokens"), longest and longest - answers
    else:
        keys, positions = ("training.per_device_train_batch_size", "training.max_length"), longest

    def fitting(key: str, value: int) -> MemoryEstimate | None:
        found = estimate(resolve(with_values(spec, {key: value}), model, cluster))
        return found if found.verdict == "fits" else None

    batch, length = (int(str(value_at(spec, key))) for key in keys)
    made_for = f"{model.id} was made for {longest} positions"
    return Room(
        _limit(keys[0], batch, _MOST, "", fitting),
        _limit(keys[1], length, _MOST if positions is None else positions, made_for, fitting),
    )


def _limit(
    key: str, now: int, most: int, beyond: str, fitting: Callable[[str, int], MemoryEstimate | None]
) -> Limit | None:
    """By doubling, then bisection, between `now`, which fits, and `most`; `beyond` says why not more than that."""
    found = fitting(key, now) if now <= most else None
    if found is None:
        return None
    low, high = now, most + 1
    step = now
    while low < most:
        tried = min(low + step, most)
        better = fitting(key, tried)
        if better is None:
            high = tried
            break
        low, found, step = tried, better, 2 * step
    while low + 1 < high:
        middle = (low + high) // 2
        better = fitting(key, middle)
        low, high, found = (middle, high, better) if better is not None else (low, middle, found)
    return Limit(key, now, low, found, beyond if low == most else "one more may not fit")
