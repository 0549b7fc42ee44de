"""The garbage collector, paused while a page is read.

A page becomes very many small objects at once, none of which refer to each other in circles; the
collector would go through all of them time and again, and find nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector, if it runs; for use with ``with`` or as a decorator.

    >>> with collector_paused():
    ...     gc.isenabled()
    False
    """
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            gc.enable()
