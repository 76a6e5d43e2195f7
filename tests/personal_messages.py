"""Invented messages of invented people: 200 that masking was made with, and those of `personal_messages_unseen.py` that were written afterwards.

No name, number or address is anybody's; phone numbers are of the 555-01xx kind that is set aside for fiction.
"""

# ruff: noqa: E501 (a message is one line)

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

STRUCTURED = ("phone", "e-mail", "date", "number", "address", "link")


@dataclass(frozen=True, slots=True)
class Message:
    """A message: its text, the identifiers in it with their kinds, and the words of the question that must be left."""

    text: str
    identifiers: tuple[tuple[str, str], ...]
    kept: tuple[str, ...]

    def survivors(self, masked: str) -> list[tuple[str, str]]:
        """The identifiers of which a word, or digits, stand in the masked text that the rest of the message does not have."""
        rest = self.text
        for _, said in sorted(self.identifiers, key=lambda pair: -len(pair[1])):
            rest = rest.replace(said, " ")
        masked = re.sub(r"\[(?:name|phone|e-mail|date|number|address|link)\]", " ", masked)
        left, others = _words(masked), _words(rest)
        return [(kind, said) for kind, said in self.identifiers if any(left.count(word) > others.count(word) for word in _words(said))]


def _words(text: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[^\W_]+", text.replace("'", "").replace("’", "")) if len(word) > 1 or word.isdigit()]


NAMES = (
    ("Jane", "Whitcombe"),
    ("Ngozi", "Okonkwo"),
    ("Thi Lan", "Nguyen"),
    ("Grace", "Hill"),
    ("Xochitl", "Ramirez"),
    ("Mohammed", "Al-Haddad"),
    ("Priya", "Raghunathan"),
    ("Siobhan", "O'Malley"),
    ("Wei", "Zhang"),
    ("Dakota", "Begay"),
    ("Svetlana", "Kuznetsova"),
    ("Kwame", "Boateng"),
    ("Maria José", "de la Cruz"),
    ("Pao", "Xiong"),
    ("Aaliyah", "Jefferson"),
    ("Hope", "Youngblood"),
    ("Yuki", "Nakamura"),
    ("Fatuma", "Warsame"),
    ("Mark", "Price"),
    ("Zoë", "Brontë-Hale"),
    ("DeShawn", "McKinney"),
    ("Ji-woo", "Park"),
    ("Ingrid", "Sørensen"),
    ("Ravi", "Chakraborty"),
    ("Summer", "Rivers"),
    ("Tomasz", "Wójcik"),
    ("Leilani", "Kealoha"),
    ("Rose", "Baker"),
    ("Abebe", "Gebremariam"),
    ("Penelope", "Quigg"),
    ("Will", "Carpenter"),
    ("Nizhoni", "Yazzie"),
    ("Esperanza", "Maldonado"),
    ("Chukwuemeka", "Eze"),
    ("Bình", "Trần"),
    ("Faith", "Walker"),
    ("Anahit", "Petrosyan"),
    ("Rukhsana", "Siddiqui"),
    ("Olamide", "Adeyemi"),
    ("Luz", "Villanueva"),
)
PHONES = (
    "734-555-0123",
    "(505) 555-0147",
    "617.555.0188",
    "+1 313 555 0199",
    "5055550162",
    "734 555 01 23",
    "1-800-555-0134 ext. 22",
    "555-0176",
    "+44 20 7946 0958",
    "+1-413-555-0101",
    "(734)5550155",
    "６１７-５５５-０１４４",
)
MAILS = (
    "jane.w@example.com",
    "ngozi_okonkwo1984@mail.example.org",
    "g.hill+imh@example.edu",
    "thi.lan (at) mail (dot) com",
    "priya [at] example [dot] org",
    "wei.zhang @ example.com",
    "dakota at mail dot com",
    "X.RAMIREZ@EXAMPLE.COM",
)
DATES = (
    "3/14/1986",
    "03-14-86",
    "14 March 1986",
    "March 14th, 1986",
    "1986-03-14",
    "14.3.1986",
    "Mar 14, '86",
    "14th of March 1986",
    "3 / 14 / 1986",
    "November 2, 1979",
)
NUMBERS = ("MI-48213-B", "NM#20391", "20391", "LPCC0198221", "48-213-77", "A1234567", "000482", "C19-4482-X", "6801095512", "2024-00817")
SOCIALS = ("219-09-9999", "219 09 9999", "219099999", "XXX-XX-9999")
ADDRESSES = (
    "12 Oak St, Apt 4",
    "P.O. Box 22",
    "4410 West Huron River Drive",
    "77 Massachusetts Ave, Unit 9",
    "1600 Camino del Monte Road",
    "3 Elm Ct",
    "PO Box 1187",
    "219 N. 5th Street, Suite 300",
    "88 Old Pecos Trail",
    "15 Beacon St #2",
)
LINKS = (
    "https://www.example.com/in/somebody-7781",
    "www.example.org/~me",
    "linkedin.com/in/somebody",
    "@imh_somebody",
    "http://portal.example.net/case?id=77812",
)
QUESTIONS = (
    "How many hours of training does Level III need in Michigan?",
    "Do my 20 hours of reflective supervision count for the 2015 edition in Massachusetts?",
    "Is it true that the fee in New Mexico is $75 for an Infant Family Associate?",
    "what does renewal take after 3 years as Infant Mental Health Mentor, Clinical?",
    "Does MI-AIMH accept a master's degree in social work with 2 years of paid experience?",
    "can a colleague with Level II write one of the three references?",
    "Must I be a member of NMAIMH before I send in the application?",
    "is there a written exam for level IV policy, and who grades it?",
)
TEMPLATES = (
    "Hi,\n\nMy name is {given} {family} and I have a question. {question}\n\nYou can reach me at {phone} or {mail}.\n\nBest,\n{given}",
    "{question}\n\n{given} {family}, LMSW\n{address}\n{phone}",
    "this is {given} {family}, born {date}. {question} my member number is {number}",
    "Dear Dr. {family},\nI met you last spring. {question} My supervisor {given} {family} told me to ask. Case {number}.\nSincerely,\n{given} {family}",
    "{question} Please mail the answer to {given} {family}, {address}.",
    "DOB: {date}\nSSN: {social}\nLicense no. {number}\n\n{question}\n\nThanks,\n{given} {family}",
    "I'm writing on behalf of {given} {family} (DOB {date}, file number {number}). {question}",
    "hello {given} here, {question} call me on {phone}, or write to {mail}",
    "My daughter {given} was born on {date} and sees a home visitor. {question} Signed, Mrs. {family}",
    "A member wrote: \"I am {given} {family}, ID {number}. {question} My page is {link}.\" What do I tell her?",
    "> From: {given} {family} <{mail}>\n> {question}\n> Sent from my phone, {phone}",
    "Our applicant {given} {family} (member no. {number}) lives at {address}. {question}",
    "{question} ssn {social}, {given} {family}, {link}",
    "For {given} {family}: {question} Her birthday is {date}.",
    "Ms. {family} and her coworker {given} asked me: {question} Answer to {mail}.",
)  # fmt: skip


def templated() -> Iterator[Message]:
    """140 messages: the templates one after another, each value from a list of its own length, so that combinations do not repeat soon."""
    for at in range(140):
        given, family = NAMES[at % len(NAMES)]
        lists = {"phone": PHONES, "mail": MAILS, "date": DATES, "number": NUMBERS, "social": SOCIALS, "address": ADDRESSES, "link": LINKS}
        values = {field: listed[(at * 3 + at // len(listed)) % len(listed)] for field, listed in lists.items()}
        template, question = TEMPLATES[at % len(TEMPLATES)], QUESTIONS[(at // 3) % len(QUESTIONS)]
        kinds = {"mail": "e-mail", "social": "number", "given": "name", "family": "name"}
        used = [(kinds.get(field, field), value) for field, value in {"given": given, "family": family, **values}.items() if f"{{{field}}}" in template]
        yield Message(template.format(given=given, family=family, question=question, **values), tuple(used), (question,))


def _written(text: str, kept: str, **said: str) -> Message:
    """A message; identifiers by kind, several with "|" between them, as are the words that must be left."""
    kinds = {"mails": "e-mail", "names": "name", "phones": "phone", "dates": "date", "numbers": "number", "addresses": "address", "links": "link"}
    return Message(text, tuple((kinds[field], value) for field, values in said.items() for value in values.split("|")), tuple(kept.split("|")))


HAND_WRITTEN = (
    _written("hi this is bettina from the clinic, does RSC in a group count towards the 24 hours? my cell is five five five 0 1 2 3", "does RSC in a group count towards the 24 hours?", names="bettina", phones="five five five 0 1 2 3"),
    _written("My son Jonas, 3, gets early intervention from a Level II. Is she allowed to do that in Michigan?", "gets early intervention from a Level II. Is she allowed to do that in Michigan?", names="Jonas"),
    _written("I was born in '86 on the 3rd of may and I have 12 years in the field. Which level fits?", "I have 12 years in the field. Which level fits?", dates="'86|3rd of may"),
    _written("Hello! I'm Oluwaseun Adebayo-Finch, I hold an MSW. Do I need a transcript? O. Adebayo-Finch", "I hold an MSW. Do I need a transcript?", names="Oluwaseun|Adebayo-Finch"),
    _written("Voicemail from Mrs Kowalczyk (413 555 0119): how much is renewal, and when is it due?", "how much is renewal, and when is it due?", names="Kowalczyk", phones="413 555 0119"),
    _written("Hi Team,\nplease look at ticket #88213, the portal ate my application again. What documentation do I upload for references?\nRegards\nBartholomew J. Quackenbush III", "What documentation do I upload for references?", names="Bartholomew|Quackenbush", numbers="88213"),
    _written("can you tell rosalind franklin-moss that her 15 hours are fine for massachusetts?", "15 hours are fine for massachusetts?", names="rosalind|franklin-moss"),
    _written("Dr. Amara Nwachukwu supervises me every other week. Does that satisfy 50 hours of reflective supervision within 2 years?", "supervises me every other week. Does that satisfy 50 hours of reflective supervision within 2 years?", names="Amara|Nwachukwu"),
    _written("im lupe, lupe sandoval, from las cruces. necesito saber: how many training hours for level 1", "how many training hours for level 1", names="lupe|sandoval"),
    _written("My license is LMSW 6801-095512 and my NPI is 1234567893. Do I still need a background check?", "Do I still need a background check?", numbers="6801-095512|1234567893"),
    _written("Please send the certificate to 4 Privet Drive, Apt. 2B, Ann Arbor, MI 48104. How long is endorsement valid?", "How long is endorsement valid?", addresses="4 Privet Drive, Apt. 2B|48104"),
    _written("RE: your letter of June 3rd, 2024. I, Henrietta Lacksworth, never got it. What is the fee for Level III?", "What is the fee for Level III?", names="Henrietta|Lacksworth", dates="June 3rd, 2024"),
    _written("My mentor is named Bao Vang and her mentor is called Mee Moua. Who may sign the rating?", "Who may sign the rating?", names="Bao|Vang|Mee|Moua"),
    _written("Hey, quick one from Zbigniew in Kalamazoo: 33 hours or 30 hours of training?", "Kalamazoo: 33 hours or 30 hours of training?", names="Zbigniew"),
    _written("I supervise Keisha Brown-Odom, Tyrell Vance and a third person. Can one supervisor give all 50 hours?", "Can one supervisor give all 50 hours?", names="Keisha|Brown-Odom|Tyrell|Vance"),
    _written("mother: Anneliese Vogelsang, dob 2/9/91; child: Finn, dob 7-30-2022. Does work with this family count for the 2 years?", "Does work with this family count for the 2 years?", names="Anneliese|Vogelsang|Finn", dates="2/9/91|7-30-2022"),
    _written("contact me on whatsapp: +1 (505) 555-0110 or skype: live:marisol.baca. what are the competencies for level II", "what are the competencies for level II", phones="+1 (505) 555-0110", links="marisol.baca"),
    _written("Good morning Ms Papadopoulos, thank you for your call. Is the 2025 edition the current one for Michigan? Kind regards, Eleni Papadopoulos-Wirth", "Is the 2025 edition the current one for Michigan?", names="Papadopoulos|Eleni|Papadopoulos-Wirth"),
    _written("I paid with card 4111 1111 1111 1111 exp 09/27. Is the $50 registration fee part of the total?", "Is the $50 registration fee part of the total?", numbers="4111 1111 1111 1111"),
    _written("Password: hunter2Spring, user name: kwhite77. I cannot log in to upload my portfolio, what goes in it?", "what goes in it?", numbers="hunter2Spring|kwhite77"),
    _written("Subject: Endorsement\nFrom: Tran Thi Hoa <hoa.tran@example.com>\nDate: 2024-11-05\n\nDo I have to be licensed for Level III in Massachusetts?", "Do I have to be licensed for Level III in Massachusetts?", names="Tran|Thi|Hoa", mails="hoa.tran@example.com", dates="2024-11-05"),
    _written("Grandma Ruth and I are raising Micah, who turned 4 on 5/6/24. Could I become an Infant Family Associate?", "Could I become an Infant Family Associate?", names="Ruth|Micah", dates="5/6/24"),
    _written("my names mikaela, im a doula in santa fe. do doulas count", "im a doula in santa fe. do doulas count", names="mikaela"),
    _written("Aoife Ní Bhriain here. I moved from Ireland. Does my degree count in New Mexico?", "I moved from Ireland. Does my degree count in New Mexico?", names="Aoife|Bhriain"),
    _written("José Ángel Ñáñez-Iturbe\nHome visitor\n\nHow many families must I have served?", "How many families must I have served?", names="José|Ángel|Ñáñez-Iturbe"),
    _written("We are two: Ling-Ling Hsu and Tuan Pham. One has 24 hours, one has 30 hours. Do both meet Level II?", "One has 24 hours, one has 30 hours. Do both meet Level II?", names="Ling-Ling|Hsu|Tuan|Pham"),
    _written("The child's Medicaid ID is 0098-7765-43 and the DCF case is 77-1290. Am I a mandated reporter under the code of ethics?", "Am I a mandated reporter under the code of ethics?", numbers="0098-7765-43|77-1290"),
    _written("Hi there! Beatrix Featherstonehaugh, beatrix (dot) f (at) example (dot) org. What's the difference between Levels III and IV?", "What's the difference between Levels III and IV?", names="Beatrix|Featherstonehaugh", mails="beatrix (dot) f (at) example (dot) org"),
    _written("I got endorsed on March 18, 1999 and again in 2019. When must I renew? -- T. Vandersloot", "again in 2019. When must I renew?", names="Vandersloot", dates="March 18, 1999"),
    _written("Amy's supervisor says one thing and Amit's says another: 12 hours or 15 hours a year?", "12 hours or 15 hours a year?", names="Amy|Amit"),
    _written("hello my name is ryan o’reilly i work at a preschool in lowell can i get level 1", "i work at a preschool in lowell can i get level 1", names="ryan|o’reilly"),
    _written("Please forward to Prof. Dr. Hans-Jürgen Müller-Lüdenscheidt. Is a doctorate required for Research/Faculty?", "Is a doctorate required for Research/Faculty?", names="Hans-Jürgen|Müller-Lüdenscheidt"),
    _written("I am 34 and my daughter Wilhelmina is 2 years old. How do I apply for Level I?", "How do I apply for Level I?", names="Wilhelmina"),
    _written("Name: Fitzgerald Obuya\nPhone: 734/555/0166\nE-mail: f.obuya@example.net\nQuestion: Does online training count?", "Does online training count?", names="Fitzgerald|Obuya", phones="734/555/0166", mails="f.obuya@example.net"),
    _written("My ex husband Dmitri drinks and I fear for the baby. I am Galina, 617 555 0133. Who do I call?", "I fear for the baby.|Who do I call?", names="Dmitri|Galina", phones="617 555 0133"),
    _written("j​a​n​e​t​@example.com asks whether 40 hours are enough", "asks whether 40 hours are enough", mails="janet@example.com"),
    _written("Applicant no. 7 is Soraya Tehrani; applicant no. 12 is Cornelius Vanderhoof. Does either meet the 18 month rule?", "Does either meet the 18 month rule?", names="Soraya|Tehrani|Cornelius|Vanderhoof"),
    _written("I mailed everything to Box 4471, Taos NM 87571 on 10/02/2023. How long does the review take?", "How long does the review take?", addresses="Box 4471|87571", dates="10/02/2023"),
    _written("Kelechi, Ifeoma and Chidi are my supervisees. What must the group supervision look like?", "are my supervisees. What must the group supervision look like?", names="Kelechi|Ifeoma|Chidi"),
    _written("Thanks Marguerite! One more: is membership in MassAIMH required for level IV?", "One more: is membership in MassAIMH required for level IV?", names="Marguerite"),
    _written("I'm Sister Mary Bernadette of the convent. Do volunteer hours count as work experience?", "Do volunteer hours count as work experience?", names="Mary|Bernadette"),
    _written("Call before 5 pm: seven three four, five five five, oh one nine eight. Does the exam cost extra?", "Does the exam cost extra?", phones="seven three four, five five five, oh one nine eight"),
    _written("Ref 2023/0091-K. Mr. Abernathy-Osei says his 3 years with toddlers are enough, is he right?", "3 years with toddlers are enough, is he right?", names="Abernathy-Osei", numbers="0091-K"),
    _written("Find me at instagram: @baby.whisperer.kate or facebook.com/kate.delacroix.ibclc. Are lactation consultants eligible?", "Are lactation consultants eligible?", links="baby.whisperer.kate|facebook.com/kate.delacroix.ibclc"),
    _written("Gurpreet Kaur Dhillon (she/her)\nDhillon Family Services\n\nWhat is the minimum for reflective supervision, Level II, Massachusetts?", "What is the minimum for reflective supervision, Level II, Massachusetts?", names="Gurpreet|Kaur|Dhillon"),
    _written("My case manager, Desiree, and her boss, Mr. Lafontaine, disagree about the 1-2 years rule. Who is right?", "disagree about the 1-2 years rule. Who is right?", names="Desiree|Lafontaine"),
    _written("DL K 123 456 789 012. Insurance policy # QX-55-20931. Is liability insurance required?", "Is liability insurance required?", numbers="123 456 789 012|QX-55-20931"),
    _written("Attn: Philomena Achterberg\nc/o Little Sprouts, 900 Maple Avenue NW, Grand Rapids, MI\n\nPlease tell me what Level I costs.", "Please tell me what Level I costs.", names="Philomena|Achterberg", addresses="900 Maple Avenue NW"),
    _written("Dear Board, my file is 00-31-7. I, Tsegaye, ask again: must references be endorsed?", "ask again: must references be endorsed?", names="Tsegaye", numbers="00-31-7"),
    _written("I spoke to Winnifred last Tuesday, she said 10 of the 33 hours must be psychotherapy. True?", "she said 10 of the 33 hours must be psychotherapy. True?", names="Winnifred"),
    _written("Do I qualify? BA 2012, CDA, 5 years in child care. Yours truly, Makoa Kahananui", "Do I qualify? BA 2012, CDA, 5 years in child care.", names="Makoa|Kahananui"),
    _written("mein name ist brunhilde, my number is 0049 30 1234567. Does the endorsement hold in Germany?", "Does the endorsement hold in Germany?", names="brunhilde", phones="0049 30 1234567"),
    _written("MY NAME IS ANTOINETTE DUBOIS. I HAVE 20 HOURS. DO I NEED 24 FOR LEVEL II? CALL 505-555-0171", "I HAVE 20 HOURS. DO I NEED 24 FOR LEVEL II?", names="ANTOINETTE|DUBOIS", phones="505-555-0171"),
    _written("We adopted Xiadani (born Feb 29, 2020). Would my parenting count as work experience?", "Would my parenting count as work experience?", names="Xiadani", dates="Feb 29, 2020"),
    _written("I've worked with Ezekiel Thornberry since 2016; he signs as IMH-E®. May he rate me?", "since 2016; he signs as IMH-E®. May he rate me?", names="Ezekiel|Thornberry"),
    _written("text me 7345550188 or 734•555•0187 or 734 - 555 - 0186. what's the renewal fee", "what's the renewal fee", phones="7345550188|734•555•0187|734 - 555 - 0186"),
    _written("Ruthanne Sipe wants Level IV-C, Odell Sipe wants Level I. What do they cost together?", "Level IV-C|Level I. What do they cost together?", names="Ruthanne|Sipe|Odell"),
    _written("My birthday is the fourteenth of March nineteen eighty six, is there an age limit for endorsement?", "is there an age limit for endorsement?", dates="fourteenth of March nineteen eighty six"),
    _written("Mx. Rowan Ashgrove-Li (they/them), endorsement ID IMHE-2291, asks if 9 hours a year suffice in 2025", "asks if 9 hours a year suffice in 2025", names="Rowan|Ashgrove-Li", numbers="IMHE-2291"),
    _written("Marisela texted: \"pls ask if Spanish training counts\" - can you answer her at marisela.v@example.com", "pls ask if Spanish training counts", names="Marisela", mails="marisela.v@example.com"),
)  # fmt: skip


MESSAGES = (*templated(), *HAND_WRITTEN)
