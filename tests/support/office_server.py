"""A LibreOffice that stays open and converts files; runs under the system's Python, the one with `uno`.

Arguments: the LibreOffice program and its profile. Each line on standard input is a JSON object with
`source`, `target` and `filter`; each answer is a line, empty where all went well. It ends with its input.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from typing import Any

from clerk_hands import connected, property_value, started, system_url
from com.sun.star.lang import DisposedException


def convert(desktop: Any, source: str, target: str, to: str) -> str:
    """Nothing, or why `target` could not be made of `source`."""
    document = desktop.loadComponentFromURL(
        system_url(source), "_blank", 0, (property_value("Hidden", True),)
    )
    if document is None:
        return f"cannot be opened: {source}"
    try:
        document.storeToURL(system_url(target), (property_value("FilterName", to),))
    finally:
        document.close(False)
    return ""


def main() -> None:
    """Everything asked for, in one LibreOffice."""
    program, profile = sys.argv[1:]
    pipe, command = started(program, profile)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as office:
        desktop = connected(pipe, office)
        try:
            for line in sys.stdin:
                asked = json.loads(line)
                try:
                    said = convert(desktop, asked["source"], asked["target"], asked["filter"])
                except DisposedException:
                    return  # The office is gone, and with it this server: whoever asked starts another.
                except Exception as error:  # noqa: BLE001 - whoever asked is told
                    said = f"{type(error).__name__}: {error}"
                sys.stdout.write(said.replace("\n", " ") + "\n")
                sys.stdout.flush()
        finally:
            with suppress(DisposedException):
                desktop.terminate()


if __name__ == "__main__":
    main()
