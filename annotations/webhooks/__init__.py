"""Other people's programs: whom to tell of what, in which words, signed how, and what came of it."""

from annotations.webhooks.events import OFFERED
from annotations.webhooks.keep import change, end, make, pause, resume, roll
from annotations.webhooks.settle import fail, give_up, succeed
from annotations.webhooks.signing import headers_of
from annotations.webhooks.tell import KIND, tell_programs
from annotations.webhooks.trying import ping, retry

__all__ = [
    "KIND",
    "OFFERED",
    "change",
    "end",
    "fail",
    "give_up",
    "headers_of",
    "make",
    "pause",
    "ping",
    "resume",
    "retry",
    "roll",
    "succeed",
    "tell_programs",
]
