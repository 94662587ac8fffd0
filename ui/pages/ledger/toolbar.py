"""Above the page: its zoom, and how many pages there are."""

from PySide6.QtWidgets import QWidget

from resources.text import _, ngettext
from ui.pages.preview import Preview
from ui.widgets.basics import ToolButton, icon, label, row


class PreviewBar(QWidget):
    """Zoom and page count of a preview."""

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self._preview = preview
        self.pages = label("", quiet=True)
        self.percent = label("", quiet=True)
        smaller = _tool("mdi6.magnify-minus-outline", _("Smaller"), "Ctrl+-")
        larger = _tool("mdi6.magnify-plus-outline", _("Larger"), "Ctrl++")
        fit = _tool("mdi6.arrow-expand-horizontal", _("As wide as there is room"), "Ctrl+0")
        smaller.clicked.connect(lambda _on=False: preview.step(-1))
        larger.clicked.connect(lambda _on=False: preview.step(1))
        fit.clicked.connect(lambda _on=False: preview.fit())
        line = row(self.pages)
        line.addStretch()
        for one in (smaller, self.percent, larger, fit):
            line.addWidget(one)
        self.setLayout(line)
        preview.zoomed.connect(self._show_zoom)

    def show_pages(self, count: int) -> None:
        """Tell how many pages there are."""
        self.pages.setText(ngettext("{count} page", "{count} pages", count).format(count=count))

    def _show_zoom(self, percent: int) -> None:
        self.percent.setText(f"{percent} %")


def _tool(name: str, text: str, keys: str) -> ToolButton:
    made = ToolButton()
    made.setIcon(icon(name))
    made.setAccessibleName(text)
    made.setToolTip(f"{text} ({keys})")
    return made
