"""What the system knows of a process."""

import subprocess
from pathlib import Path


def arguments(pid: int) -> list[str]:
    """Its command line; empty when it is gone. Without /proc (macOS) arguments with blanks come apart."""
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_text().rstrip("\0").split("\0")
        except OSError:
            return []
    command = ["/bin/ps", "-ww", "-o", "args=", "-p", str(pid)]
    listing = subprocess.run(command, capture_output=True, text=True, check=False)
    return listing.stdout.split()
