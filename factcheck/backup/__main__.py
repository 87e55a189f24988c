"""``python -m factcheck.backup save FILE`` and ``restore FILE [--replace]``."""

import argparse
import os
import sys
from pathlib import Path

from factcheck.backup.restore import restore
from factcheck.backup.save import save
from factcheck.embedded.errors import CannotStartError
from factcheck.supervise.plan import read_plan


def main(arguments: list[str]) -> int:
    """Save or restore; 0 when done, 1 with a sentence when not."""
    parser = argparse.ArgumentParser(prog="factcheck.backup")
    parser.add_argument("verb", choices=["save", "restore"])
    parser.add_argument("file")
    parser.add_argument("--replace", action="store_true", help="replace what is there")
    given = parser.parse_args(arguments)
    os.umask(0o077)
    if not given.file:
        sys.stderr.write("Name the file, such as FILE=newsroom.tar.\n")
        return 1
    try:
        plan, file = read_plan({**os.environ, "FACTCHECK_DEMO": "0"}), Path(given.file).resolve()
        if given.verb == "save":
            save(plan, file)
        else:
            restore(plan, file, replaces=given.replace)
    except CannotStartError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
