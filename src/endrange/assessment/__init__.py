"""What do we see? Readings in, Findings out."""

from endrange.assessment.blocks import ASKED, as_answer, block, blocks, into
from endrange.assessment.comparing import Comparison, Latest, assess, latest
from endrange.assessment.conventions import perhaps_meant, stored, written
from endrange.assessment.error import (
    Z95,
    OwnError,
    StandardError,
    comparable,
    detectable,
    error_of,
    further_by,
    method,
    standard_error,
)
from endrange.assessment.norms import Context, Person, Share, context, spread
from endrange.assessment.readings import (
    Block,
    Findings,
    Limitation,
    Moment,
    Origin,
    Reading,
    WarmUp,
)
from endrange.assessment.retest import FEWEST_PAIRS, Pair, Refusal, from_pairs, from_sessions, unfit
from endrange.assessment.trials import Wanted, is_spread, summarise, wanted

__all__ = [
    "ASKED",
    "FEWEST_PAIRS",
    "Z95",
    "Block",
    "Comparison",
    "Context",
    "Findings",
    "Latest",
    "Limitation",
    "Moment",
    "Origin",
    "OwnError",
    "Pair",
    "Person",
    "Reading",
    "Refusal",
    "Share",
    "StandardError",
    "Wanted",
    "WarmUp",
    "as_answer",
    "assess",
    "block",
    "blocks",
    "comparable",
    "context",
    "detectable",
    "error_of",
    "from_pairs",
    "from_sessions",
    "further_by",
    "into",
    "is_spread",
    "latest",
    "method",
    "perhaps_meant",
    "spread",
    "standard_error",
    "stored",
    "summarise",
    "unfit",
    "wanted",
    "written",
]
