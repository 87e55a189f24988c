"""Signatures by the rules of Standard Webhooks (standardwebhooks.com, symmetric, `v1`). Pure.

A receiver recomputes HMAC-SHA256 over ``id.timestamp.body`` with the bytes that stand in base64 behind ``whsec_``, and
takes the message where any of the signatures fits and the timestamp is near its own clock.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

PREFIX = "whsec_"
# The rules ask for 24 to 64 bytes.
_BYTES = 32


def new_secret() -> str:
    """A secret for one receiver."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def headers_of(*, keys: Sequence[str], message: str, seconds: int, body: bytes) -> dict[str, str]:
    """What is sent beside a body.

    Args:
        keys: the receiver's secrets: the one in force, and the one before while both hold.
        message: what the receiver knows the message by; the same at every attempt.
        seconds: of this attempt, since 1970.
        body: exactly what is sent.
    """
    signed = f"{message}.{seconds}.".encode() + body
    return {
        "webhook-id": message,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(_signature(key, signed) for key in keys),
    }


def _signature(key: str, signed: bytes) -> str:
    raw = base64.b64decode(key.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.digest(raw, signed, hashlib.sha256)).decode()
