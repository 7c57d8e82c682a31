"""`python -m qcxl`, for machines where the script is not on the path.

Python itself looks into the current folder first, before a line of ours runs; `python -P -m qcxl` does not.
"""

from __future__ import annotations

import sys

from qcxl.store.import_path import forget_current_folder

if __name__ == "__main__":
    forget_current_folder(started_there=True)
    # Not before: from here on nothing comes from the current folder.
    from qcxl.cli import main

    sys.exit(main())
