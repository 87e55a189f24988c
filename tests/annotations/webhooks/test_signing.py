"""Signatures against the rules' own example and a receiver that knows nothing of our code."""

import base64

import pytest

from annotations.webhooks.signing import headers_of, new_secret
from tests.annotations.webhooks.receiver import Got, verify

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def got(body: bytes = b'{"test": 2432232314}', *keys: str, seconds: int = 1614265330) -> Got:
    message = "msg_p5jXN8AQM9LWM0D4loKWxJek"
    headers = headers_of(keys=keys or (SECRET,), message=message, seconds=seconds, body=body)
    return Got("/", headers, body)


def test_it_signs_the_example_of_the_specification_as_it_does() -> None:
    assert got().headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_a_secret_is_long_and_never_the_same() -> None:
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert all(one.startswith("whsec_") for one in secrets)
    assert {len(base64.b64decode(one.removeprefix("whsec_"))) for one in secrets} == {32}


def test_a_receiver_takes_either_of_two_secrets_and_no_third() -> None:
    old, new, other = new_secret(), new_secret(), new_secret()
    message = got(b"{}", new, old)
    for secret in (old, new):
        verify(message, secret, now=1614265330)
    with pytest.raises(ValueError, match="signature"):
        verify(message, other, now=1614265330)


@pytest.mark.parametrize("change", ["body", "id", "time"])
def test_a_receiver_refuses_what_was_changed_on_the_way(change: str) -> None:
    message = got("{“кириллица”}".encode())
    headers, body = dict(message.headers), message.body
    if change == "body":
        body += b" "
    elif change == "id":
        headers["webhook-id"] += "x"
    else:
        headers["webhook-timestamp"] = "1614265331"
    with pytest.raises(ValueError, match="signature"):
        verify(Got("/", headers, body), SECRET, now=1614265330)
