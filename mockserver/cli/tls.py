"""TLS on the command line: options of `serve`, and `mockserver ca`, which says what clients must trust.

    serve --tls                          certificates from the CA in the data folder, which is made with the first use
    serve --tls-cert FILE --tls-key FILE   your own certificate

`client_env` has the command that prints what clients need.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mockserver.cli.options import FILES, PortType, option

if TYPE_CHECKING:
    from mockserver.server.tls.certificates import Authority
    from mockserver.server.tls.first_bytes import TlsSetup

F = Callable[..., Any]

data_option = option("--data", type=FILES, help="Folder for what outlives the server.  [default: your data folder]")


def tls_options(command: F) -> F:
    """Add the options about TLS to `serve`."""
    options = (
        option("--tls", is_flag=True, help="Take https and CONNECT as well as http, on the same port."),
        option("--tls-port", type=PortType(), help="The same on one more port; 0 chooses a free one."),
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
    from mockserver.server.tls.certificates import Authority, data_folder

    return Authority(data_folder(data))


def tls_setup(options: dict[str, Any]) -> "TlsSetup":
    """Return how connections with TLS begin.

    Raises:
        SettingsError: the certificates cannot be used.
    """
    from mockserver.server.tls.certificates import context_of
    from mockserver.server.tls.setup import hosts_of, setup_for

    only = options["only"]
    if options["tls_cert"] is not None:
        return setup_for(only, context_of(options["tls_cert"], options["tls_key"]))
    return setup_for(only, authority_of(options["data"]).server_context(hosts_of(only)))


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
