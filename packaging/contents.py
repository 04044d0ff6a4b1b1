"""What goes into the frozen program, declared once for the spec and for the test that checks it."""

from __future__ import annotations

# (folder in the source tree, folder in the frozen program)
DATA_FOLDERS = (("resources", "realme_desktop/resources"),)

# Imported by name at run time, unseen by PyInstaller's analysis. Keyring's backends come with the hook
# that PyInstaller ships for keyring.
HIDDEN_IMPORTS = (
    "PySide6.QtSvg",
    "socksio",
)

EXCLUDED_MODULES = (
    "tkinter",
    "unittest",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtDesigner",
    "PySide6.QtTest",
    "PIL.ImageTk",
    "PIL.ImageQt",
)

# Parts of Qt that the console never loads, by a piece of their path. The platform plugins that stay are the
# desktop's own and offscreen, which the smoke test uses.
UNUSED_QT = (
    "plugins/platformthemes/libqgtk3",
    "plugins/platforms/libqeglfs",
    "plugins/platforms/libqlinuxfb",
    "plugins/platforms/libqvkkhrdisplay",
    "plugins/platforms/libqvnc",
    "plugins/platforms/libqminimalegl",
    "plugins/egldeviceintegrations",
    "plugins/tls",
    "plugins/networkinformation",
    "plugins/qmltooling",
    "Qt/qml",
    "libQt6Quick",
    "libQt6Qml",
    "translations/assistant_",
    "translations/designer_",
    "translations/linguist_",
    "translations/qtdeclarative_",
    "translations/qt_help_",
)
