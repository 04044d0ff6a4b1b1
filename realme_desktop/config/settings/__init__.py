"""The console's settings: declared once, as data, for the settings pages, the documentation and the files.

`settings.toml` in the data directory holds what the operator changed. A file of the same form in the site
directory, laid down by whoever deploys the console, gives other defaults;
`locked = ["picture.budget_kb"]` (or `locked = true`) in it fixes them.
"""

from .declaration import Setting, SettingValue
from .declared import GROUPS, SETTINGS
from .store import SettingRefused, Settings

__all__ = ["GROUPS", "SETTINGS", "Setting", "SettingRefused", "SettingValue", "Settings"]
