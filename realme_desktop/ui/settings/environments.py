"""The environments: where RealMe is, how requests are signed, what proxies and certificates apply."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from realme_desktop.ui.language import say
from realme_desktop.ui.settings.context import SettingsContext
from realme_desktop.ui.settings.parts import Outcome, Page, inset_text, labelled, plain_label
from realme_desktop.ui.tasks import async_slot, in_thread
from realme_desktop.ui.theme import LARGE, MEDIUM, SMALL, set_role

if TYPE_CHECKING:
    from realme_desktop.config.environments import Environment

__all__ = ["EnvironmentsPage"]


class EnvironmentsPage(Page):
    """One environment at a time, every point of it a field; locked ones are shown and can't be changed.

    Nothing is kept until "Save", and nothing that `check_environment` calls an error can be saved.
    `changed(str)` carries the environment's key after the file is written.
    """

    changed = Signal(str)

    def __init__(self, context: SettingsContext, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_head(
            self.tr("Environments"),
            self.tr("Where RealMe is and how it is spoken to. Kept without secrets in environments.toml."),
        )
        self._context = context
        self._shown: Environment | None = None
        self._inputs: dict[str, QWidget] = {}

        self._which = QComboBox()
        self._which.setObjectName("environment.which")
        self._new = QPushButton(self.tr("New from this one"))
        self._new.setObjectName("environment.new")
        self._new_key = QLineEdit()
        self._new_key.setObjectName("environment.new.key")
        self._new_key.setPlaceholderText(self.tr("name, for example branch-2"))
        self._new_key.setMaxLength(40)
        head = QHBoxLayout()
        head.setSpacing(SMALL)
        head.addWidget(self._which, 2)
        head.addWidget(self._new_key, 2)
        head.addWidget(self._new)
        self._which.setAccessibleName(self.tr("Environment"))
        self._new_key.setAccessibleName(self.tr("Name of the new environment"))
        self.body.addLayout(head)
        self._outcome = Outcome()
        self._outcome.setObjectName("environment.outcome")
        self.body.addWidget(self._outcome)

        self._fields = QVBoxLayout()
        self._fields.setSpacing(MEDIUM)
        self.body.addLayout(self._fields)
        self._build()

        row = QHBoxLayout()
        self._save = QPushButton(self.tr("Save"))
        self._save.setObjectName("environment.save")
        set_role(self._save, "primary")
        self._restore = QPushButton(self.tr("Back to the preset"))
        self._restore.setObjectName("environment.restore")
        row.addWidget(self._save)
        row.addWidget(self._restore)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)

        self._which.currentIndexChanged.connect(self._choose)
        self._save.clicked.connect(self._keep)
        self._restore.clicked.connect(self._preset)
        self._new.clicked.connect(self._copy)
        self.reload()

    def show_error(self, words: str) -> None:
        self._outcome.say(words, "error")

    # --- the fields --------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._line("base", self.tr("Base address"), self.tr("https, or http to this computer only."))
        self._line(
            "signing_base",
            self.tr("Signed base address"),
            self.tr("Only where a gateway rewrites paths; empty means the base address."),
        )
        headers = QPlainTextEdit()
        headers.setFixedHeight(64)
        headers.setTabChangesFocus(True)
        self._put("headers", headers, self.tr("Extra headers"), self.tr("One a line, as in `env: test`."))
        grid = QGridLayout()
        grid.setHorizontalSpacing(LARGE)
        grid.setVerticalSpacing(MEDIUM)
        self._fields.addWidget(plain_label(self.tr("Signature"), "heading"))
        for place, (name, label, values) in enumerate(
            (
                (
                    "signing.url_encoding",
                    self.tr("URL encoding"),
                    {"java": self.tr("as Java does"), "rfc3986": "", "none": self.tr("not encoded")},
                ),
                (
                    "signing.scope",
                    self.tr("What is encoded"),
                    {"values": self.tr("the parameters"), "whole": self.tr("method and address too")},
                ),
                (
                    "signing.hex_case",
                    self.tr("Hex case"),
                    {"lower": self.tr("small letters"), "upper": self.tr("capital letters")},
                ),
                (
                    "signing.pictures",
                    self.tr("Pictures are signed as"),
                    {"text": self.tr("their BASE64"), "md5": self.tr("the MD5 of their bytes")},
                ),
            )
        ):
            combo = QComboBox()
            for value, meaning in values.items():  # the value is also what the file says
                combo.addItem(f"{value} · {meaning}" if meaning else value, value)
            grid.addWidget(self._named(name, combo, label), place // 2, place % 2)
        self._fields.addLayout(grid)
        self._fields.addWidget(
            plain_label(
                self.tr("Change these when RealMe answers 90102 although the key is right."), "caption"
            )
        )
        self._fields.addWidget(plain_label(self.tr("Network"), "heading"))
        proxy = QComboBox()
        proxy.setEditable(True)
        proxy.addItem(self.tr("as the system says"), "system")
        proxy.addItem(self.tr("none"), "none")
        self._put(
            "proxy", proxy, self.tr("Proxy"), self.tr("Or an address: http://host:port, socks5://host:port.")
        )
        self._line(
            "ca_file", self.tr("Extra CA file"), self.tr("PEM; added to the certificates of the system.")
        )
        times = QGridLayout()
        times.setHorizontalSpacing(LARGE)
        for place, (name, label) in enumerate(
            (
                ("timeouts.connect", self.tr("Connect timeout, seconds")),
                ("timeouts.read", self.tr("Reply timeout, seconds")),
                ("timeouts.write", self.tr("Send timeout, seconds")),
            )
        ):
            spin = QDoubleSpinBox()
            spin.setRange(0.1, 600)
            inset_text(spin)
            spin.setDecimals(1)
            times.addWidget(self._named(name, spin, label), 0, place)
        self._fields.addLayout(times)
        self._fields.addWidget(plain_label(self.tr("Orders"), "heading"))
        threshold = QDoubleSpinBox()
        threshold.setRange(0, 100)
        inset_text(threshold)
        threshold.setDecimals(1)
        self._put(
            "default_threshold",
            threshold,
            self.tr("Threshold for scores"),
            self.tr("From this score on, your own verdict is a match. RealMe's verdict stays beside it."),
        )
        self._line(
            "notify_url",
            self.tr("Notification address (mer_bg_url)"),
            self.tr("Where RealMe may post results; service 108 can't be called without one."),
        )
        self._line("notification_reply", self.tr("Reply to a notification"))
        prefix = QCheckBox(self.tr("Send pictures with the prefix data:image/…;base64,"))
        self._put("picture_prefix", prefix, "")

    def _line(self, name: str, label: str, caption: str = "") -> None:
        self._put(name, QLineEdit(), label, caption)

    def _put(self, name: str, widget: QWidget, label: str, caption: str = "") -> None:
        self._fields.addWidget(self._named(name, widget, label, caption))

    def _named(self, name: str, widget: QWidget, label: str, caption: str = "") -> QWidget:
        widget.setObjectName(f"environment.{name}")
        self._inputs[name] = widget
        if not label and isinstance(widget, QCheckBox):
            widget.setAccessibleName(widget.text())
            return widget
        return labelled(label, widget, caption)

    # --- what is shown -----------------------------------------------------------------------------------

    def reload(self) -> None:
        shown = self._which.currentData()
        environments = self._context.environments()
        self._which.blockSignals(True)
        self._which.clear()
        for environment in environments.all:
            self._which.addItem(say(environment.title), environment.key)
        self._which.blockSignals(False)
        index = max(0, self._which.findData(shown if shown is not None else "integration"))
        self._which.setCurrentIndex(index)
        self._choose(index)
        if environments.problems:
            self._outcome.say("\n".join(say(problem.words) for problem in environments.problems), "warning")

    def choose(self, key: str) -> None:
        """Show this environment; one that there is not leaves what is shown."""
        index = self._which.findData(key)
        if index >= 0:
            self._which.setCurrentIndex(index)

    def _choose(self, index: int) -> None:
        key = self._which.itemData(index)
        if key is None:
            return
        self._outcome.say("")
        self._show(self._context.environments().get(key))

    def _show(self, environment: Environment) -> None:
        self._shown = environment
        for name, widget in self._inputs.items():
            value: Any = environment
            for part in name.split("."):
                value = getattr(value, part)
            self._put_value(widget, value)
            locked = name in environment.locked or name.split(".")[0] in environment.locked
            # The sandbox's address is the program's own; everything else of it may be tried out.
            built_in = not environment.real and name in {"base", "proxy", "ca_file", "headers"}
            widget.setEnabled(not locked and not built_in)
            widget.setToolTip(self.tr("Set by your administrator.") if locked else "")

    def _put_value(self, widget: QWidget, value: Any) -> None:
        if isinstance(widget, QLineEdit):
            widget.setText("" if value is None else str(value))
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText("\n".join(f"{name}: {text}" for name, text in value.items()))
        elif isinstance(widget, QCheckBox):
            widget.setChecked(bool(value))
        elif isinstance(widget, QDoubleSpinBox):
            widget.setValue(float(value))
        elif isinstance(widget, QComboBox):
            index = widget.findData(value)
            if index >= 0:
                widget.setCurrentIndex(index)
            else:
                widget.setEditText(str(value))

    def _value(self, widget: QWidget) -> Any:
        if isinstance(widget, QLineEdit):
            return widget.text().strip()
        if isinstance(widget, QPlainTextEdit):
            pairs = (line.partition(":") for line in widget.toPlainText().splitlines() if line.strip())
            return {name.strip(): text.strip() for name, _, text in pairs}
        if isinstance(widget, QCheckBox):
            return widget.isChecked()
        if isinstance(widget, QDoubleSpinBox):
            return widget.value()
        assert isinstance(widget, QComboBox)
        if widget.isEditable() and widget.currentText() != widget.itemText(widget.currentIndex()):
            return widget.currentText().strip()
        return widget.currentData()

    def edited(self) -> Environment | None:
        """The environment as the fields say; None before one is shown."""
        if self._shown is None:
            return None
        flat: dict[str, Any] = {}
        nested: dict[str, dict[str, Any]] = {}
        for name, widget in self._inputs.items():
            head, _, tail = name.partition(".")
            if tail:
                nested.setdefault(head, {})[tail] = self._value(widget)
            else:
                flat[head] = self._value(widget)
        flat["ca_file"] = Path(flat["ca_file"]) if flat["ca_file"] else None
        for head, values in nested.items():
            flat[head] = dataclasses.replace(getattr(self._shown, head), **values)
        return dataclasses.replace(self._shown, **flat)

    # --- acts --------------------------------------------------------------------------------------------

    @async_slot
    async def _keep(self) -> None:
        from realme_desktop.config.environments import check_environment, save_environment

        environment = self.edited()
        if environment is None:
            return
        problems = check_environment(environment)
        if problems:
            self._outcome.say("\n".join(say(problem.words) for problem in problems), "error")
            return
        await in_thread(save_environment, self._context.paths, environment)
        await self._record(environment.key)
        self.changed.emit(environment.key)
        self.reload()
        self._outcome.say(self.tr("Saved. The next order uses it."), "success")

    async def _record(self, key: str) -> None:
        from realme_desktop.records.acts import Act

        await self._context.record(Act.ENVIRONMENT_CHANGED, environment=key)

    def _preset(self) -> None:
        """Show the preset's values; kept only by "Save"."""
        from realme_desktop.config.environments import PRESETS

        if self._shown is None:
            return
        preset = PRESETS.get(self._shown.key)
        if preset is None:
            self._outcome.say(
                self.tr("This environment is your own; there is no preset to go back to."), "info"
            )
            return
        self._show(dataclasses.replace(preset, locked=self._shown.locked))
        self._outcome.say(self.tr("These are the preset's values. Save to keep them."), "info")

    @async_slot
    async def _copy(self) -> None:
        from realme_desktop.catalog.text import Text
        from realme_desktop.config.environments import EnvironmentKind, check_environment, save_environment

        name = self._new_key.text().strip()
        environment = self.edited()
        if environment is None or not name:
            self._outcome.say(self.tr("Type a name for the new environment first."), "warning")
            self._new_key.setFocus()
            return
        environments = self._context.environments()
        if any(other.key == name for other in environments.all):
            self._outcome.say(self.tr("There is an environment of this name already."), "warning")
            return
        if environment.kind is EnvironmentKind.SANDBOX:
            self._outcome.say(self.tr("Choose integration or production to copy from."), "warning")
            return
        made = dataclasses.replace(environment, key=name, title=Text(name, name), locked=frozenset())
        problems = check_environment(made)
        if problems:
            self._outcome.say("\n".join(say(problem.words) for problem in problems), "error")
            return
        await in_thread(save_environment, self._context.paths, made)
        await self._record(name)
        self._new_key.clear()
        self.changed.emit(name)
        self.reload()
        self._which.setCurrentIndex(max(0, self._which.findData(name)))
        self._outcome.say(self.tr("Made. It needs credentials of its own before it can be used."), "success")
