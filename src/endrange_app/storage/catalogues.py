"""What a clinic goes by: the knowledge in force."""

from endrange import knowledge
from endrange.knowledge import Catalogue
from endrange_app.storage.models import Clinic


def of(clinic: Clinic) -> Catalogue:
    """The catalogue that screens, plans, runs and shows everything for this clinic."""
    return knowledge.load()
