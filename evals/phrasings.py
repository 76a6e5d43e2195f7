"""How made-up questions are worded. `{level}` is a category in one of its names, `{at}` an association in one of its, `{n}` a figure."""

from __future__ import annotations

ASKED: dict[str, tuple[str, ...]] = {
    "training": (
        "How many training hours are needed for {level} {at}?",
        "{level} {at}: minimum clock hours of training?",
        "I am collecting workshops for {level} {at}. How many hours do I have to reach?",
        "training hrs {level} {at}",
        "A member asks how much education and training she must show for {level} {at}.",
        "how many hours of classes do i need before applying for {level} {at}",
        "What is the lowest number of training hours accepted for {level} {at}?",
    ),
    "rsc": (
        "How many hours of reflective supervision are called for at {level} {at}?",
        "RSC hrs needed {level} {at}",
        "I meet with my reflective supervisor every other week. How many hours do I need altogether for {level} {at}?",
        "What is the minimum of reflective consultation for {level} {at}?",
        "how much reflective supervision do i have to have before i apply for {level} {at}",
        "Please tell me the required RSC hours for {level} {at}.",
    ),
    "window": (
        "Over what period must the reflective supervision hours be completed for {level} {at}?",
        "How long may I take to finish my RSC hours for {level} {at}?",
        "time frame for reflective supervision hours, {level} {at}",
        "Within what time do the reflective consultation hours have to be done for {level} {at}?",
        "My RSC is spread over a long time. Is there a time limit for the hours, {level} {at}?",
        "how many months or years do i have to get my reflective supervision hours for {level} {at}",
    ),
    "work": (
        "How many years of work experience are required for {level} {at}?",
        "how long must i have been on the job for {level} {at}",
        "years of experience {level} {at}",
        "A colleague wants to apply for {level} {at}. How many years must she have worked with babies?",
        "What is the minimum number of years of paid work for {level} {at}?",
        "I started my job last spring. After how many years can I apply for {level} {at}?",
    ),
    "families": (
        "How many families must I have served for {level} {at}?",
        "caseload minimum {level} {at}",
        "What number of families does an applicant for {level} {at} have to have worked with?",
        "how many parents and babies do i need to have seen for {level} {at}",
        "Minimum number of families for {level} {at}, please.",
        "A member wants to know how many families she needs to have worked with for {level} {at}.",
    ),
    "raters": (
        "How many reference ratings are needed for {level} {at}?",
        "how many recommendation letters for {level} {at}",
        "number of references {level} {at}",
        "For {level} {at}, how many people have to rate me?",
        "How many raters must an applicant for {level} {at} find?",
        "An applicant for {level} {at} has some letters of recommendation. How many does she need in all?",
    ),
    "endorsed": (
        "How many of the raters must be endorsed themselves for {level} {at}?",
        "how many of my references need to hold endorsement, {level} {at}",
        "Of the raters for {level} {at}, how many have to be endorsed professionals?",
        "{level} {at}: minimum number of endorsed raters?",
        "Few of the people who could recommend me are endorsed. How many must be, for {level} {at}?",
        "number of endorsed references required for {level} {at}",
    ),
    "registration": (
        "What is the registration fee for {level} {at}?",
        "how much does it cost to register for {level} {at}",
        "registration cost {level} {at}",
        "What do I pay to register for {level} {at}?",
        "A member asks for the price of registration for {level} {at}.",
        "How many dollars is the registration fee, {level} {at}?",
    ),
    "endorsement": (
        "What is the endorsement fee for {level} {at}?",
        "how much is the endorsement fee for {level} {at}",
        "endorsement fee {level} {at}",
        "Besides registration, what do I pay as the endorsement fee for {level} {at}?",
        "I have registered for {level} {at}. How much is the endorsement fee that comes next?",
        "How many dollars is the endorsement fee, {level} {at}?",
    ),
    "renewal_training": (
        "How many training hours a year are needed to renew {level} {at}?",
        "annual training hrs to stay endorsed, {level} {at}",
        "I hold {level} {at}. How many hours of workshops do I need each year to keep my endorsement?",
        "What is the yearly training requirement for renewal of {level} {at}?",
        "how many hours of courses every year after endorsement for {level} {at}",
        "continuing endorsement: training per year for {level} {at}?",
    ),
    "renewal_rsc": (
        "How many hours of reflective supervision a year are needed to renew {level} {at}?",
        "annual rsc hrs to stay endorsed, {level} {at}",
        "I hold {level} {at}. How much reflective supervision do I need each year to keep my endorsement?",
        "What is the yearly reflective consultation requirement for renewal of {level} {at}?",
        "how many hours of rsc every year after endorsement for {level} {at}",
        "continuing endorsement: reflective supervision per year for {level} {at}?",
    ),
    "cycle": (
        "How often must {level} be renewed {at}?",
        "For how many years is {level} valid {at} before renewal?",
        "renewal cycle {level} {at}",
        "I hold {level} {at}. Every how many years do I renew?",
        "how long does my endorsement last before i have to renew it, {level} {at}",
        "How many years are there between renewals for {level} {at}?",
    ),
    "renewal_fee": (
        "What is the renewal fee for {level} {at}?",
        "how much does it cost to renew {level} {at}",
        "renewal price {level} {at}",
        "I have to renew {level} {at}. What do I pay?",
        "A member asks what renewing {level} {at} costs.",
        "How many dollars is the renewal fee, {level} {at}?",
    ),
    "exam": (
        "Is an exam required for {level} {at}?",
        "do i have to take a test for {level} {at}",
        "exam mandatory? {level} {at}",
        "I am nervous about tests. Must I sit a written examination for {level} {at}?",
        "Does an applicant for {level} {at} have to pass a written exam?",
        "Can I be endorsed for {level} {at} only after passing a written test?",
    ),
    "membership": (
        "Is membership required for {level} {at}?",
        "do i have to be a member to apply for {level} {at}",
        "membership mandatory? {level} {at}",
        "Must I join the association before applying for {level} {at}?",
        "Does an applicant for {level} {at} have to be a member?",
        "Do people have to belong to the association to apply for {level} {at}?",
    ),
    "degree": (
        "Is {degree} degree required as a minimum for {level} {at}?",
        "is the minimum education {degree} degree for {level} {at}?",
        "Do I need at least {degree} degree for {level} {at}?",
        "{level} {at}: must I hold {degree} degree at the least?",
        "A caller asks whether {degree} degree is the minimum for {level} {at}.",
        "Is it true that the lowest degree accepted is {degree} degree for {level} {at}?",
    ),
    "rater_kinds": (
        "Who can rate me for {level} {at}?",
        "which people are accepted as raters for {level} {at}",
        "From whom are reference ratings accepted for {level} {at}?",
        "Who may write my recommendations for {level} {at}?",
        "list of possible references, {level} {at}",
        "A member wants to know who may give reference ratings for {level} {at}.",
    ),
    "papers": (
        "Which documents go into the application for {level} {at}?",
        "what papers do i have to send in for {level} {at}",
        "List the documents of the application for {level} {at}.",
        "What does the portfolio hold for {level} {at}?",
        "application paperwork {level} {at}",
        "A member asks which documents she has to hand in for {level} {at}.",
    ),
}

