"""The session the tables tell of: hamstrings with hold-relax, turn over, then the thigh."""

from tests.sessions import item, timeline, turn

TWO = timeline(item(), item("quad", "passive"), turns=(turn(1),))
