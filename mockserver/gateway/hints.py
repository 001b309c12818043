"""The usual mistakes of clients whose requests match no route, or carry no API key, as one sentence.

    (method, path, headers, provider) ─► paths that the client may have meant ─► the first that an operation has
        "The path lacks '/v1'. Did you mean POST /acme/v1/calls?"

A fix undoes one mistake. If no single fix leads to an operation, pairs of fixes are tried. Everything here is a pure
function of the request, and runs only when a request has failed. Sentences never repeat what a client sent, except
short words of its path, because paths and headers can contain secrets.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

from mockserver.gateway.mounts import one_slash
from mockserver.providers import PROVIDERS
from mockserver.providers.base import Provider
from mockserver.providers.routing import Index
from mockserver.providers.samples import key_headers

_LONGEST = 1000  #: characters of a path that is examined
_SUGGESTIONS = 3
_WORD = re.compile(r"[A-Za-z0-9_.-]{1,40}")
_END = re.compile(r"(?:%20|%09|%0A|%0D|\+)+/?\Z", re.IGNORECASE)
_QUESTION = re.compile(r"%3F", re.IGNORECASE)
_SUFFIX = re.compile(r"\.(json|xml|html|php)/?\Z")
_KEY_HEADERS = ("api-key", "apikey", "x-apikey", "x-api-token", "x-auth-token", "token", "x-api-key", "authorization")
_SCHEMES = ("basic", "digest", "token", "apikey", "negotiate", "bearer")


class _Guess(NamedTuple):
    """A path that the client may have meant, and what was wrong with the path that it sent."""

    provider: Provider | None
    path: str
    mistakes: tuple[str, ...] = ()

    def fixed(self, mistake: str, path: str, provider: Provider | None = None) -> "_Guess":
        """Return the guess with one more mistake undone."""
        return _Guess(provider or self.provider, path, (*self.mistakes, mistake))

    @property
    def first(self) -> str:
        """The first segment of the path."""
        return self.path.lstrip("/").partition("/")[0]

    @property
    def rest(self) -> str:
        """The path after its first segment."""
        return one_slash(self.path.lstrip("/").partition("/")[2])


Fix = Callable[[_Guess, list[Provider]], Iterable[_Guess]]  #: gets a guess and the served providers


def path_hint(
    method: str, path: str, headers: Mapping[str, str], provider: Provider | None, only: str | None = None
) -> str | None:
    """Return the mistake in a path that matches no route, and the operations that were probably meant; None if no usual
    mistake explains it.

    `path` comes after the mount point of `provider`. `only` is the one provider that the server serves.
    """
    sent = _Guess(provider, path)
    if len(path) > _LONGEST:
        return None
    if sent.first.strip("_").lower() == "admin":
        return "The control API is below /__admin, without a provider in front of it."
    if only is not None and sent.first != only and sent.first in PROVIDERS:
        return f"This server serves only {_title(PROVIDERS[only])} (--only)."
    served = [each for each in PROVIDERS.values() if only in (None, each.name)]
    method = "GET" if method == "HEAD" else method
    found = _search(method, sent, served)
    if not found:
        return None
    host = headers.get("host", "").partition(":")[0].lower()
    meant = list(dict.fromkeys(_shown(guess, method, host, only) for guess in found))[:_SUGGESTIONS]
    return f"The path {'. It '.join(found[0].mistakes)}. Did you mean {' or '.join(meant)}?"


def missing_key(provider: Provider, headers: Mapping[str, str], only: str | None = None) -> str:
    """Return which header the provider wants with the API key, and what was sent instead."""
    ((name, value),) = key_headers(provider, "KEY").items()
    wanted = f"No API key was sent. {_title(provider)} wants the header '{_cased(name)}: {value}'"
    if name.lower() in headers:
        return f"{wanted}; {_unusable(provider, headers, headers[name.lower()])}."
    for other in PROVIDERS.values():
        (header,) = key_headers(other, "KEY")
        if only in (None, other.name) and header.lower() in headers:
            return f"{wanted}; '{_cased(header)}' was sent, which {_title(other)} wants."
    instead = next((f"; '{_cased(header)}' was sent" for header in _KEY_HEADERS if header in headers), "")
    return f"{wanted}{instead}."


def refused_key(key: str) -> str:
    """Return why the simulator refuses an API key that a client sent."""
    for word in ("forbidden", "invalid"):
        if word in key:
            return f"The simulator refuses keys that contain '{word}'."
    return "The server accepts only the keys given with --api-key (in pytest: api_keys of mockserver_settings)."


def nearest(method: str, path: str, provider: Provider | None, only: str | None = None) -> list[str]:
    """Return the operations whose method and path look most like those of a request, at most three."""
    from difflib import get_close_matches

    prefix = _prefix(provider, only) if provider else ""
    return get_close_matches(f"{method} {prefix}{unquote(path)}"[:300], _operations(only), n=3, cutoff=0.5)


def _prefix(provider: Provider, only: str | None) -> str:
    """Return what comes before the templates of a provider's operations in the paths of this server."""
    return provider.prefix if only is not None else f"/{provider.name}{provider.prefix}"


