"""Invented letters of members, masked as the reader gets them, with the questions that a person finds in each; these were written before the reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a letter.

    Attributes:
        words: Words that the question found must hold, in any case.
        scope: Keys of the associations and categories that it is asked of; () when the letter names none.
        figure: A figure of the right answer from the shipped sheets ("10 hours"), else "".
    """

    words: tuple[str, ...]
    scope: tuple[str, ...] = ()
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and its questions, in order."""

    name: str
    text: str
    asked: tuple[Asked, ...]


def _asked(words: str, scope: str = "", figure: str = "") -> Asked:
    return Asked(tuple(words.split("|")), tuple(scope.split()), figure)


LETTERS = (
    Letter(
        "polite long",
        """Dear Sir or Madam,

I hope this message finds you well. My name is [name] and I am a home visitor in Springfield, Massachusetts. I have been thinking about
endorsement for quite some time, and my supervisor, [name], encouraged me to write to you. I would like to apply for Level II.

So far I have 20 hours of training. How many more hours do I need? I would also be grateful if you could tell me how many hours of
reflective supervision are required.

Thank you very much in advance for your time and your help.

With kind regards,
[name]
Family Support Program
[phone]
[e-mail]
""",
        (_asked("how many more hours", "MassAIMH IFS", "10 "), _asked("reflective supervision", "MassAIMH IFS", "24")),
    ),
    Letter(
        "angry short",
        "This is the third time I am writing!! Do I need to take an exam for level 3 in New Mexico or not??? Nobody answers the phone.\n\n[name]",
        (_asked("exam", "NMAIMH IMHS"),),
    ),
    Letter(
        "rambling story",
        """Hi there!

Can you believe it's November already? I was at the fall conference last month with my colleague [name], and it was so lovely to meet everybody. We
talked for a long time in the lobby about babies and about our work, and she said I should really look into getting endorsed, which I had
never thought of before because I only have an associate degree and always thought it was for therapists. Anyway, I work in Boston in an Early
Head Start program and I've been there six years.

So I was wondering whether I need a bachelor's degree for Level I. And is there an exam? My colleague thinks so but she is in Michigan.

Hope you have a great Thanksgiving!
[name]
""",
        (_asked("bachelor", "MassAIMH IFA"), _asked("exam", "MassAIMH IFA")),
    ),
    Letter(
        "numbered list",
        """Hello,

I'm applying for endorsement as an Infant Mental Health Specialist in New Mexico. I have a few questions:

1. How many hours of training do I need?
2. How many references are required
3. What does it cost?
4. Who can give me reflective supervision?

Thanks!
[name]
""",
        (
            _asked("training", "NMAIMH IMHS", "30"),
            _asked("references", "NMAIMH IMHS"),
            _asked("cost", "NMAIMH IMHS"),
            _asked("who can give me reflective", "NMAIMH IMHS"),
        ),
    ),
    Letter(
        "two things",
        """Hello team, two things: how many reflective supervision hours does Michigan require for Level III, and do the hours have to be individual?
Second thing, my e-mail address has changed to [e-mail].

Best, [name]""",
        (_asked("reflective supervision hours", "MI-AIMH IMHS", "50"),),
    ),
    Letter(
        "telegram",
        "massachusetts level 2 home visitor 20 hrs training done how many more needed",
        (_asked("how many more", "MassAIMH IFS", "10 "),),
    ),
    Letter(
        "forwarded chain",
        """Could somebody please answer her? I don't know this one. It is for Michigan.

---------- Forwarded message ---------
From: [name] <[e-mail]>
Date: [date]
Subject: question about renewal
To: <[e-mail]>

Hi [name],
I am endorsed at Level III and my renewal comes up next year. How many hours of training do I need for renewal?

Thanks,
[name]

On [date], [name] <[e-mail]> wrote:
> Hello [name], do you have any questions about your endorsement?
> How did you like the conference?
""",
        (_asked("training|renewal", "MI-AIMH IMHS", "45"),),
    ),
    Letter(
        "non-native",
        """Good day,
I am psychologist from Mexico but living now in New Mexico since three years. I want make the endorsement for Infant Mental Health Specialist. Please can you
inform me which diploma is need? My diploma is from other country, I not know if they accept. Also I like to know how many hour of reflective \
supervision I must to have.
Thank you for your kindly attention.
[name]""",
        (_asked("which diploma", "NMAIMH IMHS"), _asked("accept", "NMAIMH IMHS"), _asked("how many hour", "NMAIMH IMHS", "50")),
    ),
    Letter(
        "bullets",
        """Hi [name],

for my Level III application (MassAIMH) I still need to know:
- whether I have to be a member
- the number of training hours
- who can write the reference ratings
- is a master's degree required

