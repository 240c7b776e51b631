"""The door of the page: where it is served, the rules of who may ask, and these rules in words.

A page on the internet can make a browser send requests here, and, by a name of its own that leads to this computer,
read the replies (DNS rebinding). So a request must name this server as one that it is served as, and may not come
from the page of another.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_EVERYWHERE = ("0.0.0.0", "::")


@dataclass(frozen=True)
class Door:
    """The rules of the door.

    host      the address that the page is served at
    names     further names that it may be asked by, such as a proxy's
    password  what must be known to come in; "" for nothing
    """

    host: str
    names: tuple[str, ...] = ()
    password: str = ""

    def knows(self, authority: str) -> bool:
        """Whether a request's Host, with or without its port, is one that the page is served as.

        Where it is served at every address of the computer, any address will do, but no name other than the
        computer's own: only a name can be made to lead here by a stranger.
        """
        name = host_of(authority)
        if name in (*_LOOPBACK, bare(self.host), *self.listed):
            return True
        return bare(self.host) in _EVERYWHERE and (_is_address(name) or name in _own_names())

    @property
    def listed(self) -> tuple[str, ...]:
        """The further names, in lower case."""
        return tuple(bare(name.lower()) for name in self.names)

    def trusts(self, origin: str, authority: str) -> bool:
        """Whether a page of an origin may ask a server that it calls by an authority: its own, or a further name."""
        parts = urlsplit(origin)
        return bool(parts.netloc) and (
            parts.netloc.lower() == authority.lower() or host_of(parts.netloc) in self.listed
        )

    def opens_to(self, word: str) -> bool:
        """Whether a word is the password."""
        return bool(self.password) and hmac.compare_digest(word.encode(), self.password.encode())


def is_loopback(host: str) -> bool:
    """Whether an address, or name, is this computer's alone."""
    name = bare(host)
    return name == "localhost" or (_is_address(name) and ipaddress.ip_address(name).is_loopback)


def new_token() -> str:
    """A password that nobody can guess."""
    return secrets.token_urlsafe(24)


def host_of(authority: str) -> str:
    """The host of "host:port" in lower case, without port and brackets; "" for what is none."""
    try:
        return (urlsplit(f"//{authority}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def bare(host: str) -> str:
    """An address without the brackets that one of IPv6 has in a URL."""
    return host[1:-1] if host.startswith("[") and host.endswith("]") else host


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _own_names() -> tuple[str, ...]:
    name = socket.gethostname().lower()
    return name, f"{name}.local"


@dataclass(frozen=True)
class Place:
    """Where a page is served.

    door   the rules of who may ask
    port   0 for any that is free
    root   the path under which a proxy shows the page, such as "/article"; "" for none
    token  whether the door's password was made up, and is told with the address
    """

    door: Door
    port: int
    root: str = ""
    token: bool = False

    def addresses(self, port: int) -> list[str]:
        """The addresses to open in a browser, with the port that was found: on this computer, then on others."""
        host = bare(self.door.host)
        here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
        more = [socket.gethostname()] if host in _EVERYWHERE else []
        path = f"/?token={self.door.password}" if self.token else "/"
        return [f"http://{f'[{name}]' if ':' in name else name}:{port}{path}" for name in (here, *more)]

    def readers(self) -> str:
        """Those who can read what is asked here, beside the user of this computer, as a line; "" for nobody."""
        what = "read the article, ask, and open files of their own"
        if is_loopback(self.door.host):
            who = f"Whoever the proxy for {', '.join(self.door.names)} lets in" if self.door.names else ""
            known = " and knows the password" if self.door.password else ""
            return f"{who}{known} can {what}." if who else ""
        if not self.door.password:
            return f"Anyone who can reach this computer over the network can {what}: there is no password."
        known = "has the address with its token" if self.token else "knows the password"
        return (
            f"Anyone who can reach this computer over the network and {known} can {what};"
            " what they send is not encrypted on its way."
        )


def bound(host: str, port: int) -> socket.socket:
    """A socket that waits at an address; OSError, in words, if it cannot be had."""
    name = bare(host)
    family = socket.AF_INET6 if ":" in name else socket.AF_INET
    try:
        return socket.create_server((name, port), family=family, backlog=2048)
    except (OSError, OverflowError) as error:
        raise OSError(
            f"cannot serve at {host}, port {port} ({error}): stop what uses the port, or choose another with --port"
        ) from error
