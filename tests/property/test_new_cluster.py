"""Whatever a site answers, there is a file that llmtui reads, or a sentence that says why not."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.fakes.site import FakeSite, key_of, sinfo_record
from tests.unit.slurm.samples import blocks

from llmtui.domain.cluster import Cluster
from llmtui.errors import CannotTellError
from llmtui.services.newcluster.create import Request, create
from llmtui.services.reach.link import Link
from llmtui.services.watching.queries import QueryLog

_FIRST: dict[str, str] = {}
for _block in blocks("22.05", "site"):
    _FIRST.setdefault(key_of(_block.command.split()), _block.out)

DAMAGE = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["\x1f", "\x1e", "\n", "|", "=9" * 9, "PartitionName=x ", "infinite", "99999-00:00:00", "7" * 30, "{"]
    ),
)


WORDS = st.one_of(DAMAGE, st.text(max_size=12).map(lambda text: text.replace("\x1f", "").replace("\x1e", "")))


def _made(answers: Mapping[str, str]) -> Cluster | None:
    """The cluster, or None where the site shows no partition that takes jobs."""
    with tempfile.TemporaryDirectory() as folder:
        request = Request("lab", Path(folder) / "lab.yaml")
        try:
            link = Link(Cluster("lab", "lab"), FakeSite({**_FIRST, **answers}), QueryLog())
            return create(request, link, lambda text: None).cluster
        except CannotTellError as error:
            said = error.message
    assert said.startswith("no partition")
    return None


@settings(max_examples=80)
@given(st.data())
def test_a_damaged_answer_gives_a_file_or_a_sentence(data: st.DataObject) -> None:
    answers = {}
    for key, text in _FIRST.items():
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.one_of(st.just(start), st.integers(start, len(text))))
        answers[key] = text[:start] + data.draw(DAMAGE) + text[end:]
    _made(answers)


@settings(max_examples=100)
@given(st.lists(st.dictionaries(st.sampled_from("alLDsczmGfhBN"), WORDS, max_size=4), min_size=1, max_size=3))
@example([{"s": "99999-00:00:00"}])
@example([{"s": "99999"}])
def test_any_field_of_sinfo_gives_a_file_or_a_sentence(rows: list[dict[str, str]]) -> None:
    _made({"sinfo": "".join(sinfo_record("gpu", **fields) for fields in rows)})


@settings(max_examples=100)
@given(st.lists(st.text(st.sampled_from("ab1.,=|/:-+{}'\"# gpunode"), max_size=60), min_size=1, max_size=3), st.data())
def test_any_names_of_accounts_and_qos_give_a_file(lines: list[str], data: st.DataObject) -> None:
    fields = "|".join(data.draw(st.lists(WORDS, min_size=7, max_size=7)))
    cluster = _made({"qos": "\n".join([*lines, f"debug|{fields}"]), "assoc": "\n".join([f"a{{b|{fields}", *lines])})
    assert cluster is not None
