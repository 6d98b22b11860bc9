"""lint: findings for job files, job scripts and accelerate YAML, and the list of rules."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from ..catalog.textfile import read_text
from ..domain.bundle import Finding
from ..domain.remotetext import safe_line
from ..errors import RequestError, UnknownNameError
from ..services.session import Session
from .job_files import exit_code, finding_row, preview_job
from .output import narrate, print_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from ..render.rules.rule import Rule
    from ..render.rules.site import Site

Found = tuple[str, Finding]


def lint(options: argparse.Namespace) -> int:
    """Print findings; exit 1 when one of them is an error."""
    if options.rules or options.explain is not None:
        return _rules(options)
    if not options.files:
        raise RequestError("llmtui lint: no file is named", hint="llmtui lint FILE..., or llmtui lint --rules")
    found = _findings(Session(), options.files, options.cluster)
    if options.json:
        print_json({"findings": [{"file": name, **finding_row(finding)} for name, finding in found]})
    else:
        _print(found)
        narrate(f"{len(found)} findings in {len(options.files)} files")
    return exit_code([finding for _, finding in found])


def _findings(session: Session, names: Sequence[str], cluster: str | None) -> list[Found]:
    from ..services.lint import kind_of

    texts = {name: read_text(Path(name), RequestError, keep_mark=True) for name in names}
    jobs = [name for name in names if kind_of(Path(name), texts[name]) == "job"]
    linted = session.lint_files({name: text for name, text in texts.items() if name not in jobs}, cluster)
    _narrate_sites(linted.sites)
    found = [(name, finding) for name in jobs for finding in _job(session, Path(name))]
    return sorted([*found, *linted.findings], key=lambda entry: _place(entry, names))


def _job(session: Session, path: Path) -> tuple[Finding, ...]:
    try:
        return preview_job(session, path, check_inputs=True).findings
    except RequestError as error:
        return (Finding("error", "refused", error.field or "job", error.message, error.hint),)


def _place(entry: Found, names: Sequence[str]) -> tuple[int, int]:
    """Files in the order named, others after them; by line within a file."""
    name, finding = entry
    line = finding.where.removeprefix("line ")
    return names.index(name) if name in names else len(names), int(line) if line.isdigit() else 0


def _print(found: Sequence[Found]) -> None:
    for name, finding in found:
        print(safe_line(f"{name}: {finding.where}: {finding.severity}: {finding.message} [{finding.code}]"))
        if finding.hint:
            print(safe_line(f"  hint: {finding.hint}"))


def _narrate_sites(sites: Mapping[str, Site | None]) -> None:
    for name, site in sites.items():
        if site is None:
            narrate(f"{name}: its cluster is not recognised, limits were not checked; name it with --cluster")
        elif site.evidence:
            narrate(f"{name}: taken for {site.cluster.name}: {', '.join(site.evidence)}")


def _rules(options: argparse.Namespace) -> int:
    from ..render.rules.registry import RULES

    if options.explain is not None and options.explain not in RULES:
        raise UnknownNameError.of("rule", options.explain, RULES)
    shown = [RULES[options.explain]] if options.explain is not None else list(RULES.values())
    if options.json:
        print_json({"rules": [_row(rule) for rule in shown]})
    else:
        for rule in shown:
            print(f"{rule.code} ({rule.severity})")
            for text in (rule.says, f"fix: {rule.fix}" if options.explain is not None else ""):
                for line in wrap(text, 78, initial_indent="  ", subsequent_indent="  "):
                    print(line)
    return 0


def _row(rule: Rule) -> dict[str, str]:
    return {"code": rule.code, "severity": rule.severity, "rule": rule.says, "fix": rule.fix}
