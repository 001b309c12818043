"""Certificates of the server: a certificate authority (CA) of one's own, kept in the data folder, and what it signs.

    DATA/ca/cert.pem     what clients must trust: SSL_CERT_FILE, NODE_EXTRA_CA_CERTS, …
    DATA/ca/trust.p12    the same as a truststore for Java
    DATA/ca/key.pem      its private key, readable by its owner alone

The CA is made with the first use and stays, so clients need to trust it once. Certificates of servers are made in
memory at each start, for the providers' real hosts and for local names; a name that a client asks for with SNI, such as
a service of docker compose, gets one when it is first asked for. Needs the extra `tls` (`trustme`).
"""

import hashlib
import os
import shutil
import ssl
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockserver.control.origins import is_foreign
from mockserver.errors import SettingsError
from mockserver.simulation.clock import wall_now

if TYPE_CHECKING:
    from trustme import CA

LOCAL = ("localhost", "127.0.0.1", "::1")
_CERT, _KEY, _TRUST = "cert.pem", "key.pem", "trust.p12"
_BEFORE, _VALID = timedelta(days=30), timedelta(days=365)  #: some clients refuse more than 398 days in all
_MOST_NAMES = 100  #: certificates that are made because clients ask for them
_MISSING = (
    "TLS needs the extra `tls`: pip install 'voice-mockserver[tls]'. Or give your own certificate with --tls-cert and "
    "--tls-key."
)


def data_folder(given: Path | None = None) -> Path:
    """Return the folder for what outlives the server: `given`, else MOCKSERVER_DATA, else the user's data folder."""
    if given is not None:
        return given
    if os.environ.get("MOCKSERVER_DATA"):
        return Path(os.environ["MOCKSERVER_DATA"])
    try:
        from platformdirs import user_data_path
    except ImportError:
        raise SettingsError(_MISSING) from None
    return user_data_path("voice-mockserver", appauthor=False)


class Authority:
    """The CA in a data folder, which is made if there is none.

    Raises:
        SettingsError: the extra `tls` is not installed, or the folder cannot be used.
    """

    PASSWORD = "changeit"  #: of the truststore; Java wants one, and it protects nothing

    def __init__(self, data: Path) -> None:
        self.folder = data / "ca"
        try:
            if not (self.folder / _CERT).exists():
                _create(self.folder)
            self._ca = _load(self.folder)
        except OSError as error:
            message = f"The certificates in {self.folder} cannot be used: {error.strerror}."
            raise SettingsError(f"{message} Choose another folder with --data.") from None

    @property
    def certificate(self) -> Path:
        """The file with the certificate that clients must trust."""
        return self.folder / _CERT

    @property
    def truststore(self) -> Path:
        """The same certificate for Java, as PKCS #12."""
        return self.folder / _TRUST

    @property
    def fingerprint(self) -> str:
        """The SHA-256 fingerprint of the certificate, as browsers and openssl show it."""
        der = ssl.PEM_cert_to_DER_cert(self.certificate.read_text())
        text = hashlib.sha256(der).hexdigest().upper()
        return ":".join(text[index : index + 2] for index in range(0, len(text), 2))

    def server_context(self, hosts: Iterable[str]) -> ssl.SSLContext:
        """Return the TLS settings of a server with a certificate for these hosts and for local names."""
        names = list(dict.fromkeys([*hosts, *LOCAL]))
        context = self._context(names)
        made: dict[str, ssl.SSLContext] = {}

        def choose(tls: Any, name: str | None, _default: ssl.SSLContext) -> None:
            if name is None or name in names or is_foreign(name, ()) or (name not in made and len(made) >= _MOST_NAMES):
                return
            tls.context = made[name] = made.get(name) or self._context([name])

        context.sni_callback = choose
        return context

    def _context(self, names: list[str]) -> ssl.SSLContext:
        context = new_context()
        now = wall_now()
        certificate = self._ca.issue_cert(*names, not_before=now - _BEFORE, not_after=now + _VALID)
        certificate.configure_cert(context)
        return context


def new_context() -> ssl.SSLContext:
    """Return the TLS settings of a server, without a certificate: TLS 1.2 or newer, HTTP/1.1."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    return context


def context_of(certificate: Path, key: Path) -> ssl.SSLContext:
    """Return the TLS settings of a server with a given certificate (with its chain) and private key, both PEM.

    Raises:
        SettingsError: the files cannot be read, or do not belong together.
    """
    context = new_context()
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        reason = getattr(error, "reason", None) or error.strerror or error
        raise SettingsError(
            f"--tls-cert {certificate} and --tls-key {key} cannot be used: {reason}. Expected a certificate with its "
            "chain and its private key without a password, both PEM."
        ) from None
    return context


def _create(folder: Path) -> None:
    """Make a CA. Of several processes that do so at once, one wins; its files appear as a whole."""
    trustme = _trustme()
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=folder.parent))  # for its owner alone
    try:
        ca = trustme.CA(organization_name="mockserver", organization_unit_name="a local simulator, for tests only")
        ca.cert_pem.write_to_path(str(made / _CERT))
        (made / _TRUST).write_bytes(_truststore(ca.cert_pem.bytes()))
        (made / _KEY).touch(0o600)
        (made / _KEY).write_bytes(ca.private_key_pem.bytes())
        made.chmod(0o755)
        with suppress(OSError):  # another process was faster
            made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _truststore(certificate: bytes) -> bytes:
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
    from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12Certificate, serialize_java_truststore
    from cryptography.x509 import load_pem_x509_certificate

    trusted = PKCS12Certificate(load_pem_x509_certificate(certificate), b"mockserver")
    return serialize_java_truststore([trusted], BestAvailableEncryption(Authority.PASSWORD.encode()))


def _load(folder: Path) -> "CA":
    certificate, key = (folder / _CERT).read_bytes(), (folder / _KEY).read_bytes()
    try:
        ca: CA = _trustme().CA.from_pem(certificate, key)
    except ValueError as error:
        raise SettingsError(
            f"The files in {folder} are not a certificate and its key: {error}. Delete the folder."
        ) from None
    return ca


def _trustme() -> Any:
    try:
        import trustme
    except ImportError:
        raise SettingsError(_MISSING) from None
    return trustme
