"""What of the data folder belongs to the newsroom rather than to this machine."""

import json
from pathlib import Path

from factcheck.backup.archive import OVERLAY, SETTINGS
from factcheck.demo.overlay import overlay_folder
from factcheck.embedded.places import keep_secret, write_private
from factcheck.supervise.services import DEMO_PASSWORD, DEMO_PORT, SECRETS_KEPT

DEMO_FILES = (DEMO_PORT, DEMO_PASSWORD)


def collect(folder: Path) -> dict[str, bytes]:
    """Return the files to save, by their name in the archive.

    The database roles' passwords stay behind: they open this machine's cluster only.
    """
    settings: dict[str, object] = {}
    try:
        kept = json.loads((folder / "secrets.json").read_text())
    except (OSError, ValueError):
        kept = {}
    settings["secrets"] = {name: kept[name] for name in SECRETS_KEPT if name in kept}
    for name in DEMO_FILES:
        if (folder / name).exists():
            settings[name] = (folder / name).read_text().strip()
    files = {SETTINGS: json.dumps(settings).encode()}
    overlay = overlay_folder(folder)
    for path in sorted(overlay.glob("[!.]*")) if overlay.is_dir() else ():
        files[OVERLAY + path.name] = path.read_bytes()
    return files


def restore(folder: Path, files: dict[str, bytes]) -> None:
    """Put saved files back into the data folder, secrets among those that are there."""
    settings = json.loads(files[SETTINGS])
    for name, value in settings["secrets"].items():
        if name in SECRETS_KEPT:
            keep_secret(folder, name, str(value))
    for name in DEMO_FILES:
        if name in settings:
            write_private(folder / name, f"{settings[name]}\n")
    overlay = overlay_folder(folder)
    for path in overlay.glob("*") if overlay.is_dir() else ():
        path.unlink()
    for name, content in files.items():
        # Only the last part counts, so that no name leads out of the folder.
        if name.startswith(OVERLAY):
            overlay.mkdir(mode=0o700, exist_ok=True)
            (overlay / Path(name).name).write_bytes(content)
