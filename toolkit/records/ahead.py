"""An iterator that runs ahead in a thread of its own, a few items at most."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Any, TypeVar

_Item = TypeVar("_Item")
_WAIT = 0.1  # seconds between looks at whether anybody still wants the items


def run_ahead(items: Iterable[_Item], depth: int) -> Generator[_Item, None, None]:
    """The items in their order, made in another thread while earlier ones are used.

    An error of the iterator is raised where its item would have come. When the consumer stops,
    so does the thread.

    Args:
        items: Are made in the thread.
        depth: How many wait at most.

    >>> list(run_ahead(range(3), 2))
    [0, 1, 2]
    """
    queue: Queue[tuple[str, Any]] = Queue(depth)
    stopped = Event()

    def put(found: tuple[str, Any]) -> bool:
        while not stopped.is_set():
            with suppress(Full):
                queue.put(found, timeout=_WAIT)
                return True
        return False

    def work() -> None:
        try:
            for item in items:
                if not put(("item", item)):
                    return
        except BaseException as error:
            put(("error", error))
        else:
            put(("end", None))

    thread = Thread(target=work, daemon=True)
    thread.start()
    try:
        while True:
            kind, found = queue.get()
            if kind == "end":
                return
            if kind == "error":
                raise found
            yield found
    finally:
        stopped.set()
        with suppress(Empty):
            while True:
                queue.get_nowait()
        thread.join()
