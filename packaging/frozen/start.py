"""The frozen program's entry: the same as `python -m realme_desktop`."""

import sys

from realme_desktop.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
