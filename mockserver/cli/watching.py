"""`serve --watch`: reloads scenario and fixture files when they change, without a restart.

    watchfiles ─► "something happened" ─► look: which files are other than before? ─► read them, in a thread
                                                         the worlds, the log ◄─ scenarios.reloading ◄─┘

What happened is only a signal to look: the files are compared with those of the last look, so a signal that is lost
costs two seconds and not a change. After two seconds without a signal there is a look anyway.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mockserver.errors import ScenarioError, SettingsError
from mockserver.gateway.fixtures import Fixtures, read_fixtures
from mockserver.gateway.reloading import use_fixtures, use_scenarios
from mockserver.gateway.worlds import Worlds
from mockserver.providers import PROVIDERS
from mockserver.scenarios.reading import SUFFIXES
from mockserver.scenarios.reloading import Loaded, Message, read_version, reload
from mockserver.scenarios.shipped import shipped_library

LOG = logging.getLogger("mockserver")
Signals = AsyncIterator[object]  #: each says that files may have changed
Signature = tuple[int, int, int]  #: of a file's version
_IDLE_MS = 2_000  #: between two looks without a signal
_QUIET_MS = 100  #: without a further change, until one is looked at
_NOT_INSTALLED = (
    "--watch needs the Python package watchfiles, which is not installed. Install it with "
    "`pip install voice-mockserver[watch]`, and start the server again."
)


class _Seen(NamedTuple):
    """The files of some folders with their signatures. `absent` are given paths that do not exist now."""

    files: dict[Path, Signature]
    absent: tuple[Path, ...]


class Watcher:
    """Reloads the files of a server. `scenarios` and `fixtures` are files and folders; `quiet` logs warnings only.

    The first look happens here, and takes the scenarios in place of those with which the server was built.
    """

    def __init__(
        self, worlds: Worlds, scenarios: Sequence[Path], fixtures: Sequence[Path], *, quiet: bool = False
    ) -> None:
        self._worlds, self._scenario_paths, self._fixture_paths = worlds, scenarios, fixtures
        self._quiet = quiet
        self._lock = asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []
        self._fixtures_broken: tuple[object, ...] = ()
        self._absent: tuple[Path, ...] = ()
        limits = worlds.library.limits
        self._loaded = Loaded(shipped_library(limits).scenario_set, limits=limits)
        self._scenarios, self._fixtures = _Seen({}, ()), _seen(fixtures, _Seen({}, ()))
        self._take(self._read_scenarios())

    @property
    def paths(self) -> list[Path]:
        """Everything that is watched."""
        return [*self._scenario_paths, *self._fixture_paths]

    def start(self, sources: Iterable[Signals]) -> None:
        """Follow the sources of signals in the running event loop, until it ends."""
        self._tasks += [asyncio.get_running_loop().create_task(self.follow(source)) for source in sources]

    async def follow(self, signals: Signals) -> None:
        """Look whenever there is a signal. An error ends it, and is logged; the server goes on."""
        try:
            async for _ in signals:
                await self.look()
        except Exception as error:
            LOG.error("Files are no longer watched: %s. Start the server again, or try --watch-poll 1s.", error)

    async def look(self) -> None:
        """Reload what has changed since the last look."""
        async with self._lock:
            found = await asyncio.to_thread(self._read_scenarios)
            fixtures = await asyncio.to_thread(self._read_fixtures)
            self._log(self._take(found))
            if isinstance(fixtures, Fixtures):
                use_fixtures(self._worlds, fixtures)
                self._log([Message("Fixtures reloaded. New worlds begin with them.")])
            self._log(self._about_fixtures(fixtures))
            self._log(self._about_absent())

    def _read_scenarios(self) -> tuple[Loaded, list[Message]]:
        seen = _seen(self._scenario_paths, self._scenarios)
        changed = [file for file in seen.files if seen.files[file] != self._scenarios.files.get(file)]
        same = not changed and list(seen.files) == list(self._scenarios.files)
        self._scenarios = seen
        if same:
            return self._loaded, []
        reads = {file: read_version(file, self._loaded.limits) for file in changed}
        return reload(self._loaded, list(seen.files), reads)

    def _take(self, found: tuple[Loaded, list[Message]]) -> list[Message]:
        """Let the worlds use new scenarios, and return what to tell."""
        loaded, messages = found
        if loaded is self._loaded:
            return messages
        self._loaded = loaded
        return [*messages, *use_scenarios(self._worlds, loaded.scenarios)]

    def _read_fixtures(self) -> Fixtures | ScenarioError | None:
        """Return the fixtures if their files have changed, or what is wrong with them."""
        seen = _seen(self._fixture_paths, self._fixtures)
        if seen.files == self._fixtures.files:
            return None
        self._fixtures = seen
        try:
            return read_fixtures(self._fixture_paths, PROVIDERS)
        except ScenarioError as error:
            return error

    def _about_fixtures(self, read: Fixtures | ScenarioError | None) -> Iterator[Message]:
        if isinstance(read, ScenarioError):
            if read.problems != self._fixtures_broken:
                yield from (Message(str(problem), is_warning=True) for problem in read.problems)
                text = "The fixtures are broken, so new worlds begin with the last good ones. Mend them and save again."
                yield Message(text, is_warning=True)
            self._fixtures_broken = read.problems
        elif read is not None and self._fixtures_broken:
            self._fixtures_broken = ()
            yield Message("The fixtures are mended.")

    def _about_absent(self) -> Iterator[Message]:
        absent = (*self._scenarios.absent, *self._fixtures.absent)
        for path in absent:
            if path not in self._absent:
                yield Message(f"{path} is gone. What was read from it stays until it is back.", is_warning=True)
        self._absent = absent

    def _log(self, messages: Iterable[Message]) -> None:
        for message in messages:
            if message.is_warning:
                LOG.warning("%s", message.text)
            elif not self._quiet:
                LOG.info("%s", message.text)


def _seen(paths: Iterable[Path], before: _Seen) -> _Seen:
    """Return the files of these files and folders in the order in which they are read. Of a path that does not exist
    now, return those from before: perhaps it is just being replaced."""
    files: dict[Path, Signature] = {}
    absent = []
    for path in paths:
        if path.is_dir():
            found = [file for file in sorted(path.rglob("*")) if file.suffix in SUFFIXES]
            files |= {file: signature for file in found if (signature := _signature(file)) is not None}
        elif (signature := _signature(path)) is not None:
            files[path] = signature
        else:
            absent.append(path)
            files |= {file: old for file, old in before.files.items() if file == path or path in file.parents}
    return _Seen(files, tuple(absent))


def _signature(file: Path) -> Signature | None:
    """Return what differs if the file was changed or replaced; None if there is no such file."""
    try:
        found = file.stat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino) if file.is_file() else None


def file_events(paths: Sequence[Path], poll: float | None) -> list[Signals]:
    """Return sources of signals about files and folders. With `poll` the files are polled every so many seconds, for
    file systems that send no events.

    Raises:
        SettingsError: watchfiles is not installed.
    """
    try:
        from watchfiles import awatch
    except ImportError:
        raise SettingsError(_NOT_INSTALLED) from None
    idle = _IDLE_MS if poll is None else max(round(poll * 1000), 1)
    folders = [path for path in paths if path.is_dir()]
    parents = list(dict.fromkeys(path.parent for path in paths if not path.is_dir()))  # editors replace files
    watched = [(folders, True), (parents, False)]
    return [
        awatch(
            *some,
            watch_filter=None,
            debounce=1600,
            step=_QUIET_MS,
            rust_timeout=idle,
            yield_on_timeout=True,
            force_polling=poll is not None or None,
            poll_delay_ms=idle,
            recursive=recursive,
        )
        for some, recursive in watched
        if some
    ]
