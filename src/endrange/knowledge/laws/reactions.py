"""The event table: every word has its row, and no row grows milder as things get worse."""

from collections import Counter
from collections.abc import Iterator

from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.complaints import Complaint, Complaints
from endrange.knowledge.reactions import AtOnce, Branch, Level, Onward, Reaction, Word

LONGEST_WAIT = 600
# Ours: twice the longest look of the event table, 5 minutes.

RISING = (Branch.NOW, Branch.GONE, Branch.LATE, Branch.STILL, Branch.WORSE)


def every_word_has_a_reaction(catalogue: Catalogue) -> Complaints:
    """Each word has one row for the whole body, and at most one for each part."""
    rows = catalogue.reactions.values()
    for word in Word if rows else ():
        general = [row.id for row in rows if row.word is word and not row.parts]
        if len(general) != 1:
            problem = f"{word.value!r} has {general or 'no row'} for the whole body; keep one"
            yield Complaint("reactions", word.value, "word", problem)
    named = Counter((row.word, part) for row in rows for part in row.parts)
    for row in rows:
        if any(named[row.word, part] > 1 for part in row.parts):
            problem = f"another row of {row.word.value!r} names the same part; keep one"
            yield Complaint("reactions", row.id, "parts", problem)


def reactions_never_grow_milder(catalogue: Catalogue) -> Complaints:
    """Worse is met with at least as much as still there, and that with as much as gone."""
    for row in catalogue.reactions.values():
        for field, problem in _milder(row):
            yield Complaint("reactions", row.id, field, f"{problem}; be at least as strict")


def _milder(row: Reaction) -> Iterator[tuple[str, str]]:
    before = Branch.NOW
    for branch in RISING[1:] if row.look_after else ():
        if row.outcome(branch).onward.caution < row.outcome(before).onward.caution:
            yield f"if_{branch}", f"{row.outcome(branch).onward} is milder than {before}"
        before = branch
    if row.again and row.again.onward.caution < row.now.onward.caution:
        yield "again", f"{row.again.onward} is milder than the first time"


def reactions_let_go_of_what_is_red(catalogue: Catalogue) -> Complaints:
    """What is red lets go at once; an end is an end; being seen the same day ends a region."""
    for row in catalogue.reactions.values():
        if row.level is Level.RED and row.at_once.caution < AtOnce.RELEASE.caution:
            problem = f"{row.at_once} keeps hold of something red; release"
            yield Complaint("reactions", row.id, "at_once", problem)
        if (row.at_once is AtOnce.END) is not (row.now.onward is Onward.END):
            problem = f"{row.at_once} at once and {row.now.onward} from then on; end both"
            yield Complaint("reactions", row.id, "at_once", problem)
        for branch in Branch:
            outcome = row.outcome(branch)
            if outcome.urgency and outcome.onward.caution < Onward.DROP_REGION.caution:
                problem = f"{branch}: to be seen, and {outcome.onward}; drop the region or end"
                yield Complaint("reactions", row.id, "urgency", problem)


def reactions_say_why_and_when(catalogue: Catalogue) -> Complaints:
    """A row gives its reason, and looks again within ten minutes."""
    for row in catalogue.reactions.values():
        if not row.because.strip():
            yield Complaint("reactions", row.id, "because", "is empty; say where it comes from")
        if any(not 0 < seconds <= LONGEST_WAIT for seconds in row.look_after):
            problem = f"{list(row.look_after)} s are not within 1 to {LONGEST_WAIT}; correct them"
            yield Complaint("reactions", row.id, "look_after", problem)
