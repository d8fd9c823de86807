"""The invented people of the demo clinic: what they answer, and how far they came."""

from dataclasses import dataclass

DOOR: dict[str, object] = {
    "chest_or_breath": "no",
    "head_or_neck_signs": "no",
    "saddle_or_both_legs": "no",
    "limb_swelling": "no",
    "hurt": "no",
    "not_usual": "no",
}
"""An ordinary day."""

WELL: dict[str, object] = DOOR | {
    "consent": "yes",
    "feedback": "yes",
    "first_time": "no",
    "pregnancy": "no",
    "bones_ever": "no",
    "joints": "no",
    "bones": "not_told",
    "supple": "no",
    "operations": "no",
    "nerves": "no",
    "brain_spine": "no",
    "heart_vessels": "no",
    "blood_pressure": "normal",
    "illnesses": "no",
    "medicines": "no",
    "neck_injury": "no",
    "neck_risks": "no",
    "other_condition": "no",
}
"""Somebody with nothing to tell; follow-up questions are not put."""

MAYA: dict[str, object] = WELL | {"age": 34}
MAYAS_WISH = "Sit on the floor with my niece for a quarter of an hour"
BEN: dict[str, object] = WELL | {
    "age": 58,
    "bones_ever": "yes",
    "fractures": "no",
    "dislocations": [
        {
            "what": "shoulder_front",
            "side": "right",
            "on": "2021-05-08",
            "details": {"times": "more", "now": "stable"},
        }
    ],
    "illnesses": ["glaucoma"],
}
"""A right shoulder that came out more than once, years ago, and raised eye pressure."""


BORNE: dict[str, object] = {
    "after_head": "no",
    "after_saddle": "no",
    "after_limb": "no",
    "after_tingling": "no",
    "after_swelling": "no",
    "after_pain": "same",
    "after_soreness": "mild",
    "after_day": "no",
}
"""A day after a session that went well."""


@dataclass(frozen=True)
class Past:
    """One earlier visit: the straight-leg raise of both sides, before and after, in degrees."""

    days_ago: int
    full: bool
    left: tuple[float, float]
    right: tuple[float, float]
    rated: int
    """How well her own goal went, 0 to 10."""


MAYAS_FIRST = Past(84, True, (53, 53), (66, 66), 3)
"""Asked and measured when they first met, and not stretched: a start has two readings."""
MAYAS_PAST = (
    Past(77, True, (53, 58), (66, 69), 3),
    Past(63, False, (54, 60), (67, 70), 3),
    Past(49, False, (60, 65), (65, 69), 4),
    Past(35, True, (65, 70), (68, 72), 5),
    Past(14, False, (69, 74), (69, 73), 6),
)
"""The left side has gained more than the measuring can explain; the right side not yet."""
