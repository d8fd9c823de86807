"""A finding put otherwise: each of its texts, and nothing else."""

from tests.builders import precaution
from tests.unit.deciding import YES, M, decided


def test_every_text_is_put_otherwise_and_the_rest_stays():
    (finding,) = decided([precaution("p", "q", M)], {"q": YES}).findings

    loud = finding.put(str.upper)

    assert loud.texts == tuple(text.upper() for text in finding.texts)
    assert {finding.title, finding.because, finding.ask, *finding.answered} <= {*finding.texts}
    same = ("precaution", "verdict", "verdicts", "modifications", "basis", "sources", "certain")
    for name in same:
        assert getattr(loud, name) == getattr(finding, name)
