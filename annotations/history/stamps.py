"""RFC 3161 time-stamps: asking for one, and what one proves."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

_SHA256 = "2.16.840.1.101.3.4.2.1"


class BadStampError(Exception):
    """An answer that is no time-stamp of what was sent; its words say why."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a time-stamp says.

    Attributes:
        at: when its authority had the hash.
        is_signed: True where the signature was checked up to a trusted root, None where no root was given.
    """

    at: datetime
    is_signed: bool | None


def asked_for(message: bytes) -> TimeStampRequest:
    """The request for a time-stamp of `message`: only its sha256 goes out, with a nonce; certificates are asked for."""
    builder = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256)
    return builder.cert_request(cert_request=True).build()


def checked(
    answer: bytes,
    message: bytes,
    *,
    nonce: int | None = None,
    roots: Sequence[x509.Certificate] = (),
) -> Stamp:
    """Read an authority's answer and hold it against what was sent.

    Args:
        answer: the bytes of a time-stamp response.
        message: what was to be stamped.
        nonce: of the request, where it is at hand.
        roots: certificates that are trusted; with none the signature is not checked.

    Raises:
        BadStampError: it is none, was not granted, or is of something else; with `roots`, is not signed by them.
    """
    try:
        found = decode_timestamp_response(answer)
        _refuse(found, message, nonce)
        at = found.tst_info.gen_time
    except (ValueError, TypeError) as error:
        raise BadStampError(f"not a time-stamp: {error}") from error
    if roots:
        _verify(found, message, roots)
    return Stamp(at, is_signed=True if roots else None)


def _refuse(found: TimeStampResponse, message: bytes, nonce: int | None) -> None:
    if PKIStatus(found.status) not in {PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS}:
        said = "; ".join(found.status_string)
        raise BadStampError(f"the authority refused (status {found.status}) {said}".strip())
    imprint = found.tst_info.message_imprint
    if (
        imprint.hash_algorithm.dotted_string != _SHA256
        or imprint.message != hashlib.sha256(message).digest()
    ):
        raise BadStampError("the time-stamp is of something else")
    if nonce is not None and found.tst_info.nonce != nonce:
        raise BadStampError("the time-stamp answers another request")


def _verify(found: TimeStampResponse, message: bytes, roots: Sequence[x509.Certificate]) -> None:
    try:
        VerifierBuilder(roots=list(roots)).build().verify_message(found, message)
    except VerificationError as error:
        raise BadStampError(f"its signature is not trusted: {error}") from error
