"""The page of the templates: what is kept is in force, what is wrong is told and not kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton

from realme_desktop.config.environments import load_environments
from realme_desktop.config.paths import Paths
from realme_desktop.config.settings import Settings
from realme_desktop.config.templates import STANDARD, Templates
from realme_desktop.ui.settings.context import SettingsContext
from realme_desktop.ui.settings.texts import TextsPage
from tests.waiting import until


async def test_a_template_of_a_service_is_kept_and_taken_back(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "data", site_dir=tmp_path / "site")
    paths.ensure()

    async def nothing(*_: object) -> None:
        raise AssertionError("nobody asks for a connection here")

    context = SettingsContext(
        paths=paths,
        settings=Settings.load(paths),
        environments=lambda: load_environments(paths),
        vault=lambda: None,
        check_connection=nothing,
    )
    page = TextsPage(context)
    try:
        text = page.findChild(QPlainTextEdit, "texts.template")
        await until(lambda: text.toPlainText() == STANDARD)
        service = page.findChild(QComboBox, "texts.service")
        service.setCurrentIndex(service.findData("namecheck"))
        text.setPlainText("{nonsense}")
        page.findChild(QPushButton, "texts.keep").click()
        assert "{nonsense}" in page._outcome.text()
        assert Templates.load(paths).of("namecheck") == STANDARD
        text.setPlainText("{order_id}\n{outcome}")
        page.findChild(QPushButton, "texts.keep").click()
        await until(lambda: Templates.load(paths).of("namecheck") == "{order_id}\n{outcome}")
        assert Templates.load(paths).of("cardcheck") == STANDARD
        page.findChild(QPushButton, "texts.default").click()
        await until(lambda: Templates.load(paths).of("namecheck") == STANDARD)
        assert text.toPlainText() == STANDARD
        page.resize(760, 620)
        page.show()
        page.grab().save(str(tmp_path / "texts.png"))
    finally:
        page.close()
        page.deleteLater()
