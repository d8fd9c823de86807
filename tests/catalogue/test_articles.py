"""Every sentence of the three articles that asks for something, and the items that answer it.

The sentences are in our own words. An item leads to entries, which the laws of the catalogue follow
to the end, and the page "What answers the articles" shows them all.
"""

import re

import pytest

from endrange.knowledge import load
from tests.tables import rows

COVERAGE = load().coverage

A = """
  Cleveland Clinic Health Essentials, 26 February 2023                                                     | items
  Assisted stretching is passive: an outside force lengthens the muscle; a partner, a towel or a strap.    | A1 A2
  Called PNF in physiotherapy.                                                                             | A3
  Distinguished from dynamic stretching, repeated movement before activity.                                | A4
  Distinguished from static active stretching, held 30 to 90 s.                                            | A5
  The cycle: the helper brings the body part into a lengthened position.                                   | A6
  The client flexes the lengthened muscle as hard as they can for 5 to 10 s.                               | A7
  It tires and relaxes.                                                                                    | A8
  The helper takes it a little further.                                                                    | A9
  A few degrees deeper each time; over sessions the new range becomes the natural one.                     | A10
  Benefits: communication, an ongoing conversation about how it feels; the client does not resist much.    | A11 A12
  More range of motion.                                                                                    | A13
  Less stiffness and tension; sore the next day is possible.                                               | A14 A15
  For recovering from injury, chronic back pain, athletes, desk workers.                                   | A16 A17 A18 A19
  Hamstrings: on the back, both legs straight; the helper kneels at the feet, the left leg on the shoulder.| A20
  The client presses the leg down as hard as possible, 5-10 s; relax 5-10 s; past the usual range, 5-10 s. | A20
  Rest 30 s. Three to four times, then the other leg.                                                      | A20
  Quads: on the front, legs straight; the helper kneels at the feet; one knee bent toward the glutes.      | A21
  One hand under the knee, the other presses the leg toward the glutes; hold 5-10 s; relax 5-10 s.         | A21
  Three to four times, switch legs.                                                                        | A21
  Chest: standing, the helper behind; arms raised at the sides; drawn back until tension is felt.          | A22
  Hold 5-10 s. Relax the arms, three or four times.                                                        | A22
"""  # noqa: E501

B = """
  StretchMasters, assisted stretching in physical therapy                                                  | items
  What it is, and how it differs from stretching alone: who controls it, depth, targeting, feedback.       | B1 B2 B3 B4 B5
  Techniques, risk, application: seven rows in all.                                                        | B6 B7 B8
  Techniques named: PNF, active assisted, passive assisted.                                                | B9 B10 B11
  Contract-relax, hold-relax, pre-contraction stretching, myofascial release.                              | B12 B13 B14 B15
  Static and dynamic for the self.                                                                         | B16 B17
  Comfort: deep stretch, gentle pull, mild discomfort near the end are expected.                           | B18
  Sharp, shooting or intense pain stops it at once; speak up straight away; always adjustable.             | B19 B20 B21
  For athletes.                                                                                            | B22
  For people with chronic muscular tension: sedentary, repetitive work; neck, shoulders, low back.         | B23
  For older adults.                                                                                        | B24
  For post-surgical and rehabilitation clients, under supervision, to protocol; general wellbeing.         | B25 B26
  Benefits: flexibility and range; less tension and stiffness at hips, neck, shoulders.                    | B27 B28
  Support for pain management, athletic performance, post-injury reconditioning.                           | B29 B30 B31
  Posture by chest, hip flexors, hamstrings; circulation; stress and relaxation.                           | B32 B33 B34
  A session: consultation on goals, lifestyle, medical history, aches and pains, fitness goals.            | B35
  Physical assessment: tightness, imbalance, restricted movement; limbs through range, posture, movements. | B36
  Supported positions on a plinth or mat, one body part at a time.                                         | B37
  Pressure and angle adjusted to comfort and feedback; guided breathing; clear communication.              | B38 B39 B40
  30 to 60 minutes; comfortable loose clothing.                                                            | B41 B42
  Passive assisted: the client relaxes, the helper moves.                                                  | B11
  Active assisted: the client moves, the helper adds a little at the end.                                  | B10
  PNF: into the stretch, push gently against the hand for a few seconds, relax, a little deeper.           | B13
  How often: personal; a few sessions for some.                                                            | B43
  Weekly or fortnightly at first for chronic or injured, then taper as the range holds; consistency.       | B44 B45
  Risks when done badly: strain or tear, joint instability with hypermobility, nerve irritation.           | B46 B47 B48
  Avoid or modify: acute injuries in the inflammatory phase: fresh tear, fracture, severe sprain.          | B49
  Recent surgery: timelines and precautions by type.                                                       | B50
  Unstable fractures or dislocations; infections or open wounds.                                           | B51 B52
  DVT, osteoporosis with high fracture risk, severe arthritis.                                             | B53 B54 B55
  Severe, sharp, shooting or unbearable pain: stop.                                                        | B56
  Precautions: a qualified helper, open communication, never beyond limits.                                | B57 B58 B59
  Conditions: back pain by hamstrings, hip flexors, glutes.                                                | B60
  Post-surgical, hip or knee replacement, with clearance.                                                  | B61
  Neck and shoulder tension by upper trapezius, pectorals, neck.                                           | B62
  Sciatica-like symptoms by piriformis; plantar fasciitis by calf and Achilles tendon.                     | B63 B64
  Science as told: muscle spindles and the stretch reflex; Golgi tendon organs, autogenic inhibition.      | B65 B66
  Longer-term muscle length by sarcomeres, tissue compliance, neural adaptation as tolerance.              | B67 B68 B69
  References: Hayes 2006, Pourahmadi 2020, Sharman 2006, Shrier 2004, Stanziano 2009, Gajdosik 2005.       | B70
"""  # noqa: E501

