"""``python -m factcheck.supervise``: what ``make run`` starts."""

import os
import sys

from factcheck.embedded.errors import CannotStartError
from factcheck.supervise.folder import held
from factcheck.supervise.plan import read_plan
from factcheck.supervise.run import Run


def main() -> int:
    """Run the product until told to stop; 0 when it stopped in order, 1 when it cannot start."""
    # What we make is for this account only, whatever the terminal's habit is.
    os.umask(0o077)
    try:
        plan = read_plan()
        with held(plan.folder, by=plan.address):
            Run(plan).go()
    except CannotStartError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
