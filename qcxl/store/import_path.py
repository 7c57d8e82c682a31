"""The folders from which code is imported: never the current one, where strangers' files lie."""

from __future__ import annotations

# Loaded by every Python before it runs anything: until the path is clean, all else might be planted.
import os
import sys

_SAFE = "PYTHONSAFEPATH"
_PATH = "PYTHONPATH"


class SafeStart:
    """A context in which Python processes start without the current folder on their path.

    `multiprocessing` starts the fork server, its tracker and spawned children as `python -c …`, which puts
    the current folder first: a `struct.py` beside the workbooks would run in them.
    """

    def __enter__(self) -> None:
        self._before = os.environ.get(_SAFE)
        os.environ[_SAFE] = "1"

    def __exit__(self, *_raised: object) -> None:
        if self._before is None:
            os.environ.pop(_SAFE, None)
        else:
            os.environ[_SAFE] = self._before


def forget_current_folder(*, started_there: bool = False) -> None:
    """Take the current folder off the path of this process and of those it starts.

    PYTHONPATH names the current folder by an empty or relative entry; an absolute one is somebody's decision.
    `started_there` tells that Python itself put the folder first, as `python -m` does. Where the program lies
    in the current folder, that folder goes behind all others.
    """
    try:
        here = os.getcwd()  # noqa: PTH109 - pathlib is not loaded yet
    except OSError:
        # A folder that is gone holds no code.
        return
    stated = os.environ.get(_PATH, "")
    kept = [entry for entry in stated.split(os.pathsep) if os.path.isabs(entry)]  # noqa: PTH117
    if stated:
        os.environ[_PATH] = os.pathsep.join(kept)
    relative = {os.path.abspath(entry) for entry in stated.split(os.pathsep) if stated} - set(kept)  # noqa: PTH100
    first = started_there and not sys.flags.safe_path and sys.path[:1] in ([here], [""])
    path = sys.path[1:] if first else sys.path
    # Python makes the entries of PYTHONPATH absolute before anything of ours runs.
    sys.path[:] = [entry for entry in path if os.path.isabs(entry) and entry not in relative]  # noqa: PTH117
    home = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
    if home == here and home not in sys.path:
        sys.path.append(home)