best
[name]
--
[name], LMHC
Program Manager
CONFIDENTIALITY NOTICE: This e-mail may contain privileged information. If you are not the intended recipient, did you receive this by mistake? \
Please delete it.
""",
        (
            _asked("member", "MassAIMH IMHS"),
            _asked("number of training hours", "MassAIMH IMHS", "30"),
            _asked("reference ratings", "MassAIMH IMHS"),
            _asked("master", "MassAIMH IMHS"),
        ),
    ),
    Letter(
        "several associations",
        """Dear helpdesk, I moved from Michigan to Massachusetts in the summer. I was endorsed at Level III in Michigan. What does Massachusetts ask \
for renewal training
at Level III? How does that compare with Michigan? Kind regards, [name]""",
        (_asked("massachusetts|renewal", "MassAIMH IMHS", "15"), _asked("compare with michigan", "MassAIMH MI-AIMH IMHS")),
    ),
    Letter(
        "correction",
        """Hi, I'm in MA and looking at Level II. How many hours of reflective supervision is that? Do I need a master's?
Actually for Level III: how many hours of reflective supervision? And is there an exam?
thx""",
        (
            _asked("how many hours of reflective supervision is that", "MassAIMH IFS", "24"),
            _asked("master", "MassAIMH IFS"),
            _asked("level iii|reflective supervision", "MassAIMH IMHS", "50"),
            _asked("exam", "MassAIMH IMHS"),
        ),
    ),
    Letter(
        "place after the question",
        """How many families do I have to work with before I can apply? And how long?

I'm at Level II and I live in Worcester, Massachusetts.

Sent from my iPhone""",
        (_asked("families", "MassAIMH IFS", "10"), _asked("how long", "MassAIMH IFS")),
    ),
    Letter(
        "question over two sentences",
        """Good morning. I have a master's degree in social work from a school in Canada. Does that count for Level III in New Mexico?
Thank you, [name]""",
        (_asked("does that count", "NMAIMH IMHS"),),
    ),
    Letter(
        "not sure",
        """Dear [name],
thank you for your quick reply last week. I'm working towards Level II in Massachusetts. I'm not sure if my 20 hours of online training count. I'd \
also like to know if I
need a criminal background check.
Warmly,
[name]""",
        (_asked("online training", "MassAIMH IFS"), _asked("background check", "MassAIMH IFS")),
    ),
    Letter(
        "no question at all",
        """Dear team, thank you so much for the wonderful training in Lansing last week! How lucky we are to have you. How are you all doing? See you \
in the spring.
Warmly, [name]""",
        (),
    ),
    Letter(
        "no punctuation",
        """hi its [name] from the early intervention program in lowell ma i want to do the level 1 endorsement and i was wondering how many training \
hours i need and do i need
reflective supervision for level 1 because my boss says no thanks""",
        (_asked("training hours", "MassAIMH IFA", "30"), _asked("reflective supervision", "MassAIMH IFA")),
    ),
    Letter(
        "fees",
        """To whom it may concern,

Please advise on the total fee for the Infant Family Specialist endorsement in New Mexico. Our agency will pay by check. Please also confirm when the next exam
takes place.

Respectfully,
[name]
Accounts Payable""",
        (_asked("total fee", "NMAIMH IFS", "$70"), _asked("exam", "NMAIMH IFS")),
    ),
    Letter(
        "other state",
        "Hello, I live in Ohio and would like to become an Infant Mental Health Specialist. What are the requirements? Is there an association in \
Ohio that I can join?\n\nBest,\n[name]",
        (_asked("requirements", "IMHS"), _asked("association", "IMHS")),
    ),
    Letter(
        "reply above quotes",
        """Thanks, that helps! One more question: does group reflective supervision count too?

On [date] at [number], Endorsement Desk <[e-mail]> wrote:

> Dear [name],
> for Level III in Michigan at least 50 hours of reflective supervision are required.
> Do you have a supervisor yet?
>
>> What is the number of hours?
""",
        (_asked("group reflective supervision", "MI-AIMH IMHS"),),
    ),
    Letter(
        "many at once",
        """Hi! I am a brand-new program director in Holyoke (Massachusetts) and I supervise nine home visitors, of whom four want Level I and five \
Level II. Could you tell me what the
differences between Level I and Level II are? How long does a Level II person need to have worked? Where can I find the forms? Also, what happens if \
somebody does not renew in time?
Many thanks, [name], [phone]""",
        (
            _asked("difference", "MassAIMH IFA IFS"),
            _asked("how long", "MassAIMH IFS"),
            _asked("forms", "MassAIMH IFA IFS"),
            _asked("renew in time", "MassAIMH IFA IFS"),
        ),
    ),
)
