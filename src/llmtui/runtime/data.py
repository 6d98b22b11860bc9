"""Rows of token ids for causal language modelling, and how they are put into batches."""

from __future__ import annotations

from array import array
from typing import Any, Callable, Dict, Iterator, List, Optional, Sequence

from .errors import RunError

Row = Dict[str, List[int]]
#: Called with the number of texts done so far.
Progress = Callable[[int], None]

#: Texts that are tokenized in one call.
_BATCH = 1000
#: The label that torch's cross entropy passes over.
IGNORED = -100


class Rows(Sequence[Row]):
    """Token ids as a data set that torch's DataLoader reads by index; 4 bytes a token."""

    def __init__(self, rows: "Sequence[array[int]]") -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: Any) -> Any:
        ids = list(self._rows[index])
        return {"input_ids": ids, "attention_mask": [1] * len(ids), "labels": ids}

    @property
    def tokens(self) -> int:
        """Tokens in all rows."""
        return sum(len(row) for row in self._rows)


def one_row_a_text(texts: Sequence[str], tokenizer: Any, max_length: int, progress: Progress) -> Rows:
    """Each text with its end token, cut at `max_length`. Raises RunError when none has two tokens or more."""
    rows = [ids[:max_length] for ids in _tokenized(texts, tokenizer, progress)]
    return _rows([row for row in rows if len(row) > 1])


def full_rows(texts: Sequence[str], tokenizer: Any, max_length: int, progress: Progress) -> Rows:
    """All texts one after the other, each with its end token, cut into rows of exactly `max_length` tokens.

    What is left over is dropped. Raises RunError when it does not make one row.
    """
    stream = array("i")
    for ids in _tokenized(texts, tokenizer, progress):
        stream.extend(ids)
    whole = len(stream) - len(stream) % max_length
    if not whole:
        raise RunError(f"the whole text has {len(stream)} tokens, too few for one row of {max_length}")
    return _rows([stream[start : start + max_length] for start in range(0, whole, max_length)])


def _rows(rows: "List[array[int]]") -> Rows:
    if not rows:
        raise RunError("no text is longer than one token: nothing to learn from")
    return Rows(rows)


def _tokenized(texts: Sequence[str], tokenizer: Any, progress: Progress) -> "Iterator[array[int]]":
    end = tokenizer.eos_token_id
    for start in range(0, len(texts), _BATCH):
        batch = list(texts[start : start + _BATCH])
        for ids in tokenizer(batch, verbose=False)["input_ids"]:
            # Some tokenizers put the end token themselves.
            yield array("i", ids if end is None or ids[-1:] == [end] else [*ids, end])
        progress(start + len(batch))


class Collate:
    """Pads a batch: ids with the pad token, the mask with 0, labels with IGNORED.

    Rows are padded to `length` tokens, or to the longest of the batch if it is None.
    """

    def __init__(self, pad_id: int, length: Optional[int]) -> None:
        self._length = length
        self._fill = {"input_ids": pad_id, "attention_mask": 0, "labels": IGNORED}

    def __call__(self, rows: Sequence[Row]) -> Dict[str, Any]:
        import torch

        longest = self._length or max(len(row["input_ids"]) for row in rows)
        return {
            name: torch.tensor([row[name] + [fill] * (longest - len(row[name])) for row in rows])
            for name, fill in self._fill.items()
        }
