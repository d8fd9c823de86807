"""What a clinic goes by: the knowledge in force."""

from endrange import knowledge
from endrange.knowledge import Catalogue
from endrange_app.storage.models import Clinic


def of(clinic: Clinic) -> Catalogue:
    """The catalogue that screens, plans, runs and shows everything for this clinic."""
    return knowledge.load()


def of_anybody() -> Catalogue:
    """The same for a page that nobody has to sign in for."""
    return knowledge.load()