# -- keys ------------------------------------------------------------------------------------------


def _cased(header: str) -> str:
    return "Authorization" if header == "authorization" else header


def _unusable(provider: Provider, headers: Mapping[str, str], sent: str) -> str:
    """Return why no key is in the header that the provider wants."""
    key = provider.key_of(headers)
    if key is not None and key.startswith("~"):
        return "only the name of a world was sent, after '~': put any key in front of it"
    if key is not None or not sent.strip():
        return "the key that was sent is empty"
    scheme, _, value = sent.strip().partition(" ")
    if not value:
        return "the key was sent without a scheme in front of it"
    return f"the scheme {scheme!r} was sent" if scheme.lower() in _SCHEMES else "another scheme was sent"


# -- the search ------------------------------------------------------------------------------------


def _search(method: str, sent: _Guess, served: list[Provider]) -> list[_Guess]:
    """Return the guesses with the fewest mistakes that lead to an operation, at best with that method; all of them have
    the same mistakes. The same fix is not applied twice."""
    once = [(fix, guess) for fix in FIXES for guess in fix(sent, served)]
    twice = [guess for first, made in once for fix in FIXES if fix is not first for guess in fix(made, served)]
    single = [guess for _, guess in once]
    other_methods = [guess for fix, guess in once if fix is not _surplus]
    for guesses, exact in ((single, True), (twice, True), (other_methods, False)):
        found = [guess for guess in guesses if _leads(guess, method if exact else None)]
        if found:
            return [guess for guess in found if guess.mistakes == found[0].mistakes]
    return []


def _leads(guess: _Guess, method: str | None) -> bool:
    match = _index(guess.provider.name).find(guess.path) if guess.provider is not None else None
    return match is not None and (method is None or method in match.methods)


def _shown(guess: _Guess, method: str, host: str, only: str | None) -> str:
    """Return the operation to which a guess leads, with the path under which the client reaches it."""
    provider = guess.provider
    assert provider is not None, "guesses without a provider lead nowhere"
    match = _index(provider.name).find(guess.path)
    assert match is not None, "the guess leads to an operation"
    operation = match.methods.get(method) or next(iter(match.methods.values()))
    prefix = provider.prefix if host in provider.hosts else _prefix(provider, only)
    return f"{operation.method} {prefix}{operation.template}"


# -- one mistake each ------------------------------------------------------------------------------


def _end(guess: _Guess, _served: list[Provider]) -> Iterator[_Guess]:
    for pattern, mistake in ((_END, "ends with a space or a line break"), (_QUESTION, "has an escaped '?' (%3F)")):
        if found := pattern.search(guess.path):
            yield guess.fixed(mistake, guess.path[: found.start()])
    if found := _SUFFIX.search(guess.path):
        yield guess.fixed(f"ends with '.{found[1]}'", guess.path[: found.start()])


def _slashes(guess: _Guess, _served: list[Provider]) -> Iterator[_Guess]:
    if "//" in guess.path:
        yield guess.fixed("has an empty id (//)", guess.path.replace("//", "/-/"))


def _case(guess: _Guess, _served: list[Provider]) -> Iterator[_Guess]:
    if guess.provider is not None:
        words = _words(guess.provider.name)
        path = "/".join(words.get(segment.lower(), segment) for segment in guess.path.split("/"))
        if path != guess.path:
            yield guess.fixed("has the wrong case", _inside(guess.provider, path))


