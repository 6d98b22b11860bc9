"""A page whose form takes jobs from elsewhere: it asks before it gives up what is only in the form, and keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from ...domain.edits import Edit
from ...domain.job import JobSpec
from ...errors import RequestError
from ...remote.userpath import expanded
from ..context import Context
from ..errors import tell
from ..form.change import FormKept
from ..form.values import to_values
from ..keys import key_of
from ..messages import DemoAsked, FileAsked
from .filespage import FilesPage


class LoadPage(FilesPage):
    """Loads the demo job, files and earlier jobs in place of what is in the form."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        #: What the form held when it was last known to be in a file or a job too.
        self._texts_elsewhere: dict[str, str] = {}
        self._edits_elsewhere: tuple[Edit, ...] = ()

    def action_demo(self) -> None:
        """Load the demo job."""
        self.post_message(DemoAsked())

    def action_open_file(self) -> None:
        """Ask for a job file or a job script and load it."""
        from .path import PathScreen

        screen = PathScreen("Load a job file or a job script into the form", "job.yaml", str(self._base) + "/", "Load")
        self.app.push_screen(screen, self._open_file)

    def _open_file(self, path: str | None) -> None:
        if not path:
            return
        try:
            self.post_message(FileAsked(expanded(path)))
        except RequestError as error:
            tell(self.app, error)

    async def mount_sheet(self, values: Mapping[str, str]) -> None:
        """Put the form with these texts on the page."""

    async def load(self, spec: JobSpec, base: Path, edits: Sequence[Edit] = (), *, elsewhere: bool = True) -> None:
        """Take another job into the form, which is mounted when the first one comes.

        `elsewhere`: the edits are in a file or in a job too; those of the form as it was left are not.
        """
        texts, edits = to_values(spec), tuple(edits)
        form = FormKept(spec, base, texts, edits, texts, edits if elsewhere else ())
        if self._sheet is not None:
            self.keep_back(self._kept_form())
            self._put(form)
            return
        self._hold(form)
        await self.mount_sheet(texts)
        self.form_changed()

    def is_elsewhere(self) -> None:
        """What is in the form was submitted: the job has it too."""
        self._texts_elsewhere, self._edits_elsewhere = self.values, self.edits

    def before_load(self, name: str, go_on: Callable[[], object]) -> None:
        """Go on to load the job of that name; asks first where the form has something that is nowhere else."""
        undo = f"{key_of('build', 'undo')} brings this form back while llmtui is open."
        self._before("job that comes", undo, name, go_on)

    def ask_for_form(self, form: FormKept) -> None:
        self._before(
            "form that comes back", "They are lost.", form.texts.get("name", ""), partial(self._bring_back, form)
        )

    def _before(self, why: str, undo: str, name: str, go_on: Callable[[], object]) -> None:
        at_stake = "" if self._sheet is None else self._kept_form().at_stake
        if not at_stake:
            go_on()
            return
        from .confirm import ConfirmScreen

        def answered(yes: bool | None) -> None:
            if yes:
                go_on()

        words = f"{at_stake} not part of the {why}.\n{undo}"
        self.app.push_screen(ConfirmScreen(f"Put {name} into the form?", words, "replaces the form"), answered)

    def _bring_back(self, form: FormKept) -> None:
        self.drop_back()
        self._put(form)
        self.notify(form.texts.get("name", ""), title="Back in the form", markup=False)

    def _kept_form(self) -> FormKept:
        return FormKept(self._spec, self._base, self.values, self.edits, self._texts_elsewhere, self._edits_elsewhere)

    def _put(self, form: FormKept) -> None:
        """Show that form in place of the present one."""
        self._hold(form)
        if self._sheet is not None:
            self._sheet.show_values(form.texts)
        self.form_changed()

    def _hold(self, form: FormKept) -> None:
        self._spec, self._base = form.spec, form.base
        self._texts_elsewhere, self._edits_elsewhere = dict(form.texts_elsewhere), form.edits_elsewhere
        self.take_files(form.edits)
