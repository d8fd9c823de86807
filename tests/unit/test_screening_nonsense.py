"""What no rule may say: refused where it is written."""

import pytest
from pydantic import ValidationError

from endrange.knowledge import Modification, Scope, Trigger, Verdict
from tests.builders import precaution

N = Verdict.AVOID


@pytest.mark.parametrize(
    ("nonsense", "says"),
    [
        (lambda: Modification(code="DIR"), "name a part"),
        (lambda: Modification(code="CAP", part="HIP"), "CAP has them"),
        (lambda: Modification(code="LOW", degrees=5), "CAP has them"),
        (lambda: Trigger(question="q"), "no condition"),
        (Scope, "reaches nothing"),
        (lambda: precaution("p", "q", N, verdicts="N N N"), "not four of P M C N E"),
        (lambda: precaution("p", "q", N, verdicts="N N N X"), "not four of P M C N E"),
    ],
)
def test_nonsense_cannot_be_written(nonsense, says):
    with pytest.raises(ValidationError, match=says):
        nonsense()
