"""Our own copy before publication: findings for the writer, backing notes, clearing; signing an article off."""

from annotations.clearing.backing import add_backing, change_backing, remove_backing
from annotations.clearing.changes import Change, changes_in
from annotations.clearing.people import involvement_of
from annotations.clearing.ready import Item, items_of
from annotations.clearing.sending import answer_change, send_changes
from annotations.clearing.sign_off import refuse_other_purpose, reopen, sign_off, why_not
from annotations.clearing.standing import last_of, sign_offs_of
from annotations.clearing.writers import name_writers

__all__ = [
    "Change",
    "Item",
    "add_backing",
    "answer_change",
    "change_backing",
    "changes_in",
    "involvement_of",
    "items_of",
    "last_of",
    "name_writers",
    "refuse_other_purpose",
    "remove_backing",
    "reopen",
    "send_changes",
    "sign_off",
    "sign_offs_of",
    "why_not",
]
