"""The lines of the Job screen: who and when, why, figures, facts."""

from __future__ import annotations

from textual.content import Content

from ...domain.record import JobRecord, Metrics, Partner, RunFacts
from ...services.watching.rows import why
from ...slurm.words import state_text
from ...units import format_gib, group_digits
from ..glyphs import Glyphs, plain_text
from ..jobtext import colour_of, elapsed_s, last_step, limit_s, mark_of, prospect, state_word, told
from ..stack import filled
from ..text import clock, figure, fit, plain, time_of_day

_BAR = 14
#: Why a run with a command of the user's own has no figures.
NO_FIGURES = "no figures: your own command reports none to llmtui; its log says what it does"


def head_line(record: JobRecord, metrics: Metrics, now: float, width: int, glyphs: Glyphs) -> Content:
    """Name, state, where, and the time against its limit; what is least needed goes first where room is short."""
    job = f"{record.cluster} {record.job_id}" if record.job_id is not None else record.cluster
    left = plain(f" {fit_name(record.name, width // 4)}  ", "bold") + Content.styled(
        f"{mark_of(record, glyphs)} {state_word(record)}", f"bold ${colour_of(record)}"
    )
    place = "  ".join(part for part in (job, record.partition, record.status.nodes if record.status else "") if part)
    times = _times(record, now, glyphs, bar=width >= 110)
    end = _end(record, metrics, now, glyphs)
    for middle in (f"   {place}   ", f"   {job}   ", "   "):
        line = left + plain(middle, "$foreground-muted") + times + end
        if line.cell_length <= width:
            return line
    return left + "  " + times


def fit_name(name: str, width: int) -> str:
    """A name cut to `width`, not filled up."""
    return fit(name, max(8, width)).rstrip()


def _times(record: JobRecord, now: float, glyphs: Glyphs, *, bar: bool) -> Content:
    run, limit = elapsed_s(record, now), limit_s(record)
    if run is None:
        return Content.styled(f"limit {clock(limit)} " if limit else "", "$foreground-muted")
    text = Content.assemble((clock(run), "bold"), (f" of {clock(limit)} " if limit else " ", "$foreground-muted"))
    if not bar or not limit:
        return text
    full = filled(int(run), limit, _BAR)
    return text + Content.assemble(
        (glyphs.left_cap, "$foreground-muted"),
        (glyphs.full * full, "$accent"),
        (glyphs.empty * (_BAR - full), "$foreground-disabled"),
        (glyphs.right_cap, "$foreground-muted"),
    )


def _end(record: JobRecord, metrics: Metrics, now: float, glyphs: Glyphs) -> Content:
    if record.status is not None and not record.active and record.status.end:
        return Content.styled(f"  ended {time_of_day(record.status.end, now)}", "$foreground-muted")
    found = prospect(record, metrics, now)
    if found is None:
        return Content("")
    if found.in_time:
        return Content.styled(f"  done about {time_of_day(found.end, now)}, in time", "$success")
    return Content.styled(f"  {glyphs.warn} too slow: needs until {time_of_day(found.end, now)}", "$error")


def why_line(record: JobRecord, metrics: Metrics, now: float, glyphs: Glyphs) -> Content:
    """Why it waits, or how it ended; what it is doing now while it runs; what is not known of it."""
    unknown = told(record, "", now)
    text = why(record)
    if state_word(record) == "RUNNING":
        phase = metrics.facts.phase or ("running your command" if record.task == "script" else "starting")
        text = f"{text}: {phase}" if text else phase
    if record.state in {"FAILED", "OUT_OF_MEMORY"} and metrics.facts.error and metrics.facts.error not in text:
        text = f"{metrics.facts.error}  ({text})" if text else metrics.facts.error
    bad = colour_of(record) == "error"
    if not text and state_word(record) == record.state:
        text = state_text(record.state)
    words = plain(plain_text(f" {text} " if text else " ", glyphs), "$error" if bad else "$foreground-muted")
    if record.others:
        # A second job asks for something to be done, so it is not what is cut off where room is short.
        return plain(plain_text(f" {unknown}", glyphs), "$warning") + words
    return words + plain(plain_text(unknown, glyphs), "$warning")


