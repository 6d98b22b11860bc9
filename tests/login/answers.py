"""A user for tests: answers in turn, and remembers what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from llmtui.remote.prompter import HostAnswer, Question, UnknownHost

Answer = Sequence[str] | None


class Answers:
    """`answers` one a question, `hosts` one an unknown host; a question too many is a failure of the test."""

    def __init__(self, answers: Iterable[Answer] = (), hosts: Iterable[HostAnswer] = ()) -> None:
        self._answers = list(answers)
        self._hosts = list(hosts)
        self.questions: list[Question] = []
        self.unknown: list[UnknownHost] = []
        self.told: list[str] = []

    def ask(self, question: Question) -> Answer:
        self.questions.append(question)
        assert self._answers, f"nobody expected a question: {question.title}, {question.text.line()}"
        return self._answers.pop(0)

    def unknown_host(self, host: UnknownHost) -> HostAnswer:
        self.unknown.append(host)
        assert self._hosts, f"nobody expected an unknown host: {host}"
        return self._hosts.pop(0)

    def telling(self, text: str) -> None:
        self.told.append(text)

    @property
    def prompts(self) -> list[str]:
        """The text of every prompt."""
        return [prompt.text.line() for question in self.questions for prompt in question.prompts]
