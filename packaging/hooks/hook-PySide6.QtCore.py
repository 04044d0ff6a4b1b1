"""What PyInstaller collects for PySide6.QtCore, less what is never loaded (contents.wanted)."""

from contents import wanted
from PyInstaller.utils.hooks.qt import add_qt6_dependencies

hiddenimports, binaries, datas = add_qt6_dependencies(__file__)
binaries = [(source, target) for source, target in binaries if wanted(f"{target}/{source}")]
datas = [(source, target) for source, target in datas if wanted(f"{target}/{source}")]
