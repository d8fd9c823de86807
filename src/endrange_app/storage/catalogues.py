"""What a clinic goes by: the knowledge in force, and what the clinic laid over it itself."""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping

from endrange import knowledge
from endrange.knowledge import Catalogue
from endrange.knowledge.overlay import load_with_texts
from endrange_app.storage.models import Clinic
from endrange_app.storage.own import OwnFile

REMEMBERED = 64
"""Catalogues kept ready, those of the clinics that came last. Ours: they share all shipped entries,
so that one more costs little."""

_ready: OrderedDict[tuple[str, str], Catalogue] = OrderedDict()


def of(clinic: Clinic) -> Catalogue:
    """The catalogue that screens, plans, runs and shows everything for this clinic.

    Put together once for each content and release; from then on it costs no query.

    Raises: CatalogueFaults where a newer release refuses what the clinic had laid over an older
        one: without it, the clinic would be less strict than it decided to be.
    """
    base = of_anybody()
    if not clinic.own_entries:
        return base
    key = base.version, clinic.own_entries
    if key not in _ready:
        _ready[key] = load_with_texts(texts_of(clinic), base)
        while len(_ready) > REMEMBERED:
            _ready.popitem(last=False)
    _ready.move_to_end(key)
    return _ready[key]


def of_anybody() -> Catalogue:
    """The knowledge in force, which every clinic starts from and a page for no clinic shows."""
    return knowledge.load()


def texts_of(clinic: Clinic) -> dict[str, str]:
    """The standing files of a clinic's own entries: name and text."""
    rows = OwnFile.objects.of(clinic).filter(withdrawn_at__isnull=True)
    return dict(rows.order_by("name").values_list("name", "text"))


def digest(texts: Mapping[str, str]) -> str:
    """A name for some content; nothing for none."""
    if not texts:
        return ""
    content = "".join(f"{name}\0{len(text)}\0{text}" for name, text in sorted(texts.items()))
    return hashlib.sha256(content.encode()).hexdigest()
