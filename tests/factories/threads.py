"""What people say to each other about claims, through the rooms that say it."""

from annotations import discussion
from annotations.models import Claim, Comment, Thread, User
from tests.factories.users import actor_of


def make_thread(claim: Claim, by: User, text: str = "Which month is this?") -> Thread:
    """An open thread with its first comment."""
    return discussion.open_thread(actor=actor_of(by), claim_id=claim.pk, text=text)


def make_comment(claim: Claim, by: User, text: str = "Which month is this?") -> Comment:
    """The first comment of a new thread."""
    return make_thread(claim, by, text).comments.get()


def reply_to(thread: Thread, by: User, text: str = "April, says the table.") -> Comment:
    """An answer."""
    return discussion.reply(actor=actor_of(by), thread_id=thread.pk, text=text)


def resolved_thread(claim: Claim, by: User, text: str = "Which month is this?") -> Thread:
    """A settled one."""
    thread = make_thread(claim, by, text)
    return discussion.resolve(actor=actor_of(by), thread_id=thread.pk)
