"""The tutorials in the order in which they are told: editors, then reviewers, then what readers see."""

from tests.screenshots.editors import editors, seen_again, sent_back
from tests.screenshots.newsroom import Newsroom
from tests.screenshots.pictures import Camera
from tests.screenshots.readers import readers
from tests.screenshots.reviewers import correction, publishing, reviewers, withdrawal


def tell(here: Newsroom, camera: Camera) -> None:
    """Do every step of both tutorials in `here`, and take the pictures on the way."""
    editor = editors(here, camera)
    reviewers(here, camera)
    sent_back(editor, camera)
    slug = publishing(here, camera)
    seen_again(here, editor, camera)
    readers(here, camera, slug)
    correction(here, editor)
    readers(here, camera, slug, is_corrected=True)
    withdrawal(here, slug)
