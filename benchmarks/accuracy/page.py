"""docs/memory-accuracy.md, written from the figures."""

from __future__ import annotations

import platform
from datetime import date
from pathlib import Path

import llmtui

from .data import published_rows, traced_about, traced_rows
from .report import (
    Results,
    bars_table,
    far_table,
    grades_table,
    groups_table,
    kinds_table,
    measured_tables,
    published_table,
    rivals_tables,
    run_table,
    switches_table,
    traced_table,
)
from .tables import Table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "memory-accuracy.md"


def headline(results: Results) -> tuple[str, ...]:
    """The tables that the page must hold as they are computed now, in Markdown."""
    own = (bars_table(results), kinds_table(results), *measured_tables(results))
    tables = (*own, groups_table(results), *rivals_tables(results))
    return tuple(table.markdown() for table in tables)


def page(results: Results, today: date) -> str:
    """The whole page."""
    published, traced = rivals_tables(results)
    versions = ", ".join(f"{name} {version}" for name, version in traced_about()["versions"].items())
    parts = [
        "# How near the memory estimate comes",
        _INTRODUCTION,
        f"As of {today.isoformat()}: llmtui {llmtui.__version__}, Python {platform.python_version()}. The traced set "
        f"was made with {versions}.",
        "## Against traced peaks",
        _TRACED.format(rows=len(traced_rows())),
        *_sections(bars_table(results), kinds_table(results)),
        *_measured(results),
        "## Against published measurements",
        _PUBLISHED.format(rows=len(published_rows())),
        *_sections(groups_table(results), far_table(results), grades_table(results)),
        "## Beside other ways of estimating",
        _OTHERS,
        *_sections(published, traced),
        _RUN,
        *_sections(run_table(results)),
        "## What was entered",
        _SWITCHES,
        *_sections(switches_table()),
        "## Row by row",
        *_sections(traced_table(results), published_table(results, every=False)),
    ]
    return "\n\n".join(parts) + "\n"


def _measured(results: Results) -> list[str]:
    if not results.measured:
        return []
    cards = sorted({row.hardware.removeprefix("1x ") for row in (each.row for each in results.measured)})
    stacks = {name: text for each in results.measured for name, text in each.row.versions.items()}
    text = _MEASURED.format(
        rows=len(results.measured),
        cards=" and ".join(cards),
        versions=", ".join(f"{name} {text}" for name, text in stacks.items()),
    )
    return ["## Against jobs measured here", text, *_sections(*measured_tables(results))]


def _sections(*tables: Table) -> list[str]:
    return [f"**{table.title}**\n\n{table.markdown()}" for table in tables]


def write(results: Results, today: date) -> Path:
    """Write the page and give its place."""
    PAGE.write_text(page(results, today), encoding="utf-8")
    return PAGE


_INTRODUCTION = """\
`llmtui estimate` reckons GPU memory from a config.json and a job file by a closed form. This page holds it against
figures that llmtui did not make up: peaks traced through the real libraries, jobs measured on a GPU, and measurements
that others have published. `python benchmarks/memory_accuracy.py` prints all of it, `--json` for programs, `--write`
writes this page. The figure compared is the allocated peak of one GPU; device context, communicator buffers and
allocator slack stand beside it in the estimate; only the jobs measured here say something of them. Errors are in per
cent of the reference."""

_TRACED = """\
{rows} configurations, each run with the real model, PEFT, optimizer and FSDP2 wrapping on fake tensors while every
storage was followed. The closed form was read off the same libraries, so these errors say how well it reproduces them
over models, shapes and settings, not how well they reproduce a GPU: dropout, fused kernels, fragmentation and prefetch
are in neither. Kinds overlap: a DDP row with checkpointing counts in both. Sizes are compared with the trace's
parameters (with quantization state where the trace gives it), gradients and optimizer states.

Checkpointed rows of seven billion parameters and more lie 0.2 to 1 % above the estimate, and as much above what
`llmtui estimate --trace` finds today. A real step sides with the latter: on the CPU, where torch's profiler counts
every allocation, a checkpointed step agrees with it to 0.3 % (tests/runtime/test_trace_against_a_real_step.py). The
row in NF4 has weights without the output head."""

_MEASURED = """\
{rows} jobs of the bundled runtime on one {cards} with {versions}, three steps each, on models with random weights in
the shapes of the catalogue (benchmarks/measure_on_gpu.py; rows in benchmarks/data/measured_here.jsonl). Allocated is
torch.cuda.max_memory_allocated. Beside it stand what the caching allocator reserved more and what the process took on
the card apart from torch, by the driver: both together are what a job takes, and should lie in the estimate's band."""

_PUBLISHED = """\
{rows} rows from READMEs, documentation and result files, graded by what each says of itself:

- **exact**: one GPU, Hugging Face stack, allocated or reserved memory as torch reports it, and a loop whose switches
  are documented; the rows of generate() say of themselves that their figure is weights and KV cache without what the
  prompt's pass needs on top, so these two components are held against it (the whole peak stands in a line of its own);
- **sharded**: the same over several ranks with DDP or FSDP;
- **rough**: another stack, an old bitsandbytes, a figure read off a chart, or one whose measuring is not stated;
- **not covered**: what a job file cannot say, or a model whose config is not at hand.

A row is a bound where its length is only a cap: an estimate at the cap should lie above the measurement, and how far
says nothing. Reserved memory is at or above what is allocated, so there an estimate should lie a little below. All four
sharded rows have a cap, which batches of 32 to 64 rows padded to the longest all but reach; three of the estimates lie
5 to 10 % below."""

_OTHERS = """\
The same rows by formulas that their authors publish (benchmarks/accuracy/rivals.py names the sources). Each covers
other rows, so llmtui's figures stand beside each for just those. Most take no length or batch, so that single hits say
little. hf-mem has weights and KV cache only, which is what the published generation rows contain."""

_RUN = """\
These programs were run on single rows, not by this benchmark; signed errors in per cent. vramcalc was built on the rows
of its own benchmark (12 and 17)."""

_SWITCHES = """\
A loop that keeps gradients or outputs alive is another program than the Trainer's and needs more memory. What each
source does was taken from its own code, notes or documentation, never from an error. The switches of exact and sharded
rows stand as they were entered before the first comparison; that litgpt and axolotl hold the unquantized parts of a
4-bit model in 16 bit was looked up after it."""
