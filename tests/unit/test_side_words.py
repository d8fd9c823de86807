"""A side inside a sentence: small in every language, since it is no noun in any of them."""

import pytest
from django.utils.translation import override

from endrange.values import Side
from endrange_app.web import words


@pytest.mark.parametrize(
    ("language", "side", "said"),
    [
        ("en", Side.RIGHT, "right"),
        ("en", Side.MIDLINE, "middle"),
        ("de", Side.RIGHT, "rechts"),
        ("de", Side.LEFT, "links"),
        ("de", Side.BOTH, "beide"),
    ],
)
def test_a_side_is_small_within_a_line(language, side, said):
    with override(language):
        assert words.side_within(side) == said
