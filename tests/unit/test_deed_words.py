"""What the trail of a clinic says: each deed in words, none by the name the code gives it."""

import re
from pathlib import Path

import pytest

from endrange.session import EventKind
from endrange_app.storage import actions
from endrange_app.web import deedwords

DEED = re.compile(r'"([a-z_]+\.[a-z_]+)"')
SOURCES = sorted(Path(actions.__file__).parent.glob("*.py"))
WRITTEN = {deed for source in SOURCES for deed in DEED.findall(source.read_text())}
OF_A_SESSION = {f"run.{kind}" for kind in EventKind}
NO_DEED = {"endrange_app.live", "websocket.receive"}


@pytest.mark.parametrize("action", sorted((WRITTEN | OF_A_SESSION) - NO_DEED))
def test_each_deed_has_words(action):
    assert action in deedwords.DEEDS
