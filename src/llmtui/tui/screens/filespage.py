"""A page with the files of the job beside the form: which one is shown, what changed in it, edits by hand, export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.events import ScreenResume
from textual.reactive import var

from ...domain.edits import EDITABLE, Edit
from ..changes import Looks
from ..context import Context
from ..form.notes import checks_page, verdict
from ..form.outcome import LANGUAGES, MANIFEST_PAGE, Outcome, absent
from ..form.values import to_spec
from ..jobs import file_name, make_edit
from ..keys import key_of
from ..messages import EditReady, Exported
from ..widgets.files import FileView, Tab, TabChosen, Tabs, page
from .foldpage import FoldPage

if TYPE_CHECKING:
    from ...services.prefetch.fetch import Prefetch

FILES = (*LANGUAGES, MANIFEST_PAGE)
CHECKS = "checks"
TITLES = (*FILES, CHECKS)


class FilesPage(FoldPage):
    """`file` is the title of the tab that is shown."""

    file: var[str] = var(TITLES[0])

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        #: The latest outcome, and the latest one that could be reckoned with.
        self._outcome = Outcome()
        self._drawn = Outcome()
        self._edits: dict[str, Edit] = {}
        self._looks = Looks()

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The files that were edited by hand."""
        return tuple(self._edits.values())

    def take_files(self, edits: Sequence[Edit]) -> None:
        """Another job comes, with these edits."""
        self._outcome = self._drawn = Outcome()
        self._edits = {edit.file: edit for edit in edits}
        self._looks.forget()

    # What is shown

    @property
    def files_in_sight(self) -> bool:
        """Whether the user can look at the chosen file: no dialog lies over it, and it is not folded away."""
        return self.is_current and (self.fold == "files" or not self.narrow)

    def show_files(self) -> None:
        """Draw the tabs and the chosen file as the latest outcome has them."""
        self._looks.take(self._drawn.texts)
        if self.files_in_sight:
            self._looks.look(self.file)
        self._draw_files()

    def _draw_files(self) -> None:
        draft = self._drawn.draft
        edited = {applied.file for applied in draft.edited} if draft is not None else set()
        tabs = self.query_one(Tabs)
        tabs.chosen = self.file
        files = tuple(Tab(name, name in edited, self._looks.unseen(name)) for name in FILES)
        tabs.show(files, CHECKS, verdict(self._outcome, self.glyphs))
        contents = {**self._drawn.contents, CHECKS: checks_page(self._outcome, self.glyphs)}
        content = contents.get(self.file, Content.styled(absent(self.file, self._drawn), "$foreground-muted"))
        self.query_one(FileView).show(page(self.file, content, self._looks.changed(self.file)))

    def watch_file(self, before: str, after: str) -> None:
        if self.ready:
            self._move_on(before)

    def on_tab_chosen(self, event: TabChosen) -> None:
        self.file = event.title

    def fold_changed(self, before: str, fold: str) -> None:
        if self.narrow and "files" in (before, fold):
            self._move_on(self.file if before == "files" else "")

    def _move_on(self, left: str) -> None:
        """The user left that file; the chosen one is looked at from now on, where it is in sight."""
        self._looks.move_on(left)
        if self.files_in_sight:
            self._looks.look(self.file)
        self._draw_files()

    def on_screen_resume(self, event: ScreenResume) -> None:
        if self.ready and self.files_in_sight:
            self._move_on("")

    def action_files(self) -> None:
        """The next file; on a narrow screen the first press shows the files in place of the form."""
        if self.narrow and self.fold != "files":
            self.fold = "files"
        else:
            self.file = TITLES[(TITLES.index(self.file) + 1) % len(TITLES)]

    # Edits by hand

    def action_edit(self) -> None:
        """Open the chosen file for editing, as it follows from the form now."""
        if self.file not in EDITABLE:
            words = f"{self.file} is made from the others: choose one of them with {key_of('build', 'files')}"
            self.notify(words, title="Not to be edited", markup=False)
            return
        values, spec, base, edits, file = self.values, self._spec, self._base, self.edits, self.file
        self.background("edit", lambda: make_edit(self.session, to_spec(values, spec), base, edits, file))

    def on_edit_ready(self, event: EditReady) -> None:
        from .edit import EditScreen

        if self.is_current:
            applied = event.applied
            self.app.push_screen(
                EditScreen(self.context, applied), lambda text: self._keep(applied.file, applied.generated, text)
            )

    def _keep(self, file: str, generated: str, text: str | None) -> None:
        """Take the text that was saved, None when the editor was left without."""
        if text is None:
            return
        if text == generated:
            self._edits.pop(file, None)
        else:
            self._edits[file] = Edit(file, generated, text)
        self.form_changed()

    # What it reads from the hub

    def action_stage(self) -> None:
        """Show what the job reads from the hub and fetch it on its cluster."""
        from .stage import StageScreen

        values, spec, base = self.values, self._spec, self._base

        def make() -> Prefetch:
            plan = self.session.preview(to_spec(values, spec), base, check_inputs=False).plan
            return self.session.prefetch(plan)

        self.app.push_screen(StageScreen(self.context, self.cluster, make))

    # Export

    def action_export(self) -> None:
        """Ask for a folder and write the job's files there."""
        from .export import ExportScreen

        values, spec, base, edits = self.values, self._spec, self._base, self.edits
        start = str(Path.cwd() / f"{file_name(spec.name)}-files")
        self.app.push_screen(
            ExportScreen(
                self.context,
                start,
                lambda copy: self.session.preview(to_spec(values, spec), base, edits=edits, copy_inputs=copy),
            ),
            self._exported,
        )

    def _exported(self, done: Exported | None) -> None:
        if done is not None:
            words = f"{done.count} files in {done.folder}; submit there with: sbatch job.sh"
            self.notify(words, title="Written", markup=False)