NUMBERS = ("training", "rsc", "window", "work", "families", "raters", "endorsed")
FEES = ("registration", "endorsement")
RENEWALS = ("renewal_training", "renewal_rsc", "cycle", "renewal_fee")
LISTS = ("rater_kinds", "papers")

PREMISE = (
    "Is it right that {n} hours of training are required for {level} {at}?",
    "I was told that {level} {at} takes {n} hours of training. Is that correct?",
    "{n} training hours for {level} {at}, true?",
    "My boss says one needs {n} hours of training for {level} {at}. Is she right?",
    "So it is {n} clock hours of training for {level} {at}, yes?",
    "is {n} hours of training the requirement for {level} {at}?",
)
EVERYTHING = (
    "What are the requirements for {level} {at}?",
    "What do I need for {level} {at}?",
    "list everything required for {level} {at}",
    "Give me a checklist for {level} {at}.",
    "all requirements {level} {at}",
    "A member wants an overview of what {level} {at} takes.",
)
BETWEEN_PLACES = (
    "Compare the {topic} for {level} in {first} and {second}.",
    "{first} or {second}: where are more {topic} required for {level}?",
    "{topic} for {level}, {first} vs {second}",
    "How do {first} and {second} differ in the {topic} for {level}?",
    "Are the {topic} for {level} the same in {first} as in {second}?",
    "I may move from {first} to {second}. How do the {topic} for {level} compare?",
)
BETWEEN_LEVELS = (
    "Compare the {topic} for {first} and {second} {at}.",
    "{first} or {second} {at}: which takes more {topic}?",
    "{topic} {first} vs {second} {at}",
    "How do {first} and {second} differ in {topic} {at}?",
    "Are the {topic} the same for {first} and {second} {at}?",
    "What is the difference in {topic} between {first} and {second} {at}?",
)
BETWEEN_EDITIONS = (
    "What changed in the {topic} for {level} {at} between the {old} and the {new} edition?",
    "Compare the {topic} for {level} {at} in the {old} and {new} editions.",
    "{topic} for {level} {at}: {old} edition vs {new} edition",
    "How do the {old} and {new} editions differ in {topic} for {level} {at}?",
    "Are the {topic} for {level} {at} the same in the {old} edition as in the {new} edition?",
    "I applied under the {old} edition. Compare its {topic} for {level} {at} with the {new} edition.",
)
TOPICS = {"training": "training hours", "rsc": "reflective supervision hours", "renewal_training": "yearly renewal training hours"}
MORE = (
    "I have {n} hours of training so far. How many more do I need for {level} {at}?",
    "{n} training hours done, how many are left for {level} {at}?",
    "A member has {n} clock hours of training. How many hours is she short of the minimum for {level} {at}?",
    "how many training hours am i missing for {level} {at} if i have {n} hours",
    "With {n} hours of workshops behind me, how many more training hours does {level} {at} take?",
    "I finished {n} hours of training for {level} {at}. What is still missing?",
)
OVER_YEARS = (
    "How many training hours in total does renewal of {level} {at} take over {n} years?",
    "I hold {level} {at}. How many hours of training will I have done for renewal after {n} years?",
    "renewal training for {level} {at}, total over {n} years?",
    "To keep {level} {at} for {n} years, how many training hours do I need in all?",
    "A member wants to plan {n} years of renewal for {level} {at}. What do the yearly training hours add up to?",
    "what do the annual training hours come to over {n} years for {level} {at}",
)
PLACE_NEXT = ("What about {place}?", "And in {place}?", "how about {place}", "and {place}?", "The same for {place}?", "What is it in {place}?")
LEVEL_NEXT = ("What about {level}?", "And for {level}?", "how about {level}", "and {level}?", "The same for {level}?", "What is it for {level}?")
EDITION_NEXT = (
    "And in the {old} edition?",
    "What did the {old} edition say?",
    "how about the {old} edition",
    "What was it under the {old} edition?",
    "and in {old}?",
    "The same for the {old} edition?",
)
FACT_NEXT: dict[str, tuple[str, ...]] = {
    "renewal_training": ("And for renewal?", "What about each year after that, to renew?", "and to renew, per year?", "How many each year once I am endorsed?"),
    "rsc": ("How about reflective supervision?", "And RSC hours?", "what about reflective consultation", "And how many hours of reflective supervision?"),
    "families": ("And how many families?", "What about the number of families?", "how many families, too?", "And families served?"),
    "registration": ("What does registration cost?", "And the registration fee?", "how much is it to register", "What about the fee for registering?"),
    "raters": ("And how many references?", "How many raters?", "what about recommendation letters, how many", "And the number of reference ratings?"),
}
UNSUPPORTED = (
    "When is the next exam date for {level} {at}?",
    "Can I get a refund of the registration fee for {level} {at}?",
    "What is the average salary with {level} {at}?",
    "What is the passing score of the exam for {level} {at}?",
    "How long does it take until my application for {level} {at} is processed?",
    "Which phone number do I call about {level} {at}?",
    "Is there a discount on fees for students applying for {level} {at}?",
    "What is the grace period for late renewal of {level} {at}?",
)
