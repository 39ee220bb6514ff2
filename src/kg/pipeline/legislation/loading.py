"""A ground laid by a process of its own while the files it is made of are still being written."""

from __future__ import annotations

import multiprocessing
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Final

from kg.pipeline.legislation.work import end_with_parent
from kg.store.ground import lay_ground

_CONTEXT: Final = multiprocessing.get_context("spawn")
# So few files are loaded before a process has started.
_FEW: Final = 50


class Loading:
    """The store at *path*, being filled with the files that are added, each once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._added: dict[Path, None] = {}
        self._files: Queue[Path | None] = _CONTEXT.Queue()
        self._process: BaseProcess | None = None

    def add(self, file: Path) -> None:
        """A file that is whole on the disk."""
        if file in self._added:
            return
        self._added[file] = None
        if self._process is not None:
            self._files.put(file)
        elif len(self._added) > _FEW:
            self._start()

    def finish(self) -> bool:
        """Wait until all files are loaded; False where there were too few to begin with, or it failed."""
        if self._process is None:
            return False
        self._files.put(None)
        self._process.join()
        return self._process.exitcode == 0

    def stop(self) -> None:
        """End it, whatever it does."""
        self._files.cancel_join_thread()
        if self._process is not None:
            self._process.kill()
            self._process.join()

    def _start(self) -> None:
        self._process = _CONTEXT.Process(target=_lay, args=(self.path, self._files), daemon=True)
        self._process.start()
        for file in self._added:
            self._files.put(file)


@contextmanager
def loading(path: Path) -> Iterator[Loading]:
    """A ground being laid at *path*; where it is not finished, nothing is left of it."""
    shutil.rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir(parents=True)
    begun = Loading(path)
    try:
        yield begun
    finally:
        begun.stop()
        shutil.rmtree(path.parent, ignore_errors=True)  # where it was finished it has another name by now


def _lay(path: Path, files: Queue[Path | None]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    lay_ground(path, (file for file in iter(files.get, None) if file is not None))
