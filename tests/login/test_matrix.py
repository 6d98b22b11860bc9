"""Every login of the matrix ends as it has to, with its message and with the questions that it needs and no others."""

from __future__ import annotations

import pytest
from tests.realssh import needs

from .cases import Case, cases, run
from .lab import Lab


def check(case: Case) -> None:
    outcome = run(case)
    assert outcome.error == (case.error.__name__ if case.error else ""), outcome.text
    assert [words for words in case.says if words not in outcome.text] == [], outcome.text
    assert outcome.prompts == case.prompts


def test_the_matrix(machines: Lab, subtests: pytest.Subtests) -> None:
    for case in cases(machines):
        with subtests.test(case.name):
            check(case)


def test_second_factors_were_among_them(machines: Lab) -> None:
    needs.need_pam()
    assert set(machines.factors) == {"one", "two", "zero"}
