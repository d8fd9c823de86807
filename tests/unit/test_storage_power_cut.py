"""What is half done when the power goes is not done at all."""

import pytest

from endrange_app.storage import demo
from endrange_app.storage.models import Clinic, User

pytestmark = pytest.mark.django_db


def test_half_a_demo_is_never_left(db, now, monkeypatch):
    def power_cut(*_):
        raise OSError("power cut")

    monkeypatch.setattr(demo, "_ben", power_cut)
    with pytest.raises(OSError, match="power cut"):
        demo.load_demo(now)

    assert (User.objects.count(), Clinic.objects.count()) == (0, 0)