def figures_line(record: JobRecord, metrics: Metrics, width: int, glyphs: Glyphs) -> Content:
    """The latest figures, each in its own column so that nothing moves when one changes."""
    if record.task == "script":
        return Content.styled(fit(f" {NO_FIGURES}", width, ellipsis=glyphs.ellipsis), "$foreground-muted")
    evals = metrics.series("eval_loss", "eval")
    facts = metrics.facts
    step = f"{group_digits(last_step(metrics))} / {group_digits(facts.max_steps) if facts.max_steps else '?'}"
    # Name, text, width, and how early it goes where room is short.
    columns = [
        ("loss", _trend(metrics.series("loss"), glyphs), 9, 0),
        ("eval", figure(evals[-1][1]) if evals else "-", 7, 0),
        ("lr", _latest(metrics, "learning_rate"), 8, 2),
        ("tokens/s", _latest(metrics, "tokens_per_second"), 8, 1),
        ("memory", _memory(record, metrics), 24, 3),
        ("step", step, 13, 0),
    ]
    while sum(len(name) + size + 3 for name, _, size, _ in columns) > width and len(columns) > 1:
        columns.remove(max(columns, key=lambda column: column[3]))
    return Content(" ").join(
        [
            Content.assemble((f" {name} ", "$foreground-muted"), (f"{plain_text(text, glyphs):<{size}}", "bold"))
            for name, text, size, _ in columns
        ]
    )


def _trend(series: list[tuple[int, float]], glyphs: Glyphs) -> str:
    if not series:
        return "-"
    now = series[-1][1]
    before = series[-2][1] if len(series) > 1 else now
    mark = glyphs.down if now < before else glyphs.up if now > before else glyphs.flat
    return f"{figure(now)} {mark}"


def _latest(metrics: Metrics, name: str) -> str:
    series = metrics.series(name)
    return figure(series[-1][1]) if series else "-"


def _memory(record: JobRecord, metrics: Metrics) -> str:
    series = metrics.series("peak_bytes")
    peak = int(series[-1][1]) if series else metrics.facts.peak_bytes
    if peak is None:
        return "-"
    text = f"{format_gib(peak, decimals=2)} GiB"
    if record.estimate_bytes:
        text += f", est. {format_gib(record.estimate_bytes, decimals=2)}"
    return text


def fact_lines(record: JobRecord, metrics: Metrics, glyphs: Glyphs) -> Content:
    """What is known of the run, a line each."""
    facts = metrics.facts
    rows = [
        ("model", record.model),
        ("task", record.task),
        ("ranks", "" if record.task == "script" else _ranks(facts)),
        ("smoke test", _pair(record.after)),
        ("test of", _pair(record.smoke_of)),
        ("run id", record.id[:8]),
        ("run folder", record.run_dir),
        ("result", _inside(record.output_path, record.run_dir)),
        ("output", _inside(record.log_path, record.run_dir)),
    ]
    if record.edits:
        rows.append(("by hand", ", ".join(edit.file for edit in record.edits)))
    if record.status is not None and record.status.exit_code:
        rows.append(("exit code", record.status.exit_code))
    return Content("\n").join(
        [Content.styled(f" {name:<11}", "$foreground-muted") + plain(text) for name, text in rows if text]
    )


def _ranks(facts: RunFacts) -> str:
    return f"{facts.world_size or '?'} on {facts.device or '?'}, {facts.wrapped or 'not started'}"


def _pair(other: Partner | None) -> str:
    return "" if other is None else f"{other.name}, job {other.job_id or '?'}, run {other.id[:8]}"


def _inside(path: str, folder: str) -> str:
    """A path inside the run folder without it; "" for the folder itself."""
    return path.removeprefix(folder).removeprefix("/")
