"""May we? Answers in, Clearance out. See ``screen``."""

from endrange.screening.aftermath import DayAfter, Harm, aftermath, harm
from endrange.screening.answers import questions_for, read_answers
from endrange.screening.checks import fits
from endrange.screening.clearance import (
    Clearance,
    Finding,
    Reason,
    RegionClearance,
    Setting,
    StretchClearance,
    overall,
    worst,
)
from endrange.screening.decide import screen
from endrange.screening.imposed import Imposed
from endrange.screening.limits import banned, loaded
from endrange.screening.noted import noted
from endrange.screening.reach import Strain, region_of, strain
from endrange.screening.restricting import OWN, Restriction
from endrange.screening.truth import weeks_since
from endrange.screening.urgent import red_flags, urgent, waiting
from endrange.screening.wording import answer_in_words

__all__ = [
    "OWN",
    "Clearance",
    "DayAfter",
    "Finding",
    "Harm",
    "Imposed",
    "Reason",
    "RegionClearance",
    "Restriction",
    "Setting",
    "Strain",
    "StretchClearance",
    "aftermath",
    "answer_in_words",
    "banned",
    "fits",
    "harm",
    "loaded",
    "noted",
    "overall",
    "questions_for",
    "read_answers",
    "red_flags",
    "region_of",
    "screen",
    "strain",
    "urgent",
    "waiting",
    "weeks_since",
    "worst",
]
