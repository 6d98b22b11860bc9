"""The whole line for real: demo job files, embedded Slurm, Hugging Face stack; no screen and no fake anywhere."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Iterator
from math import log
from pathlib import Path

import pytest

from llmtui.catalog.data import data_root
from llmtui.catalog.jobfile import load_job
from llmtui.domain.record import JobRecord, Metrics
from llmtui.services.paths import Paths
from llmtui.services.session import Session
from llmtui.services.watching.follow import follow

_LACKING = [name for name in ("torch", "transformers", "accelerate", "peft") if importlib.util.find_spec(name) is None]
pytestmark = [
    pytest.mark.runtime,
    pytest.mark.timeout(900),
    pytest.mark.skipif(bool(_LACKING), reason=f"needs {', '.join(_LACKING)}: pip install 'llmtui[runtime]'"),
]
DEMO = data_root() / "assets" / "demo"
#: A fifth of the demo job's steps: enough to learn more than letter counts.
_SHORT = ("training.max_steps=120", "training.eval_steps=60", "training.save_steps=60", "training.warmup_steps=5")


class Line:
    """One session over the whole module; `states` are those that were seen of the last job, in their order."""

    def __init__(self, home: Path) -> None:
        self.session = Session(Paths(home / "config", home / "state", home / "cache"))
        self.states: list[str] = []

    def run(self, name: str, *overrides: str) -> JobRecord:
        self.states = []
        draft = self.session.preview(load_job(DEMO / name, overrides), DEMO)
        assert draft.errors == ()
        record = self.session.submit(draft)
        return follow(self.session, record, on_change=lambda changed: self.states.append(changed.state))

    def metrics(self, record: JobRecord) -> Metrics:
        return self.session.metrics_follower(record).poll()

    def log(self, record: JobRecord) -> str:
        follower = self.session.log_follower(record, from_start=True)
        return follower.poll().text + follower.finish()


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    made = Line(tmp_path_factory.mktemp("home"))
    yield made
    for record in made.session.jobs():
        if record.active:
            made.session.cancel(record)


def _unigram_entropy(path: Path, tokens: Path) -> float:
    """Nats a token of the text when nothing but how often each token comes is known."""
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(tokens)
    texts = [json.loads(text)["text"] for text in path.read_text().splitlines()]
    counts = Counter(token for text in texts for token in tokenizer(text)["input_ids"])
    whole = sum(counts.values())
    return -sum(count / whole * log(count / whole) for count in counts.values())


def _training_learns_more_than_letter_counts(line: Line, trained: JobRecord) -> None:
    metrics = line.metrics(trained)
    held_out = metrics.series("eval_loss", "eval")
    assert [step for step, _ in held_out] == [0, 60, 120]
    assert held_out[-1][1] < _unigram_entropy(DEMO / "eval.jsonl", DEMO / "model") < held_out[0][1]
    assert metrics.facts.outcome == "completed"
    assert metrics.facts.max_steps == 120


def _events_equal_the_trainers_own_record(line: Line, trained: JobRecord) -> None:
    state = json.loads((Path(trained.output_path) / "checkpoint-120" / "trainer_state.json").read_text())
    logged = [(entry["step"], entry["loss"]) for entry in state["log_history"] if "loss" in entry]
    assert logged
    assert line.metrics(trained).series("loss") == logged


def _the_log_was_kept_and_the_model_loads(line: Line, trained: JobRecord) -> None:
    from transformers import AutoModelForCausalLM

    assert "120/120" in line.log(trained)
    model = AutoModelForCausalLM.from_pretrained(trained.output_path)
    spec = line.session.model(f"job:{trained.name}", DEMO)
    assert sum(parameter.numel() for parameter in model.parameters()) == spec.parameters


def _the_trained_model_answers_each_prompt_once(line: Line, trained: JobRecord) -> None:
    record = line.run("infer.yaml")
    assert record.state == "COMPLETED", line.log(record)
    prompts = [json.loads(text) for text in (DEMO / "prompts.jsonl").read_text().splitlines()]
    answers = [json.loads(text) for text in Path(record.output_path).read_text().splitlines()]
    assert [answer["id"] for answer in answers] == [prompt["id"] for prompt in prompts]


def test_the_demo_job_trains_and_its_model_answers(line: Line) -> None:
    """One test, for each test process that had a part of it would train for itself, all at once on few cores."""
    trained = line.run("job.yaml", *_SHORT)
    assert trained.state == "COMPLETED", line.log(trained)
    _training_learns_more_than_letter_counts(line, trained)
    _events_equal_the_trainers_own_record(line, trained)
    _the_log_was_kept_and_the_model_loads(line, trained)
    _the_trained_model_answers_each_prompt_once(line, trained)


def test_data_that_is_gone_when_the_job_starts(line: Line, tmp_path: Path) -> None:
    data = tmp_path / "text.jsonl"
    data.write_text('{"text": "some text"}\n')
    draft = line.session.preview(load_job(DEMO / "job.yaml", [f"training.dataset={data}"]), DEMO)
    data.unlink()
    record = follow(line.session, line.session.submit(draft))
    row = line.session.row(record)
    assert (row["state"], row["exit_code"]) == ("FAILED", "1:0")
    assert f"{data} does not exist" in str(row["reason_text"])
