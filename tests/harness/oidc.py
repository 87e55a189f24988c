"""A small OpenID provider on this machine, which can be told to misbehave."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa


class Provider:
    """What it says: `claims` of the next ID token, `config` over its discovery document."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signing_key = self.key
        self.issuer = ""
        self.claims: dict[str, Any] = {}
        self.config: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.forms: list[dict[str, list[str]]] = []

    def discovery(self) -> dict[str, Any]:
        """The configuration document."""
        at = self.issuer
        return {
            "issuer": at,
            "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token",
            "userinfo_endpoint": f"{at}/userinfo",
            "jwks_uri": f"{at}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            **self.config,
        }

    def keys(self) -> dict[str, Any]:
        """The public keys."""
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**key, "kid": "one", "alg": "RS256", "use": "sig"}]}

    def tokens(self) -> dict[str, Any]:
        """The answer to a code."""
        claims = {"iss": self.issuer, "aud": "us", "sub": "s-1", "exp": int(time.time()) + 60}
        told = {
            name: value for name, value in {**claims, **self.claims}.items() if value is not ...
        }
        signed = jwt.encode(told, self.signing_key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": "a", "token_type": "Bearer", "id_token": signed}


class _Handler(BaseHTTPRequestHandler):
    provider: ClassVar[Provider]

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        pages = {
            "/.well-known/openid-configuration": self.provider.discovery,
            "/keys": self.provider.keys,
            "/userinfo": lambda: self.provider.userinfo,
        }
        self._say(pages[path]())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.provider.forms.append(parse_qs(body))
        self._say(self.provider.tokens())

    def _say(self, told: Any) -> None:
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def openid_provider() -> Iterator[Provider]:
    """A provider that answers while the block runs."""
    provider = Provider()
    handler = type("Handler", (_Handler,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