def _doubled(guess: _Guess, _served: list[Provider]) -> Iterator[_Guess]:
    if guess.provider is None:
        return
    for base in guess.provider.aliases or (guess.provider.base,):
        twice = base if guess.provider.aliases else base * 2  # one alias was removed before
        if base and guess.path.startswith(f"{twice}/"):
            yield guess.fixed(f"has '{base}' twice", guess.path[len(base) :])


def _foreign(guess: _Guess, served: list[Provider]) -> Iterator[_Guess]:
    """Remove a base from the beginning: one of another provider, or one that only other paths have."""
    own = guess.provider
    if own is None:
        return
    for base in dict.fromkeys(each.base for each in served):
        if base and guess.path.startswith(f"{base}/"):
            why = "which only other paths have" if base == own.base else f"which {_title(own)} does not use"
            yield guess.fixed(f"has '{base}', {why}", guess.path[len(base) :])


def _lacking(guess: _Guess, _served: list[Provider]) -> Iterator[_Guess]:
    own = guess.provider
    if own is not None and not own.aliases and not guess.path.startswith(f"{own.base}/"):
        yield guess.fixed(f"lacks '{own.base}'", own.base + guess.path)


def _mount(guess: _Guess, served: list[Provider]) -> Iterator[_Guess]:
    """Correct the provider: it is missing, misspelt, there twice, or another one has the path."""
    from difflib import get_close_matches

    names = {each.name: each for each in served}
    if guess.first in names:
        mistake = "names the provider twice" if guess.provider is names[guess.first] else "names two providers"
        yield guess.fixed(mistake, _inside(names[guess.first], guess.rest), names[guess.first])
        return
    for name in get_close_matches(guess.first.lower(), names, n=1, cutoff=0.7):
        yield guess.fixed(f"misspells the provider {name!r}", _inside(names[name], guess.rest), names[name])
    if guess.provider is None:
        rooted = any(each.base and guess.path.startswith(f"{each.base}/") for each in served)
        mistake = "names no provider" + (", and no API key shows which one is meant" if rooted else "")
        yield from (guess.fixed(mistake, _inside(each, guess.path), each) for each in served)
    else:
        yield from _elsewhere(guess, guess.provider, served)


def _elsewhere(guess: _Guess, own: Provider, served: list[Provider]) -> Iterator[_Guess]:
    """Look for the path at the other providers, with and without their base."""
    bare = guess.path if own.aliases else guess.path.removeprefix(own.base)
    for other in served:
        if other is not own:
            for path in dict.fromkeys((_inside(other, guess.path), bare, other.base + bare)):
                yield guess.fixed("belongs to another provider", path, other)


def _surplus(guess: _Guess, _served: list[Provider]) -> Iterator[_Guess]:
    path, _, word = guess.path.rstrip("/").rpartition("/")
    if path:
        shown = f"'/{word}'" if _WORD.fullmatch(word) else "a segment"
        yield guess.fixed(f"has {shown} too much at its end", path)


FIXES: tuple[Fix, ...] = (_end, _slashes, _case, _doubled, _foreign, _lacking, _mount, _surplus)
#: the mistakes, in the order in which they are tried


def _title(provider: Provider) -> str:
    """Return the title of a provider as ASCII: hints are also sent as headers."""
    return provider.title.encode("ascii", "replace").decode()


def _inside(provider: Provider, path: str) -> str:
    """Return the path without the optional prefix of the provider."""
    return next((path[len(alias) :] for alias in provider.aliases if path.startswith(f"{alias}/")), path)


@cache
def _index(name: str) -> Index:
    return Index(PROVIDERS[name].operations)


@cache
def _words(name: str) -> dict[str, str]:
    """Return the fixed segments of a provider's paths, by their lower case."""
    provider = PROVIDERS[name]
    paths = [*(operation.template for operation in provider.operations), provider.base, *provider.aliases]
    words = {word for path in paths for word in path.split("/") if word and not word.startswith("{")}
    return {word.lower(): word for word in words}


@cache
def _operations(only: str | None) -> list[str]:
    """Return all operations as they are listed to clients whose request matched no route."""
    return [
        f"{operation.method} {_prefix(provider, only)}{operation.template}"
        for provider in PROVIDERS.values()
        if only in (None, provider.name)
        for operation in provider.operations
    ]
