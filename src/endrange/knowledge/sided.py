"""Words of a one-sided stretch, told for the left or for the right.

A stretch is written once for both sides: *the side you work*, *the other leg*. Here these become
*the left side*, *the right leg*. What is meant must be the client's own: hands and arms are left
alone, since *the other hand* may be the helper's.
"""

import re

from endrange.values import Side

WORKED = re.compile(
    r"\b(the)( raised| bent| straight)? (leg|foot|knee|thigh|hip|arm|shoulder|side)"
    r" you (work|raise|move)\b",
    re.IGNORECASE,
)
SAME = re.compile(r"\b(the) (?:same) (side)\b", re.IGNORECASE)
OTHER = re.compile(
    r"\b(the|your)( bent| front)? (?:other|opposite)"
    r"( front)? (side|leg|foot|knee|thigh|hip bone|hip|shin|ankle|seat|shoulder|armpit)\b",
    re.IGNORECASE,
)


def told_for(text: str, side: Side) -> str:
    """The same words with the sides named. Other sides than left and right change nothing."""
    if side.mirrored is side:
        return text
    text = WORKED.sub(rf"\1 {side.value}\2 \3", text)
    text = SAME.sub(rf"\1 {side.value} \2", text)
    return OTHER.sub(rf"\1\2 {side.mirrored.value}\3 \4", text)
