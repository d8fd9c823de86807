# ruff: noqa: E501  (a row of a table is one case and stays on one line)
"""What a word does to the rest of a session, told as what two people do. Times in seconds.

Three stretches: hamstrings with hold-relax and glutes, both at the hip; then over to the front for
the thigh, at the knee, which loads the hip too.

     0  left: get ready        96  right: the same     182  glutes left: get ready   408  turn over
     8  take up                                        190  take up                  438  thigh left
    18  push                  123  deeper, hold        195  hold                     451  hold
    24  relax                                          225  rest                     546  switch side
    27  deeper, hold                                   240  take up                  556  thigh right
    42  rest                                           245  hold                     664  the end
    52  push                                           290  switch side
    58  relax                                          300  glutes right, to 408
    61  deeper, hold
    76  rest
    86  switch side
"""

from tests.sessions import item, reacting, turn

THREE = reacting(item(), item("glute", "passive"), item("quad", "passive"), turns=(turn(2),))

RELEASED = """
  what                                          | events                                                                              | status  | position | also
  pain above 5: let go, this region is done     | 0 helper start; 30 client comfort 5 6                                               | stopped | 30  | hurts=True reds=0 dropped=0 locked=HIP_L checks=much_pain!
  nothing goes on before it has been looked at  | 0 helper start; 30 client hurts; 40 client ready; 45 helper resume                  | stopped | 30  | client_ready=True checks=much_pain!
  too early to say that it is gone              | 0 helper start; 30 client hurts; 89.9 client recheck gone                           | stopped | 30  | checks=much_pain!
  gone after a minute: only the other side goes on, and what does not load this hip | 0 helper start; 30 client hurts; 90 client recheck gone; 91 client ready; 92 helper resume | running | 290 | locked=HIP_L checks=
  still there after a minute ends it            | 0 helper start; 30 client hurts; 90 client recheck still                            | ended   | 30  | urgency=
  worse at any moment: to be seen today         | 0 helper start; 30 client hurts; 35 client recheck worse                            | ended   | 30  | urgency=same_day
  the helper may say still and worse, not gone  | 0 client join; 0 helper start; 30 client hurts; 95 helper recheck gone              | stopped | 30  | checks=much_pain!
  without a phone the helper passes gone on     | 0 helper start; 30 helper hurts; 95 helper recheck gone                             | stopped | 30  | checks=
  told twice is once                            | 0 helper start; 30 client hurts; 31 client comfort - 8; 32 client hurts             | stopped | 30  | reds=0 said=much_pain
  what kind, asked afterwards, is the same red  | 0 helper start; 30 client hurts; 31 client sensation sharp                          | stopped | 30  | reds=0 said=much_pain,sharp checks=much_pain!,sharp!
  and each of the two wants its answer          | 0 helper start; 30 client hurts; 31 client sensation sharp; 95 client recheck gone much_pain; 96 client ready; 97 helper resume | stopped | 30 | checks=sharp!
  sharp: gone after a minute, asked again later while going on | 0 helper start; 30 client sensation sharp; 95 client recheck gone; 96 client ready; 97 helper resume | running | 290 | checks=sharp locked=HIP_L
  sharp and back after five minutes: the end    | 0 helper start; 30 client sensation sharp; 95 client recheck gone; 96 client ready; 97 helper resume; 335 client recheck still | ended | 636 | urgency=same_day
  sharp, still there after a minute: wait on    | 0 helper start; 30 client sensation sharp; 90 client recheck still                  | stopped | 30  | checks=sharp!
  sharp, still there after five                 | 0 helper start; 30 client sensation sharp; 90 client recheck still; 330 client recheck still | ended | 30 | urgency=same_day
  nobody answered in five minutes: still is still | 0 helper start; 30 client sensation sharp; 400 client recheck still              | ended   | 30  | urgency=same_day
  numb: two minutes                             | 0 helper start; 30 client sensation numb; 149 client recheck gone                   | stopped | 30  | checks=numb!
  numb in both legs                             | 0 helper start; 30 client sensation numb; 31 client recheck worse                   | ended   | 30  | urgency=call_now
  a second red ends it                          | 0 helper start; 30 client hurts; 90 client recheck gone; 91 client ready; 92 helper resume; 110 client sensation numb | ended | 308 | reds=0,1
  a joint that is out of place                  | 0 helper start; 30 client sensation joint; 90 client recheck still                  | ended   | 30  | urgency=same_day
  a pop: seen the same day whatever it is       | 0 helper start; 30 client sensation pop; 35 client recheck gone                     | stopped | 30  | urgency=same_day locked=HIP_L
  chest: the session is over                    | 0 helper start; 30 client sensation breathless                                      | ended   | 30  | urgency=same_day checks=breathless! reds=0
  and after a minute help is called             | 0 helper start; 30 client sensation breathless; 95 helper recheck still             | ended   | 30  | urgency=call_now checks=
  headache: help is called                      | 0 helper start; 30 client sensation headache                                        | ended   | 30  | urgency=call_now checks=
  after the end somebody feels faint            | 0 helper start; 30 helper end; 60 client sensation dizzy; 62 client recheck worse   | ended   | 30  | urgency=call_now reds=
"""

