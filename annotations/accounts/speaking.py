"""In which language mails speak to somebody."""

from annotations.models import Newsroom, User


def language_of(person: object) -> str:
    """The person's own language, else the newsroom's; a mail has no browser that asks for one."""
    chosen = person.language if isinstance(person, User) else ""
    return chosen or Newsroom.current().language
