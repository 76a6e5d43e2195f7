"""How made-up guidelines say things: several phrasings of each rule, and ways of asking that sheets may carry above a rule.

Nothing here holds a figure, an association or a level: these come from `evals.world`.
"""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, ...]] = {
    "training": (
        "At least {training} clock hours of relationship-based training are required.",
        "The minimum is {training} clock hours of education and training in infant mental health.",
        "Applicants document no fewer than {training} clock hours of in-service training.",
        "Education and training must come to {training} clock hours or more.",
    ),
    "rsc": (
        "At least {rsc} clock hours of reflective supervision or consultation are required{within}.",
        "Applicants must complete a minimum of {rsc} hours of reflective supervision or consultation{within}.",
        "Reflective supervision or consultation must amount to {rsc} hours or more{within}.",
        "No fewer than {rsc} clock hours of reflective supervision or consultation are accepted{within}.",
    ),
    "work": (
        "At least {work} years of paid work with infants or toddlers are required.",
        "Applicants must have been employed with infants, toddlers and their families for {work} years or more.",
        "The minimum is {work} years of paid, full-time work experience in the field.",
    ),
    "families": (
        "The applicant must have served at least {families} families of infants or toddlers.",
        "Work with a minimum of {families} families is required.",
        "Services to no fewer than {families} families must be shown.",
    ),
    "raters": (
        "Applicants need {raters} professional reference ratings.",
        "The number of reference ratings required is {raters} ratings in all.",
        "Exactly {raters} raters must return a reference rating form.",
    ),
    "endorsed": (
        "At least {endorsed} of the raters must be endorsed professionals.",
        "Of the raters, {endorsed} or more must hold endorsement themselves.",
        "No fewer than {endorsed} of the raters must already be endorsed.",
    ),
    "degree": (
        "The minimum education is {degree} degree, shown by an official transcript.",
        "Applicants must hold at least {degree} degree from an accredited school.",
        "At a minimum, {degree} degree is required.",
    ),
    "exam required": (
        "A written examination is required.",
        "Applicants must pass a written examination before endorsement is granted.",
        "Passing the written examination is mandatory and required of every applicant.",
    ),
    "exam not required": (
        "A written examination is not required.",
        "No written examination is required of applicants.",
        "The application is decided on the portfolio alone; a written examination is not required.",
    ),
    "exam optional": (
        "The written examination is optional.",
        "Applicants may sit the written examination if they wish; the examination is optional and not required.",
        "Taking the written examination is optional and does not affect the decision.",
    ),
    "membership required": (
        "Membership in the association is required.",
        "Applicants must be members of the association in good standing.",
        "Only members of the association may apply, so membership is required.",
    ),
    "membership not required": (
        "Membership in the association is not required.",
        "Applicants need not be members of the association; membership is not required.",
        "Membership in the association is open to all, but it is not required of applicants.",
    ),
    "membership recommended": (
        "Membership in the association is recommended, not required.",
        "Joining the association is recommended but not required.",
        "The association recommends membership and does not require membership of applicants; joining is not required.",
    ),
    "registration": (
        "The registration fee is ${registration}.",
        "Registering costs ${registration}, as a registration fee.",
        "A registration fee of ${registration} is due with the application.",
    ),
    "endorsement": (
        "The endorsement fee is ${endorsement}.",
        "An endorsement fee of ${endorsement} is due once the portfolio is complete.",
        "The review of the portfolio is covered by an endorsement fee of ${endorsement}.",
    ),
    "renewal training": (
        "At least {renewal_training} clock hours of training are required each year.",
        "Endorsed professionals complete a minimum of {renewal_training} clock hours of training per year.",
        "Every year, {renewal_training} clock hours of training or more must be documented.",
    ),
    "renewal rsc": (
        "At least {renewal_rsc} hours of reflective supervision or consultation are required each year.",
        "Endorsed professionals take part in a minimum of {renewal_rsc} hours of reflective supervision or consultation per year.",
        "Every year, {renewal_rsc} hours of reflective supervision or consultation or more must be shown.",
    ),
    "cycle": (
        "Endorsement is renewed every {cycle} years.",
        "Endorsement is valid for {cycle} years and must then be renewed.",
        "The renewal cycle is {cycle} years.",
    ),
    "renewal fee": (
        "The renewal fee is ${renewal_fee}.",
        "Renewing endorsement costs ${renewal_fee}.",
        "A renewal fee of ${renewal_fee} is due at each renewal.",
    ),
    "rater kinds": ("Reference ratings are accepted from these people:", "The raters are drawn from:"),
    "papers": ("The application holds these documents:", "Applicants send in the following:"),
}