STOPS = """
  what                                          | events                                                                              | status  | position | also
  the client’s stop asks what it was            | 0 helper start; 30 client stop; 31 client ready; 32 helper resume                   | stopped | 30  | checks=stop! reds= locked=
  it was only a break: here again               | 0 helper start; 30 client stop; 31 client sensation break; 32 client ready; 33 helper resume | running | 0 | checks= reds= locked=
  the helper cannot say so for a client with a phone | 0 helper start; 30 client stop; 31 helper sensation break                      | stopped | 30  | checks=stop!
  not a break: as red as pain                   | 0 helper start; 30 client stop; 90 client recheck gone; 91 client ready; 92 helper resume | running | 290 | reds=0 locked=HIP_L
  something was wrong: a kind is said, and counts | 0 helper start; 30 client stop; 33 client sensation tingling; 34 client sensation break; 60 client recheck gone; 61 client ready; 62 helper resume | running | 0 | reds= eased=0
  a helper beside a client with a phone stops as a helper | 0 client join; 0 helper start; 30 helper stop; 31 client ready; 32 helper resume | running | 0 | reds= checks=
  without a phone it may be the client’s word   | 0 helper start; 30 helper stop; 31 helper ready; 32 helper resume                   | stopped | 30  | checks=stop!
  the word stop is the button stop              | 0 helper start; 30 client sensation stop                                            | stopped | 30  | checks=stop!
  a click before the start is looked at first   | 0 client sensation click; 5 helper start                                            | waiting | 0   | checks=click!
  a break while nothing is wrong is a pause     | 0 helper start; 30 client sensation break; 40 helper resume                         | running | 30  | reds=
  a ready from before the stop is none          | 0 client join; 0 helper start; 50 helper stop; 40 client ready; 60 helper resume    | stopped | 50  | client_ready=False
  nor does a going on from before it go on      | 0 client join; 0 helper start; 50 helper stop; 55 client ready; 45 helper resume    | stopped | 50  | client_ready=True
"""

