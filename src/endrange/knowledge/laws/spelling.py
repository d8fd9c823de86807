"""One way to spell each word, and no slips of a finger that a reader would stumble over."""

import re
from collections.abc import Iterator
from functools import lru_cache

from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.complaints import Complaint, Complaints
from endrange.knowledge.laws.words import TEXTS, texts

BRITISH = """
analyze analyse; center centre; color colour; favor favour; fiber fibre; gray grey;
hematoma haematoma; labor labour; meter metre; neighbor neighbour; organize organise;
recognize recognise; stabilize stabilise; stabilization stabilisation; program programme;
anesthesia anaesthesia; edema oedema; orthopedic orthopaedic; mobilize mobilise
"""
"""The other way to spell it, and ours: most sources of these words write it so."""

SLIPS_OF_A_FINGER = """
acheive achieve; adress address; allways always; alot a lot; begining beginning;
beleive believe; calender calendar; comming coming; diffrent different;
extention extension; excercise exercise; foward forward; flexability flexibility;
freind friend; gaurd guard; grabing grabbing; hieght height; immediatly immediately;
knealing kneeling; lenght length; lenghten lengthen; lieing lying; loosing losing;
mucsle muscle; neccessary necessary; occured occurred; paralel parallel; pateint patient;
posible possible; postion position; pratice practice; presure pressure; recieve receive;
resistence resistance; rythm rhythm; seperate separate; shoudler shoulder;
similiar similar; straigt straight; strech stretch; streching stretching;
strenght strength; succesful successful; tendonitis tendinitis; teh the; thier their;
tounge tongue; untill until; wich which; writting writing
"""

SPELLINGS = {
    wrong: right.strip()
    for pair in f"{BRITISH};{SLIPS_OF_A_FINGER}".split(";")
    for wrong, _, right in [pair.strip().partition(" ")]
}
"""Wrong, and right."""

MAY_STAND_TWICE = ("that", "had")
SLIPS = re.compile(r"\s[,.;:?!](?:\s|$)|  |\w'\w|^\s|\s$|,,|;;|\.\.|--")
"""A blank before a mark, two of them or one at an end; a straight apostrophe; a mark twice."""

AS_IT_IS = {("sources", "title"), ("sources", "authors"), ("sources", "url"), ("sources", "doi")}
"""Quoted, not written here."""


def words_are_spelled(catalogue: Catalogue) -> Complaints:
    """Every text is spelled as on the list, with no word, blank or mark too many."""
    written = [one for one in texts(catalogue) if (one.kind, one.field) not in AS_IT_IS]
    for kind, id_, field, text in written:
        for problem in _slips(text):
            yield Complaint(kind, id_, field, f"{problem} in {text!r}")


@lru_cache(maxsize=TEXTS)
def _slips(text: str) -> tuple[str, ...]:
    return tuple(_slips_of(text))


def _slips_of(text: str) -> Iterator[str]:
    written = text.lower().split()
    words = [word.strip(",.;:?!()“”") for word in written]
    for wrong in SPELLINGS.keys() & words:
        yield f"write {SPELLINGS[wrong]!r} for {wrong!r}"
    for one, following in zip(written, words[1:], strict=False):
        if one == following and one.isalpha() and one not in MAY_STAND_TWICE:
            yield f"write {one!r} once"
    if slip := SLIPS.search(text):
        yield f"correct {slip[0]!r}: a blank, an apostrophe or a mark"
