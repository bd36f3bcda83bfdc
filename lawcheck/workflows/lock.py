"""A lock on an open file that ends with the process, however it ends."""

from __future__ import annotations

import os


def lock(handle: int) -> bool:
    """Lock the file for this process; False if another one has it. Where files cannot be locked, nothing is said."""
    if os.name == "nt":
        return _lock_windows(handle)
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a network folder that knows no locks
        return True
    return True


def _lock_windows(handle: int) -> bool:
    import importlib

    msvcrt = importlib.import_module("msvcrt")
    try:
        os.lseek(handle, 1 << 40, os.SEEK_SET)  # beyond the text, so that it can be read
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    finally:
        os.lseek(handle, 0, os.SEEK_SET)
    return True
