"""`python -m kam`."""

from __future__ import annotations

import sys

from kam.commands import main

if __name__ == "__main__":
    sys.exit(main())
