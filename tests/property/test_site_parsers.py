"""No answer of a cluster, however broken, raises an exception in a parser."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.site import sinfo_record
from tests.unit.slurm.samples import blocks

from llmtui.services.newcluster.shell import parse_surroundings, parse_who
from llmtui.slurm.site.accounts import parse_associations, parse_qos
from llmtui.slurm.site.config import parse_config
from llmtui.slurm.site.gres import Gres, gpus, parse_gres
from llmtui.slurm.site.nodes import parse_nodes
from llmtui.slurm.site.partitions import parse_partitions
from llmtui.slurm.site.rows import parse_rows
from llmtui.slurm.site.words import first_host, job_size, keyed, seconds, tres

PARSERS = (
    parse_rows,
    parse_partitions,
    parse_nodes,
    parse_config,
    parse_associations,
    parse_qos,
    parse_gres,
    parse_surroundings,
    parse_who,
    first_host,
    job_size,
    keyed,
    seconds,
    tres,
)
#: Text made of what the parsers look for.
PIECES = st.sampled_from(
    [
        "\x1f",
        "\x1e",
        "\n",
        "|",
        "=",
        ",",
        ":",
        "-",
        "+",
        "[",
        "]",
        "(S:0-1)",
        " ",
        "PartitionName=",
        "NodeName=",
        "SLURM_VERSION = ",
        "MaxTime=",
        "JobDefaults=DefMemPerGPU=",
        "TRES=node=",
        "gpu:a100:",
        "infinite",
        "9" * 40,
        "0",
        "\u0663",
        "vars",
        "(null)",
        "\ud800",
    ]
)
TEXT = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=5))).map("".join))


@given(TEXT)
def test_any_text_is_taken(text: str) -> None:
    for parse in PARSERS:
        parse(text)


@given(st.data())
def test_a_recorded_answer_cut_and_damaged_is_taken(data: st.DataObject) -> None:
    recorded = data.draw(st.sampled_from([block.out for block in blocks("22.05", "site")]))
    start = data.draw(st.integers(0, len(recorded)))
    end = data.draw(st.integers(0, len(recorded)))
    text = recorded[:start] + data.draw(TEXT) + recorded[end:]
    for parse in PARSERS:
        parse(text)


KINDS = st.from_regex(r"[a-z][a-z0-9_.]{0,10}[a-z]", fullmatch=True)


@given(st.dictionaries(KINDS, st.integers(1, 512), min_size=1, max_size=4), st.sampled_from(["", "(S:0)", "(S:0,3-5)"]))
def test_gpus_are_read_back(wanted: dict[str, int], where: str) -> None:
    text = ",".join(f"gpu:{kind}:{count}{where}" for kind, count in wanted.items()) + ",nvme:3600"
    assert gpus(parse_gres(text)) == tuple(Gres("gpu", kind, count) for kind, count in wanted.items())


@given(st.lists(st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,12}", fullmatch=True), max_size=6), st.integers(1, 10**5))
def test_rows_are_read_back(names: list[str], nodes: int) -> None:
    rows, bad = parse_rows("".join(sinfo_record(name, D=str(nodes)) for name in names))
    assert ([row.partition for row in rows], {row.nodes for row in rows} - {nodes}, bad) == (names, set(), 0)
