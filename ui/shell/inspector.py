"""The inspector: the person in focus, on every page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facility_app.core.subjects import Subject, SubjectKind
from resources.text import _
from ui import theme
from ui.context import Context
from ui.widgets.basics import button, clear, label


class Inspector(QWidget):
    """Who is in focus, what to watch, and the acts that are one key away."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.INSPECTOR)
        self._context = context
        self._layout = QVBoxLayout()
        self._layout.setContentsMargins(theme.M, theme.L, theme.M, theme.M)
        self._layout.setSpacing(theme.S)
        self.setLayout(self._layout)
        context.focused.connect(self.show_person)
        self.show_person(None)

    def show_person(self, person: Subject | None) -> None:
        """Show somebody, or that nobody is in focus."""
        clear(self._layout)
        if person is None or person.kind is not SubjectKind.PERSON:
            self._layout.addWidget(
                label(_("Choose a person on any page to see him or her here."), quiet=True, wraps=True)
            )
            self._layout.addStretch()
            return
        self._layout.addWidget(label(person.name, size=theme.SECTION_PT, bold=True))
        self._layout.addWidget(label(f"{person.number}   {person.cell or _('no cell')}", quiet=True))
        self._layout.addWidget(button(_("Open"), lambda: self._context.show_page("person", person.number)))
        self._layout.addStretch()
