"""Joints and movements agree with each other, and everybody uses their names."""

from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.complaints import Complaint, Complaints


def movements_have_a_way_back(catalogue: Catalogue) -> Complaints:
    """The opposite of a movement is one of the same joint, in the same plane, and leads back."""
    for joint in catalogue.joints.values():
        for id_, movement in joint.movements.items():
            back = joint.movements.get(movement.opposite)
            if back is None or back.opposite != id_ or back.plane is not movement.plane:
                problem = f"{movement.opposite!r} does not lead back to {id_!r}; correct one"
                yield Complaint("joints", joint.id, f"movements.{id_}.opposite", problem)
