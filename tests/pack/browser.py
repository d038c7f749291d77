"""A page in headless Chromium, read back as the browser understood it."""

import subprocess
from pathlib import Path

from tests.lacking import needed

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--proxy-server=127.0.0.1:9",
    "--virtual-time-budget=20000",
)
"""Whatever the page asks for outside goes to a port where nobody answers."""


def document(page: Path, profile: Path) -> str:
    """The page's document after its scripts, if it has any, have run."""
    program = needed("chromium", "chromium-browser", "google-chrome")
    command = [program, *FLAGS, f"--user-data-dir={profile}", "--dump-dom", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert "<html" in done.stdout, done.stderr
    return done.stdout
