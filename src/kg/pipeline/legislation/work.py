"""Files of legislation → parts, by as many processes as there are processors."""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from multiprocessing.connection import wait
from typing import Final

from kg.errors import KgError, Place, UnreadableError
from kg.pipeline.legislation.files import LawFile
from kg.pipeline.legislation.journal import Journal
from kg.pipeline.legislation.part import Part, Setup, make_part

# Fewer files than this are done by this process before another one would have started.
_FEW: Final = 4
# What waits for a process: enough that none is idle, little enough that memory stays small.
_WAITING: Final = 4


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be built, and why."""

    name: str
    error: KgError


@dataclass(slots=True)
class Made:
    """What came of the files *given*: parts, how many of them were there already, failures."""

    made_one: Callable[[Part], None]
    parts: list[Part] = field(default_factory=list)
    given: int = 0
    reused: int = 0
    failures: list[Failed] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """The file of each document (12 hex digits of its content)."""

    def add(self, part: Part) -> None:
        """A part whose files are there."""
        self.parts.append(part)
        self.made_one(part)


@dataclass(frozen=True, slots=True)
class _Task:
    name: str
    content: bytes
    key: str


def make_parts(
    files: Iterable[LawFile], journal: Journal, setup: Setup, made_one: Callable[[Part], None]
) -> Made:
    """The parts of all files: those the journal has, and the others made now and written into it.

    *made_one* is told of each part as soon as its files are there.
    """
    made = Made(made_one)
    for result in _results(_tasks(files, journal, setup, made), setup):
        if isinstance(result, Part):
            journal.add(result)
            made.add(result)
        else:
            made.failures.append(result)
    made.failures.sort(key=lambda failed: failed.name)
    if made.given != len(made.parts) + len(made.failures):
        raise RuntimeError(f"{made.given} files gave {len(made.parts)} parts, {len(made.failures)} failures")
    return made


def _tasks(files: Iterable[LawFile], journal: Journal, setup: Setup, made: Made) -> Iterator[_Task]:
    for name, content in files:
        made.given += 1
        if isinstance(content, KgError):
            made.failures.append(Failed(name, content))
            continue
        made.names[hashlib.sha256(content).hexdigest()[:12]] = name
        key = setup.key(content)
        if (part := journal.get(key)) is not None:
            made.add(part)
            made.reused += 1
        else:
            yield _Task(name, content, key)


def _results(tasks: Iterator[_Task], setup: Setup) -> Iterator[Part | Failed]:
    first = list(islice(tasks, _FEW))
    if len(first) < _FEW:
        yield from (_run(task, setup) for task in first)
        return
    processes = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with _pool(processes, setup) as pool:
        waiting: deque[Future[Part | Failed]] = deque(pool.submit(_run_here, task) for task in first)
        for task in tasks:
            waiting.append(pool.submit(_run_here, task))
            while len(waiting) > _WAITING * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def _pool(processes: int, setup: Setup) -> Iterator[ProcessPoolExecutor]:
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, _begin, (setup,))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_SETUP: list[Setup] = []


def _begin(setup: Setup) -> None:
    """In a fresh process: the terminal's interrupt is the parent's to hear; who loses the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    _SETUP[:] = [setup]
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def end_with_parent() -> None:
    """End this process when the one that started it ends, however that may be."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _run_here(task: _Task) -> Part | Failed:
    return _run(task, _SETUP[0])


def _run(task: _Task, setup: Setup) -> Part | Failed:
    try:
        return make_part(task.name, task.content, task.key, setup)
    except OSError:
        raise  # nothing can be kept: no fault of the file
    except KgError as error:
        if error.place.file is None:
            error.place = replace(error.place, file=task.name)
        return Failed(task.name, error)
    except Exception as error:  # noqa: BLE001 - one bad file never stops the rest; it is reported with its cause
        reason = f"{type(error).__name__}: {error}"
        return Failed(task.name, UnreadableError(reason, place=Place(task.name)))
