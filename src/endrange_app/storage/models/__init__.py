"""Rows. Every row belongs to a clinic; domain values are stored whole, with their version.

Written only by ``storage.actions``. State is a record of who and when, not a boolean.
"""

import endrange_app.storage.aftermath
import endrange_app.storage.intakes
import endrange_app.storage.judged
import endrange_app.storage.laid
import endrange_app.storage.own
import endrange_app.storage.progress
import endrange_app.storage.retests
import endrange_app.storage.wishes  # noqa: F401  rows of this app too, in files of their own
from endrange_app.storage.models.people import (
    Client,
    Clinic,
    Membership,
    MembershipRole,
    User,
    UserManager,
)
from endrange_app.storage.models.readings import WORDS, Reading
from endrange_app.storage.models.runs import Run, RunEvent
from endrange_app.storage.models.trail import AuditEntry
from endrange_app.storage.models.visits import Plan, Screening, Visit

__all__ = [
    "WORDS",
    "AuditEntry",
    "Client",
    "Clinic",
    "Membership",
    "MembershipRole",
    "Plan",
    "Reading",
    "Run",
    "RunEvent",
    "Screening",
    "User",
    "UserManager",
    "Visit",
]