LESS = """
  what                                          | events                                                                              | status  | position | also
  pain 3 to 5: back, and looked at in 10 s      | 0 helper start; 30 client comfort 5 4                                               | running | 30  | eased=0 checks=pain reds=
  a small number says that it has passed        | 0 helper start; 30 client comfort 5 4; 36 client comfort 3 1                        | running | 36  | eased=0 checks=
  so does the answer                            | 0 helper start; 30 client comfort 5 4; 36 client recheck gone                       | running | 36  | eased=0 checks=
  not passed: let go, this stretch is done      | 0 helper start; 30 client comfort 5 4; 40 client recheck still                      | stopped | 40  | dropped=0 locked= hurts=True
  a number says so too                          | 0 helper start; 30 client comfort 5 4; 40 client comfort - 3                        | stopped | 40  | dropped=0 hurts=True
  worse: the region                             | 0 helper start; 30 client comfort 5 4; 33 client recheck worse                      | stopped | 33  | dropped=0 locked=HIP_L reds=0
  the word is the number                        | 0 helper start; 30 client sensation pain                                            | running | 30  | eased=0 checks=pain
  a second time in this stretch                 | 0 helper start; 30 client comfort 5 3; 35 client comfort 3 0; 70 client comfort 5 3 | stopped | 70  | dropped=0 locked=
  not in another                                | 0 helper start; 30 client comfort 5 3; 35 client comfort 3 0; 250 client comfort 5 3 | running | 250 | eased=0,1 dropped=
  somebody who came with pain 2: 5 is three more, and red | 0 client comfort - 2; 0 helper start; 30 client comfort 5 5               | stopped | 30  | baseline=2 locked=HIP_L
  and 4 is amber                                | 0 client comfort - 2; 0 helper start; 30 client comfort 5 4                         | running | 30  | eased=0 reds=
  who came with pain 1: 3 is amber, not yet red | 0 client comfort - 1; 0 helper start; 30 client comfort 5 3                         | running | 30  | eased=0 reds=
  who came without pain: 3 is amber             | 0 client comfort - 0; 0 helper start; 30 client comfort 5 3                         | running | 30  | eased=0 reds=
  tingling: let go, gone in half a minute, once more | 0 helper start; 30 client sensation tingling; 40 client recheck gone; 41 client ready; 42 helper resume | running | 0 | eased=0 checks= reds=
  tingling still there: wait on                 | 0 helper start; 30 client sensation tingling; 61 client recheck still               | stopped | 30  | checks=tingling! dropped=
  gone within two minutes: this stretch is left | 0 helper start; 30 client sensation tingling; 61 client recheck still; 100 client recheck gone | stopped | 30 | dropped=0 locked= reds=
  nobody knows when it went: left too           | 0 helper start; 30 client sensation tingling; 100 client recheck gone               | stopped | 30  | dropped=0 reds=
  over two minutes: the region                  | 0 helper start; 30 client sensation tingling; 155 client recheck still              | stopped | 30  | dropped=0 locked=HIP_L reds=0
  a numb patch                                  | 0 helper start; 30 client sensation tingling; 33 client recheck worse               | ended   | 30  | urgency=same_day
  it comes back: this stretch is left           | 0 helper start; 30 client sensation tingling; 40 client recheck gone; 41 client ready; 42 helper resume; 60 client sensation tingling | stopped | 18 | dropped=0 reds=0 locked=
  a click: wait, then less far                  | 0 helper start; 30 client sensation click                                           | paused  | 30  | eased=0 checks=click!
  nothing goes on meanwhile                     | 0 helper start; 30 client sensation click; 35 helper resume                         | paused  | 30  | checks=click!
  quiet: on                                     | 0 helper start; 30 client sensation click; 40 client recheck gone; 41 helper resume | running | 30  | checks=
  it clicks again                               | 0 helper start; 30 client sensation click; 40 client recheck gone; 41 helper resume; 45 client sensation click | stopped | 34 | locked=HIP_L
  trembling: lightly from now on                | 0 helper start; 30 client sensation spasm; 36 client recheck gone; 37 helper resume | running | 30  | light=0 eased=0
  trembling that does not stop                  | 0 helper start; 30 client sensation spasm; 60 client recheck still                  | stopped | 30  | dropped=0
  dizzy: light for the rest of today            | 0 helper start; 30 client sensation dizzy                                           | stopped | 30  | light=0,1,2 checks=dizzy!
  and only seated                               | 0 helper start; 30 client sensation dizzy; 150 client recheck gone; 151 client ready; 152 helper resume | running | 664 | off=0,1,2
  dizzy again                                   | 0 helper start; 30 client sensation dizzy; 150 client recheck gone; 155 client sensation dizzy | ended | 30 | urgency=same_day
  cramp: no more pushes, lightly                | 0 helper start; 20 client sensation cramp; 80 client recheck gone; 81 client ready; 82 helper resume | running | 0 | no_push=0,1,2 light=0,1,2
  cramp again: this stretch is left             | 0 helper start; 20 client sensation cramp; 80 client recheck gone; 81 client ready; 82 helper resume; 100 client sensation cramp | stopped | 27 | dropped=0
  a hard stop: never push into it               | 0 helper start; 30 helper sensation hard_stop                                       | running | 30  | eased=0
  panic: they decide                            | 0 helper start; 30 client sensation panic; 500 client ready; 501 helper resume      | running | 0   | reds=
  the helper slips                              | 0 helper start; 30 helper sensation slip; 40 helper ready; 41 helper resume         | running | 0   | eased=0
  no answer: let go, ask twice                  | 0 helper start; 30 helper sensation silent                                          | stopped | 30  | checks=silent! reds=
  they answer                                   | 0 helper start; 30 helper sensation silent; 33 helper recheck gone; 34 helper ready; 35 helper resume | running | 0 | reds=
  they do not                                   | 0 helper start; 30 helper sensation silent; 40 helper recheck still                 | ended   | 30  | urgency=call_now reds=0
"""

PUSHES = """
  what                                          | events                                                                              | status  | position | also
  the breath held in a push: it ends            | 0 helper start; 20 helper sensation breath_held                                     | running | 24  | light_push=0,1,2
  a light push lasts 5 s                        | 0 helper start; 10 helper sensation breath_held; 23 helper ease_off                 | running | 24  | light_push=0,1,2
  twice: no more pushes today                   | 0 helper start; 20 helper sensation breath_held; 44 helper next; 50 helper sensation breath_held | running | 61 | no_push=0,1,2
  a push stronger than the helper can hold      | 0 helper start; 20 helper sensation too_strong                                      | running | 20  | light_push=0
  again: no pushes in this stretch              | 0 helper start; 20 helper sensation too_strong; 21 helper sensation too_strong      | running | 27  | no_push=0
  without pushes: from the rest to the hold     | 0 helper start; 20 helper sensation too_strong; 21 helper sensation too_strong; 60 helper ease_off | running | 75 | no_push=0
  back passes over a push that is not done      | 0 helper start; 20 helper sensation too_strong; 21 helper sensation too_strong; 22 helper back | running | 8 | no_push=0
"""

TABLES = (RELEASED, STOPS, LESS, PUSHES)
