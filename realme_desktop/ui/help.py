"""The help window: shortcuts, what to type in the sandbox to see each kind of answer, and the guides."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QTextBrowser, QVBoxLayout, QWidget

from realme_desktop.catalog.model import Role
from realme_desktop.catalog.text import Text

from .language import say
from .theme import MEDIUM, theme
from .widgets.fitting import open_at

if TYPE_CHECKING:
    from .guide import GuidePage

__all__ = ["HelpWindow"]

_FIELDS = {
    Role.FULL_NAME: Text("姓名", "name"),
    Role.ID_NUMBER: Text("身份证号", "ID number"),
    Role.MOBILE: Text("手机号", "mobile"),
    Role.BANK_CARD: Text("卡号", "card"),
    Role.COMPANY: Text("企业名称", "company"),
    Role.VERIFY_CODE: Text("验证码", "verification code"),
    Role.PASSWORD: Text("密码", "password"),
    Role.TASK_ID: Text("任务编号", "task number"),
    Role.FACE_GROUP: Text("人脸组", "face group"),
    Role.IP_ADDRESS: Text("IP 地址", "IP address"),
    Role.AUTHORIZATION: Text("用户授权标识", "authorization"),
}


class HelpWindow(QDialog):
    """`shortcuts` are pairs of keys and what they do, as the menus say it."""

    def __init__(self, shortcuts: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setWindowTitle(self.tr("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, 860, 660)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._page("help.start", self._start()), self.tr("First steps"))
        self.tabs.addTab(self._page("help.shortcuts", self._shortcuts(shortcuts)), self.tr("Shortcuts"))
        self.tabs.addTab(self._page("help.magic", self._magic()), self.tr("Sandbox"))
        self._pages: dict[str, int] = {}
        self._read: dict[int, GuidePage] = {}  # the pages of the guides that were turned to, by their tab
        for name, title in (
            ("user-guide", self.tr("User guide")),
            ("services", self.tr("Services")),
            ("troubleshooting", self.tr("Troubleshooting")),
            ("api", self.tr("Interface")),
        ):
            self._pages[name] = self.tabs.addTab(QWidget(self), title)
        self._pages["about"] = self.tabs.addTab(self._page("help.about", _about()), say(_ABOUT))
        for place in range(self.tabs.count()):
            page = self.tabs.widget(place)
            if page is not None:
                page.setAccessibleName(self.tabs.tabText(place))
            self.tabs.setTabToolTip(place, self.tabs.tabText(place))
        self.tabs.currentChanged.connect(self._turn_to)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        self._close = buttons.button(QDialogButtonBox.StandardButton.Close)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        column.addWidget(self.tabs, 1)
        column.addWidget(buttons)

    def show_page(self, name: str, *, at: str = "") -> None:
        """`start`, `shortcuts`, `magic`, `about`, or a page of the guides; `at` words of it."""
        places = {"start": 0, "shortcuts": 1, "magic": 2, "sandbox": 2, **self._pages}
        kind = name if name in places else name.partition("-")[0]  # `services-face` is one of `services`
        place = places.get(kind, 0)
        self.tabs.setCurrentIndex(place)
        page = self._read.get(place)
        if page is not None:
            page.turn_to(name)
            if at:
                page.go_to(at)

    def _turn_to(self, place: int) -> None:
        """A page of the guides is read when somebody turns to it."""
        name = next((name for name, at in self._pages.items() if at == place), None)
        before = self.tabs.widget(place)
        if name in (None, "about") or before is None or before.layout() is not None:
            return
        from .guide import GuidePage

        page = GuidePage(name, before)
        page.browser.setAccessibleName(self.tabs.tabText(place))
        self._read[place] = page
        # It was made after the button, and Tab is to go as one reads.
        for first, then in ((page.find_line, page.browser), (page.browser, self._close)):
            QWidget.setTabOrder(first, then)
        page.page_wanted.connect(self.show_page)
        column = QVBoxLayout(before)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def _page(self, name: str, html: str) -> QTextBrowser:
        page = QTextBrowser(self)
        page.setObjectName(name)
        page.setFrameShape(QTextBrowser.Shape.NoFrame)
        page.setOpenLinks(False)
        page.setHtml(html)
        page.document().setDocumentMargin(MEDIUM)
        return page

    def _start(self) -> str:
        steps = (
            self.tr(
                "Choose a service at the left, or press Ctrl+L and type its name, pinyin initials or number. "
                "Shift+F1 tells what it asks for and what its verdicts mean."
            ),
            self.tr(
                "Fill the form: Enter goes on, Esc goes back. Fields with a mark are needed; a sentence "
                "under a field says what it lacks. In the sandbox the menu Order fills in an example."
            ),
            self.tr(
                "Press Ctrl+Enter. The order is kept on this computer before anything is sent. The result "
                "appears at the right; an order whose result takes longer waits in the list below."
            ),
            self.tr("Every order stays in the history (Ctrl+H), with its score and the threshold in force."),
            self.tr(
                "The environment is always shown on top. In the sandbox nothing is real and nothing is "
                "charged; in production every order concerns a real person and is charged. View → Change to "
                "integration or production takes you there step by step."
            ),
        )
        return (
            "<ol>" + "".join(f"<li style='margin-bottom:8px'>{escape(step)}</li>" for step in steps) + "</ol>"
        )

    def _shortcuts(self, shortcuts: Sequence[tuple[str, str]]) -> str:
        rows = [(f"<b>{escape(keys)}</b>", escape(what)) for keys, what in shortcuts]
        return _table((self.tr("Keys"), self.tr("What they do")), rows)

    def _magic(self) -> str:
        from realme_desktop.sandbox.magic import MAGIC

        rows = []
        for magic in MAGIC:
            field = _FIELDS.get(magic.role)
            place = say(field) if field else magic.role.value
            if magic.anywhere:
                place = self.tr("{field} or authorization").format(field=place)
            rows.append(
                (
                    f"<b>{escape(magic.trigger)}</b>",
                    escape(place),
                    f"<b>{escape(say(magic.title))}</b><br>{escape(say(magic.sentence))}",
                )
            )
        lead = escape(
            self.tr(
                "The sandbox answers these inputs in a fixed way, as payment test cards do. "
                "They work in the sandbox only."
            )
        )
        return f"<p>{lead}</p>" + _table((self.tr("Type"), self.tr("Into"), self.tr("What happens")), rows)


_ABOUT = Text("关于", "About")
_LICENCES = Text(
    "许可：Apache-2.0。Qt 与 PySide6 按 LGPL 3 使用，可以替换。安装版的程序目录中，"
    "licences 里有全部第三方许可证，sbom.cdx.json 列出所含组件。",
    "Licence: Apache-2.0. Qt and PySide6 are used under the LGPL 3 and may be replaced. In the folder of an "
    "installed program, licences holds those of third parties, and sbom.cdx.json lists what is inside.",
)


def _about() -> str:
    """The version first: it is what a support desk asks for."""
    import platform

    from realme_desktop import __version__

    used = f"Qt {qVersion()}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    lines = (f"<b>RealMe Desktop {escape(__version__)}</b>", escape(used), escape(say(_LICENCES)))
    return "".join(f"<p>{line}</p>" for line in lines)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    line = theme().colour("line").name()
    muted = theme().colour("muted").name()
    cell = f"padding:6px 14px 6px 0; border-bottom:1px solid {line}"
    top = "".join(f"<th align='left' style='color:{muted}; {cell}'>{escape(title)}</th>" for title in head)
    body = "".join(
        "<tr>" + "".join(f"<td style='{cell}'>{text}</td>" for text in row) + "</tr>" for row in rows
    )
    return f"<table width='100%' cellspacing='0'><tr>{top}</tr>{body}</table>"
