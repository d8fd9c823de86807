"""Claims and guides: said plainly, no stronger than the evidence, complete."""

import re

from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.claims import Claim, Support
from endrange.knowledge.laws.complaints import Complaint, Complaints

ARTICLES = ("cleveland_2023", "articles_b", "articles_c")
"""The three articles whose claims are answered, as sources: A, B and C."""

EVIDENCE = ("guideline", "review", "trial")
MOST_SENTENCES = 3


def claims_are_answered(catalogue: Catalogue) -> Complaints:
    """A claim names an article and is answered in one to three sentences."""
    for claim in catalogue.claims.values():
        if strange := sorted(set(claim.articles) - set(ARTICLES)):
            problem = f"{', '.join(strange)} is none of {', '.join(ARTICLES)}; correct it"
            yield Complaint("claims", claim.id, "articles", problem)
        count = len(re.findall(r"[.?!](?=\s|$)", claim.answer))
        if not 1 <= count <= MOST_SENTENCES:
            problem = f"has {count} sentences; say it in one to {MOST_SENTENCES}"
            yield Complaint("claims", claim.id, "answer", problem)


def verdicts_rest_on_evidence(catalogue: Catalogue) -> Complaints:
    """Supported or not, a claim rests on a study or guideline that somebody read."""
    for claim in catalogue.claims.values():
        if claim.support in (Support.SUPPORTED, Support.NOT_SUPPORTED) and not _rests(
            claim, catalogue
        ):
            problem = f"{claim.support!r} with no guideline, review or trial that was read"
            yield Complaint("claims", claim.id, "support", f"{problem}; name one, or say partly")


def _rests(claim: Claim, catalogue: Catalogue) -> bool:
    known = [catalogue.sources[id_] for id_ in claim.sources if id_ in catalogue.sources]
    return any(source.grade in EVIDENCE and source.read != "not read" for source in known)


def figures_are_in_order(catalogue: Catalogue) -> Complaints:
    """A figure has a number, and its value lies within its bounds."""
    for claim in catalogue.claims.values():
        for figure in claim.figures:
            given = [n for n in (figure.low, figure.value, figure.high) if n is not None]
            if not given or given != sorted(given):
                problem = f"{figure.what!r} has {given or 'no number'}; write low, value, high"
                yield Complaint("claims", claim.id, "figures", problem)


def guides_are_whole(catalogue: Catalogue) -> Complaints:
    """Every line of a guide has a cell for every column."""
    for guide in catalogue.guides.values():
        for line in guide.lines:
            if len(line.cells) != len(guide.columns) or not all(map(str.strip, line.cells)):
                problem = f"{line.about!r} does not fill {', '.join(guide.columns)}; add the rest"
                yield Complaint("guides", guide.id, "lines", problem)
