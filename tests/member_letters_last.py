"""Invented letters that were written last, when the reader had been mended by the others.

At first sight it found 15 of 16 questions in them, 15 of the 16 that it found were questions, and 14 of 15 were asked of the right association and level.
"""

from __future__ import annotations

from member_letters import Asked, Letter


def _asked(words: str, scope: str = "", figure: str = "") -> Asked:
    return Asked(tuple(words.split("|")), tuple(scope.split()), figure)


LAST = (
    Letter(
        "grandmotherly",
        """My dear [name],
what a joy it was to hear your voice on the webinar! I am seventy-one and still working two days a week with the little ones here in Pittsfield, \
Massachusetts. My
director thinks it is high time that I got my Level I. Well, I never finished college. Will that be held against me? And would I have to sit for a \
test at my age?
Do give my love to your mother.
Yours affectionately, [name]""",
        (_asked("held against me", "MassAIMH IFA"), _asked("sit for a test", "MassAIMH IFA")),
    ),
    Letter(
        "terse bullets without lead",
        """Level III / New Mexico

* RS hours?
* master's ok from abroad?
* membership in other state ok?

[name]""",
        (_asked("rs hours", "NMAIMH IMHS", "50"), _asked("master", "NMAIMH IMHS"), _asked("membership", "NMAIMH IMHS")),
    ),
    Letter(
        "researcher",
        """Dear Madam or Sir, we are comparing endorsement systems for a paper. Please state for Massachusetts, Level II: the years of work \
experience required, and the number of families
served. For New Mexico, Level III, we should like to learn whether an examination forms part of the process.
With thanks, [name], Ph.D.""",
        (_asked("years of work experience", "MassAIMH IFS"), _asked("examination", "NMAIMH IMHS")),
    ),
    Letter(
        "voicemail transcript",
        """hi um this is [name] i'm calling from detroit michigan about the infant mental health specialist thing i have thirty hours of reflective \
supervision so far and i want to know how
many are still missing and um also does it have to be one on one okay call me back at [phone] bye""",
        (_asked("still missing", "MI-AIMH IMHS", "20"), _asked("one on one", "MI-AIMH IMHS")),
    ),
    Letter(
        "hr person",
        """Hello,
One of our staff members tells us she "has her Level II from MassAIMH". We want to understand what that stands for. Does it need to be renewed? If \
so, how often and with how many training hours?
Regards
HR Department""",
        (_asked("what that stands for", "MassAIMH IFS"), _asked("renewed", "MassAIMH IFS"), _asked("how often", "MassAIMH IFS", "15")),
    ),
    Letter(
        "two letters in one",
        """Hi, first, thanks for sorting out my login. Second, the portal asks me to upload a transcript. Must it be an official one? I'm doing Level \
III in New Mexico.

On a different subject: my sister in Michigan is also interested in Level III. How many hours of training would she need there?

Thanks a bunch
[name]""",
        (_asked("official", "NMAIMH IMHS"), _asked("how many hours of training", "MI-AIMH IMHS", "33")),
    ),
    Letter(
        "confused by a form",
        """I am filling out the form for Infant Mental Health Specialist (NM). Question 7 says "RSC". No clue what that stands for. Next one: \
references, do all three need to be endorsed people. I have 2 so far.""",
        (_asked("stands for", "NMAIMH IMHS"), _asked("references", "NMAIMH IMHS")),
    ),
    Letter(
        "polite refusal and one request",
        """Dear team, unfortunately I won't be able to come to the retreat. Would it be possible to have the list of what is required for Level I in \
Massachusetts sent to me?
I hope everybody is doing well. Isn't the foliage gorgeous this year?
Love and light, [name]""",
        (_asked("list of what is required", "MassAIMH IFA"),),
    ),
)