C = """
  A Fitness Physical Therapy Clinic, assisted stretching after training                                    | items
  One-to-one recovery technique; the client is relaxed; the helper applies controlled pressure.            | C1 C2
  The helper watches alignment and muscle response.                                                        | C3
  Passive and contract-relax methods; never forced.                                                        | C4 C5
  After training muscles tighten; without recovery: less range, less performance, stiffness.               | C6
  Strain and overuse risk.                                                                                 | C7
  Benefits: flexibility and joint mobility; less tightness and soreness; faster recovery; better movement. | C8 C9 C10 C11
  Compared with stretching alone: deeper, controlled, aligned, targeted, adapted.                          | C12
  For runners and endurance athletes; team sports; strength and resistance trainers; beginners.            | C13 C14 C15 C16
  People returning after injury under guidance; those tight despite regular stretching.                    | C17 C18
  When: on rest or recovery days; immediately after training.                                              | C19 C20
  As part of a structured rehabilitation or performance plan; consistency.                                 | C21 C22
  Adapted to individual flexibility, training load, comfort level.                                         | C23 C24 C25
  Acute injury or medical condition: advice first.                                                         | C26
"""  # noqa: E501


def sentences(table: str) -> list[tuple[str, list[str]]]:
    return [(first, items.split()) for first, items in (row.values() for row in rows(table))]


@pytest.mark.parametrize(("letter", "table"), [("A", A), ("B", B), ("C", C)])
def test_every_sentence_has_its_items_and_every_item_its_sentence(letter: str, table: str) -> None:
    named = [item for _, items in sentences(table) for item in items]

    assert all(items for _, items in sentences(table))
    assert set(named) == {id_ for id_ in COVERAGE if id_.startswith(letter)}


NUMBER = re.compile(r"\d+")


@pytest.mark.parametrize("table", [A, B, C], ids="ABC")
def test_an_item_keeps_the_numbers_of_its_sentence(table: str) -> None:
    """Seconds, minutes and repetitions are not lost on the way."""
    for sentence, items in sentences(table):
        wanted = set(NUMBER.findall(sentence)) - {"0"}
        told = " ".join(COVERAGE[item].says for item in items)
        assert wanted <= set(NUMBER.findall(told)), (sentence, told)


def test_every_item_leads_to_an_entry_or_a_screen() -> None:
    for item in COVERAGE.values():
        for entry in item.entries:
            kind, _, id_ = entry.partition("/")
            assert kind == "screens" or id_ in getattr(load(), kind), item.id
