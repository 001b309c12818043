"""TLS on the command line: options of `serve`, and `mockserver ca`, which says what clients must trust.

    serve --tls                          certificates from the CA in the data folder, which is made with the first use
    serve --tls-cert FILE --tls-key FILE   your own certificate

`client_env` has the command that prints what clients need.
"""

import asyncio
import logging
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mockserver.cli.options import FILES, option

if TYPE_CHECKING:
    import ssl

    from mockserver.server.certificates import Authority
    from mockserver.server.first_bytes import TlsSetup

LOG = logging.getLogger("mockserver")
_QUIET_SECONDS = 10  #: of real time, in which the same failure is reported once
_UNTRUSTED = ("UNKNOWN_CA", "CERTIFICATE_UNKNOWN", "BAD_CERTIFICATE")
F = Callable[..., Any]

data_option = option("--data", type=FILES, help="Folder for what outlives the server.  [default: your data folder]")


def tls_options(command: F) -> F:
    """Add the options about TLS to `serve`."""
    port = click.IntRange(0, 65_535)
    options = (
        option("--tls", is_flag=True, help="Take https and CONNECT as well as http, on the same port."),
        option("--tls-port", type=port, help="The same on one more port; 0 chooses a free one."),
        option("--tls-cert", type=FILES, help="Certificate with its chain (PEM), instead of one from the own CA."),
        option("--tls-key", type=FILES, help="Private key of --tls-cert (PEM)."),
        data_option,
    )
    for decorate in reversed(options):
        command = decorate(command)
    return command


def check_tls(options: dict[str, Any]) -> None:
    """Check what the types of the options cannot.

    Raises:
        click.UsageError: options contradict each other.
    """
    if (options["tls_cert"] is None) != (options["tls_key"] is None):
        raise click.UsageError("--tls-cert and --tls-key belong together; give both.")
    if options["uds"] is not None and options["tls_port"] is not None:
        raise click.UsageError("--tls-port contradicts --uds; a Unix domain socket has no port.")


def wants_tls(options: dict[str, Any]) -> bool:
    """Return whether any of the options asks for TLS."""
    return options["tls"] or options["tls_port"] is not None or options["tls_cert"] is not None


def authority_of(data: Path | None) -> "Authority":
    """Return the CA in the data folder.

    Raises:
        SettingsError: the extra `tls` is not installed, or the folder cannot be used.
    """
    from mockserver.server.certificates import Authority, data_folder

    return Authority(data_folder(data))


def tls_setup(options: dict[str, Any], hosts: Iterable[str]) -> "TlsSetup":
    """Return how connections begin; `hosts` are the real hosts of the providers.

    Raises:
        SettingsError: the certificates cannot be used.
    """
    from mockserver.server.certificates import context_of
    from mockserver.server.first_bytes import TlsSetup

    names = frozenset(host.lower() for host in hosts)
    if options["tls_cert"] is not None:
        context = context_of(options["tls_cert"], options["tls_key"])
    else:
        context = authority_of(options["data"]).server_context(sorted(names))
    return TlsSetup(context, names, HandshakeReport())


class HandshakeReport:
    """Logs failed handshakes, the same reason at most once in 10 s, because clients try again and again."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def __call__(self, error: "ssl.SSLError") -> None:
        reason = error.reason or str(error)
        now = asyncio.get_running_loop().time()
        if now - self._last.get(reason, -_QUIET_SECONDS) < _QUIET_SECONDS:
            return
        self._last[reason] = now
        LOG.warning("%s", handshake_text(reason))


def handshake_text(reason: str) -> str:
    """Return what a failed handshake means, and what to do."""
    if any(word in reason for word in _UNTRUSTED):
        return (
            "A client refused the certificate, because it does not trust the CA of this server. "
            "`mockserver env PROVIDER --tls` prints what it needs; `mockserver ca` names the certificate."
        )
    return f"A TLS handshake failed: {reason.replace('_', ' ').lower()}."


@click.command()
@click.option("--export", type=click.Choice(("pem", "p12")), help="Copy the CA: as PEM, or as a truststore for Java.")
@click.option("--to", type=FILES, help="Where to put the copy.  [default: mockserver-ca.pem or .p12 in this folder]")
@data_option
def ca(export: str | None, to: Path | None, data: Path | None) -> None:
    """Print the CA that clients of `serve --tls` must trust: its file and its fingerprint. It is made if needed."""
    authority = authority_of(data)
    if export is None:
        click.echo(f"Certificate  {authority.certificate}")
        click.echo(f"Truststore   {authority.truststore} (Java; password {authority.PASSWORD})")
        click.echo(f"SHA-256      {authority.fingerprint}")
        return
    target = to or Path(f"mockserver-ca.{export}")
    shutil.copyfile(authority.certificate if export == "pem" else authority.truststore, target)
    note = f"; its password is {authority.PASSWORD}" if export == "p12" else ""
    click.echo(f"Wrote {target}{note}")
