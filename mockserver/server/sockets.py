"""Binds the sockets that a server listens on, and says clearly why one cannot be bound.

bind(host, port)   TCP; port 0 takes a free one
bind_unix(path)    a Unix domain socket; replaces a file that is left over from another server
"""

import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from mockserver.errors import CannotBind

BACKLOG = 2048  #: connections that wait to be accepted


def bind(host: str, port: int) -> socket.socket:
    """Return a socket that listens on that address; port 0 takes a free one.

    Raises:
        CannotBind: the port is in use or not allowed, or the host is not one of this machine.
    """
    where = f"{bracketed(host)}:{port}"
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return _listening(socket.socket(family), (host, port))
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CannotBind(
            f"Cannot listen on {where}: {reason}. Perhaps another mockserver or program holds the port "
            f"(see `ss -ltnp` or `lsof -i :{port}`), or the host is not one of this machine. "
            "Choose another with --port; --port 0 takes a free one."
        ) from None


def bind_unix(path: Path) -> socket.socket:
    """Return a Unix domain socket that listens at `path`. A file that is left over from another server is replaced.

    Raises:
        CannotBind: another server listens there, the path is another kind of file, or the folder is not writable.
    """
    try:
        if path.is_socket() and not _alive(path):
            path.unlink()
        return _listening(socket.socket(socket.AF_UNIX), str(path))
    except OSError as error:
        raise CannotBind(
            f"Cannot listen on {path}: {error.strerror or error}. Perhaps another mockserver listens there, or "
            "something else lies there. Choose another path with --uds."
        ) from None


def _listening(sock: socket.socket, address: Any) -> socket.socket:
    try:
        if sys.platform != "win32":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        sock.listen(BACKLOG)
        sock.settimeout(0)
    except BaseException:
        sock.close()
        raise
    return sock


def _alive(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe, suppress(ConnectionRefusedError):
        probe.connect(str(path))
        return True
    return False


def bracketed(host: str) -> str:
    """Return a host as it is written in a URL."""
    return f"[{host}]" if ":" in host else host
