"""The frozen program's entry: the same as `python -m realme_desktop`."""

import os
import sys


def _leave_others_alone() -> None:
    """The bootloader points the loader at our libraries. A browser or file manager that we open must not get
    them: it would start with ours in the place of its own. Our own loading is not touched: the loader has
    read the variable at the start."""
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        before = os.environ.pop(f"{name}_ORIG", None)
        os.environ.pop(name, None)
        if before:
            os.environ[name] = before


def _tell_the_installer() -> None:
    """Windows: the set-up looks for this name (AppMutex) before it replaces files. It lasts as long as we do.
    Another user's console may hold it already; that is told apart by nobody."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.CreateMutexW(None, False, "Global\\RealMeDesktop")


if __name__ == "__main__":
    _leave_others_alone()
    _tell_the_installer()
    from realme_desktop.__main__ import main

    sys.exit(main())
