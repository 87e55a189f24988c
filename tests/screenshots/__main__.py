"""Make the pictures of the documentation anew: ``python -m tests.screenshots [FOLDER]``."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.harness.chromium import find_chromium, launch_flags
from tests.harness.servers import ROOT
from tests.screenshots.newsroom import newsroom
from tests.screenshots.pictures import Camera
from tests.screenshots.told import tell


def main() -> None:
    """Start a newsroom of its own, do what the tutorials tell, write every picture, stop."""
    camera = Camera(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "docs" / "images")
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=launch_flags()
        )
        with newsroom(Path(folder), browser) as here:
            tell(here, camera)
        browser.close()
    if camera.missing:
        sys.exit(f"Not taken: {', '.join(camera.missing)}")
    sys.stdout.write(f"{len(camera.taken)} pictures in {camera.folder}\n")


if __name__ == "__main__":
    main()
