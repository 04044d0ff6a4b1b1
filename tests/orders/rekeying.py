"""A program of its own that changes the data key, says how far it is, and waits to be killed.

`python -m tests.orders.rekeying DATA_DIR MOMENT`
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import keyring

from realme_desktop.config.settings import Settings
from realme_desktop.orders.custody import Custody
from realme_desktop.orders.opening import open_kept
from realme_desktop.records import rekey
from realme_desktop.vault.vault import Vault
from tests.orders.file_keyring import FileKeyring
from tests.records.child import halt
from tests.records.orders import order


def main() -> None:
    folder, moment = Path(sys.argv[1]), sys.argv[2]
    keyring.set_keyring(FileKeyring())
    vault = Vault()
    records = open_kept(folder / "records.db", vault)
    records.add(order(3))
    stops: dict[str, tuple[Any, str, bool]] = {
        "proposed": (rekey, "copy_pages", True),
        "copied": (rekey, "flush", False),
        "renamed": (rekey, "flush_folder", True),
        "confirmed": (Vault, "confirm_data_key", False),
    }
    where, name, before = stops[moment]
    function = getattr(where, name)

    def halting(*args: Any, **kwargs: Any) -> Any:
        if before:
            halt(moment)
        function(*args, **kwargs)
        halt(moment)

    setattr(where, name, halting)
    Custody(records=records, vault=vault, settings=Settings(None), folder=folder).change_key()


if __name__ == "__main__":
    main()
