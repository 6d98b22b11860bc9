"""Whatever a JobSpec holds comes back from its file; whatever a file holds ends in a JobSpec or a clear error."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.refusals import refusal

from llmtui.catalog import yamlio
from llmtui.catalog.clusterfile import parse_cluster
from llmtui.catalog.jobdump import dump_job
from llmtui.catalog.jobfile import parse_job
from llmtui.domain.job import Inference, JobSpec, Lora, Placement, Script, Training

BASE = "version: 1\nname: n\ntask: finetune\nmodel: m\n"

_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_number = st.floats(allow_nan=False, allow_infinity=False)
_count = st.integers(-(10**30), 10**30)
_tuple = st.lists(_text, max_size=3).map(tuple)
_name = _text.filter(lambda text: bool(text.strip()))
_specs = st.builds(
    JobSpec,
    version=st.just(1),
    name=_name,
    task=st.sampled_from(["finetune", "inference", "serve", "script"]),
    model=_text,
    placement=st.builds(
        Placement, cluster=st.none() | _text, nodes=_count, time=_text, extra_sbatch=_tuple, launcher=st.just("srun")
    ),
    training=st.builds(
        Training,
        dataset=st.none() | _text,
        dataset_config=st.none() | _text,
        dataset_train_split=_text,
        mixed_precision=st.sampled_from(["no", "bf16", "fp16"]),
        learning_rate=_number,
        eval_steps=st.none() | _count,
        packing=st.booleans(),
        lora=st.builds(Lora, r=_count, lora_dropout=_number, target_modules=_text | _tuple),
    ),
    inference=st.builds(Inference, temperature=_number, prompts=_text),
    script=st.builds(Script, command=st.none() | _text, files=_tuple),
)

_plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | _number | _text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_text, inner, max_size=3),
    max_leaves=8,
)
_keys = st.sampled_from(["name", "task", "training", "training.seed", "training.lora", "placement.time", "zz", "a.b"])
#: Text that is close enough to YAML to get past its first characters.
_almost_yaml = st.lists(
    st.sampled_from([*"\n\n  :-[]{},&*!?|>%@'\"#", "a", "name: ", "- ", "training:", "  seed: ", "1e9", "&x", "*x"]),
    max_size=40,
).map("".join)


@given(_specs)
def test_a_job_comes_back_from_its_file(spec: JobSpec) -> None:
    assert parse_job(dump_job(spec), "job.yaml") == spec


@given(_text | _almost_yaml)
@settings(max_examples=300)
def test_any_text_is_a_job_or_a_clear_error(text: str) -> None:
    for parse in (lambda: parse_job(text, "f"), lambda: parse_job(BASE + text, "f"), lambda: parse_cluster(text, "f")):
        error = refusal(parse)
        assert error is None or (error.message.startswith("f") and error.exit_code == 2)


@given(_keys, _text | _almost_yaml)
def test_any_override_is_a_job_or_a_clear_error(key: str, value: str) -> None:
    error = refusal(lambda: parse_job(BASE, "f", [f"{key}={value}"]))
    assert error is None or error.message.startswith(f"--set {key}")


@given(_keys, _plain)
def test_any_value_anywhere_is_a_job_or_a_clear_error(key: str, value: object) -> None:
    error = refusal(lambda: parse_job(BASE, "f", [f"{key}={_flow(value)}"]))
    assert error is None or all(line.startswith(f"--set {key}") for line in error.message.split("\n"))


@given(_plain)
def test_flow_text_comes_back_as_it_was(value: object) -> None:
    assert yamlio.load(_flow(value), "f") == value


def _flow(value: object) -> str:
    """The value as YAML, by way of the writer of job files."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"? {_flow(key)} : {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        # Lone in a list of one, so that the writer's own quoting is what is tested.
        lines = dump_job(JobSpec(name="n", task="script", model="m", script=Script(value))).splitlines()
        return next(line for line in lines if line.startswith("  command: ")).removeprefix("  command: ")
    return "null" if value is None else str(value).lower()