ASKS: dict[str, tuple[str, ...]] = {
    "training": ("how many training hours", "minimum hours of courses", "trng hrs to apply", "how much training is needed", "are my workshops enough"),
    "rsc": ("how many reflective supervision hours", "rsc hrs min", "hours with my supervisor before applying", "how much reflective consultation"),
    "work": ("how many years of work", "years on the job", "how long must I have worked", "work experience needed"),
    "families": ("how many families", "caseload size", "number of babies and parents served", "how many clients do I need"),
    "raters": ("how many references", "number of recommendation letters", "raters needed, how many", "letters of recommendation required"),
    "endorsed": ("must a rater be endorsed", "how many raters need endorsement", "endorsed references", "nobody who rates me is endorsed"),
    "degree": ("what degree do I need", "minimum education", "is a bachelor enough", "do I need a graduate degree", "college required"),
    "exam": ("is there an exam", "do I have to take a test", "written test needed", "exam y/n"),
    "membership": ("do I have to be a member", "must I join", "membership to apply", "can nonmembers apply"),
    "registration": ("registration fee", "what does it cost to register", "sign-up cost"),
    "endorsement": ("endorsement fee", "what is due for the endorsement itself", "second payment"),
    "renewal training": ("training hours per year", "yearly courses to stay endorsed", "annual training", "ce hours each year"),
    "renewal rsc": ("reflective supervision per year", "annual rsc hours", "do I still need supervision after endorsement"),
    "cycle": ("how often do I renew", "how long is endorsement valid", "renewal every how many years"),
    "renewal fee": ("what does renewal cost", "renewal fee", "price of renewing"),
    "rater kinds": ("who can rate me", "who may write a recommendation", "which people count as references"),
    "papers": ("what goes into the application", "which papers do I send", "documents needed"),
}

HEADINGS: dict[str, tuple[str, ...]] = {
    "training": ("Training", "Training hours", "In-service training"),
    "rsc": ("Reflective supervision", "Reflective supervision or consultation", "Reflective consultation"),
    "work": ("Work experience", "Specialized work experience", "Experience"),
    "families": ("Work experience", "Specialized work experience", "Experience"),
    "raters": ("References", "Professional reference ratings", "Reference ratings"),
    "endorsed": ("References", "Professional reference ratings", "Reference ratings"),
    "rater kinds": ("References", "Professional reference ratings", "Reference ratings"),
    "degree": ("Education", "Educational requirements"),
    "exam": ("Exam", "Examination", "Written examination"),
    "membership": ("Membership", "Professional membership"),
    "papers": ("Documentation", "Portfolio"),
    "registration": ("Registration fee",),
    "endorsement": ("Endorsement fee",),
    "renewal training": ("Training", "Training hours"),
    "renewal rsc": ("Reflective supervision", "Reflective supervision or consultation"),
    "cycle": ("Overview",),
    "renewal fee": ("Fees",),
}

RATER_KINDS = ("a program supervisor", "a reflective supervisor", "a colleague", "a university teacher", "a parent who received services", "a trainer")
PAPERS = ("an official transcript", "a training log", "a signed code of ethics", "a letter from the employer", "a reflective essay", "a photograph")

COMPETENCIES = (
    "Professionals observe the infant and the parent together and describe what they see without judgment.",
    "Professionals know how relationships shape early brain growth.",
    "Professionals speak with families in plain language and listen before they advise.",
    "Professionals notice their own feelings during visits and bring them to supervision.",
    "Professionals connect families with food, housing and health services.",
)
BACKGROUND = (
    "The association was founded in {founded} by {founders} professionals.",
    "The board of the association has {board} seats.",
    "A conference is held each spring.",
    "Two readers look at each portfolio, and a committee makes the decision.",
)
