"""Every sentence of requirement in the articles leads to entries, and none is left out."""

from collections.abc import Iterator

from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.claims import ARTICLES
from endrange.knowledge.laws.complaints import Complaint, Complaints

LETTERS = dict(zip("ABC", ARTICLES, strict=True))
SCREENS = "screens"
"""Pages are known to the application; a test there follows these."""

Named = tuple[str, str, str]
"""Id of the item, kind and id of the entry that answers it."""


def named(catalogue: Catalogue) -> Iterator[Named]:
    """Everything that the coverage names."""
    for item in catalogue.coverage.values():
        for entry in item.entries:
            kind, _, id_ = entry.partition("/")
            yield item.id, kind, id_


def coverage_leads_somewhere(catalogue: Catalogue) -> Complaints:
    """Each entry that answers an item of the articles is there."""
    for item, kind, id_ in named(catalogue):
        if kind != SCREENS and id_ not in getattr(catalogue, kind, ()):
            problem = f"{kind}/{id_} is no entry; correct it or add the entry"
            yield Complaint("coverage", item, "entries", problem)


def coverage_is_numbered(catalogue: Catalogue) -> Complaints:
    """Items carry the letter of their article and run from 1 without a gap."""
    numbers: dict[str, list[int]] = {}
    for item in catalogue.coverage.values():
        letter, number = item.id[:1], item.id[1:]
        if LETTERS.get(letter) != item.article or not number.isdigit():
            problem = f"{item.id!r} does not fit {item.article!r}; write a letter and a number"
            yield Complaint("coverage", item.id, "article", problem)
        else:
            numbers.setdefault(letter, []).append(int(number))
    for letter, found in numbers.items():
        if found != list(range(1, len(found) + 1)):
            missing = next(n for n, given in enumerate([*found, 0], start=1) if n != given)
            problem = f"{letter}{missing} does not follow; number them in order"
            yield Complaint("coverage", f"{letter}{found[-1]}", "", problem)
