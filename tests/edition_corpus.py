"""A made-up corpus in several editions: two and a draft of Northvale, two of Southbank, one of Westdale, an undated one and an old one of Eastbrook."""

from __future__ import annotations

from pathlib import Path

VOCABULARY = """
associations:
  NVAIMH: {name: Northvale Association for Infant Mental Health, places: [Northvale]}
  SBAIMH: {name: Southbank Association for Infant Mental Health, places: [Southbank]}
  WDAIMH: {name: Westdale Association for Infant Mental Health, places: [Westdale]}
  EBAIMH: {name: Eastbrook Association for Infant Mental Health, places: [Eastbrook]}
"""
OLD = """
## Requirements
### Education
? which degree is needed
A Master's degree is required.
### Training
? how many training hours are required
At least 66 clock hours of training are required.
### Reflective supervision
? how many hours of reflective supervision are required
At least 43 clock hours of reflective supervision are required.
### References
? how many letters of reference do I need
Three reference ratings are required:
- One rating from the current supervisor.
- One rating from a parent.
### Ethics
? must I sign a code of ethics
A signed code of ethics is required.
### Exam
? is there an exam
A written examination is required.
### Membership
? must I be a member
Membership in NVAIMH is required.
## Renewal
### Training
? how many training hours a year for renewal
Renewal takes 9 clock hours of training a year.
### Membership
? must membership be renewed
Membership must be renewed every year.
"""
NEW = """
## Requirements
### Education
? which degree is needed
A Master's degree is required.
### Training
? how many training hours are required
At least 83 clock hours of training are required.

? how many of the training hours may be online
Up to 20 clock hours of the training may be taken online.
### Reflective supervision
? how many hours of reflective supervision are required
At least 52 clock hours of reflective supervision are required, within 24 months.
### References
? how many letters of reference do I need
Three reference ratings are required:
- One rating from the current supervisor.
- One rating from a colleague.
### Ethics
? must I sign a code of ethics
A signed code of ethics is required.
### Membership
? must I be a member
Membership in NVAIMH is not required.
### Documentation
? what must I hand in
A portfolio must be handed in.
## Renewal
### Training
? how many training hours a year for renewal
Renewal takes 11 clock hours of training a year.
### Membership
? must membership be renewed
Membership must be renewed every year.
## Fees
### Fees
? what does it cost
The total fee is $310.
"""
DRAFT = NEW.replace("83", "97").replace("$310", "$999")
SOUTH_OLD = "\n## Requirements\n### Training\n? how many training hours are required\nAt least 31 clock hours of training are required.\n"
SOUTH = SOUTH_OLD.replace("31", "38")
WEST = SOUTH_OLD.replace("31", "57")
EAST_OLD = SOUTH_OLD.replace("31", "72")
EAST = SOUTH_OLD.replace("31", "75")
LEVEL_II_OLD = SOUTH_OLD.replace("31", "21")
LEVEL_II = SOUTH_OLD.replace("31", "23")
SHEETS = (
    ("nv-iii-2019", "NVAIMH", "IMHS", "2019", "superseded", OLD),
    ("nv-iii", "NVAIMH", "IMHS", "2031-05-02", "current", NEW),
    ("nv-iii-draft", "NVAIMH", "IMHS", "2033", "draft", DRAFT),
    ("nv-ii-2019", "NVAIMH", "IFS", "2019", "superseded", LEVEL_II_OLD),
    ("nv-ii", "NVAIMH", "IFS", "2031-05-02", "current", LEVEL_II),
    ("sb-iii-2025", "SBAIMH", "IMHS", "2025", "superseded", SOUTH_OLD),
    ("sb-iii", "SBAIMH", "IMHS", "2030", "current", SOUTH),
    ("wd-iii", "WDAIMH", "IMHS", "2028", "current", WEST),
    ("eb-iii-2018", "EBAIMH", "IMHS", "2018", "superseded", EAST_OLD),
    ("eb-iii", "EBAIMH", "IMHS", "undated", "current", EAST),
)
Sheet = tuple[str, str, str, str, str, str]
"""Id, association, category (empty: for all), edition, status and text."""


def write_editions(folder: Path, sheets: tuple[Sheet, ...] = SHEETS, ordered: bool = True) -> Path:
    """Write sheets and `vocabulary.yaml`; the folder. Unless they are `ordered`, what is superseded calls itself current."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    for key, association, category, edition, status, text in sheets:
        lines = ["---", f"id: {key}", f"source: {key}-original", f"title: The document {key}", f"association: {association}"]
        lines += [f"category: {category}"] if category else []
        lines += [f'edition: "{edition}"', f"status: {status if ordered or status == 'draft' else 'current'}", "---"]
        (folder / f"{key}.md").write_text("\n".join(lines) + "\n" + text, encoding="utf-8")
    return folder
