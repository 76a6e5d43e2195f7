"""Identifiers with a form of their own: links, e-mail and postal addresses, phone numbers, numbers and codes. Each function puts marks in their place."""

from __future__ import annotations

import re
from itertools import groupby

import phonenumbers

from assistant.masking.cues import alternatives, words_of
from assistant.masking.marks import MARK, MARKS
from corpus.words import stopwords

_ENDS = "com|org|net|edu|gov|mil|io|us|info|me|uk|ca|de|fr|es|mx|nz|eu|app|biz|ly|gl|dev|health|site|page|link|blog|be|tv|academy"
_AT = r"(?:\s*[(\[{<]\s*(?:at|@)\s*[)\]}>]\s*|\s+at\s+)"
_DOT = r"(?:\s*[(\[{<]\s*(?:dot|\.)\s*[)\]}>]\s*|\s+dot\s+|\s*\.\s*)"
_SAID_DOT = r"(?:\s*[(\[{<]\s*(?:dot|\.)\s*[)\]}>]\s*|\s+dot\s+)"
_LOCAL = r"(?<![\w.+%-])[\w.+%-]+(?:(?:\s+(?:dot|underscore|dash|hyphen|minus)\s+|\s*[(\[{<]\s*(?:dot|\.)\s*[)\]}>]\s*)[\w.+%-]+){0,4}"
_MAILS = (
    re.compile(rf"(?<![^\s@<>()\[\],;:\"“”{MARK}])[^\s@<>()\[\],;:\"“”{MARK}]+@[\w-]+(?:\.[\w-]+)*", re.I),
    re.compile(rf"{_LOCAL}\s*[(\[{{<]\s*(?:at|@)\s*[)\]}}>]\s*[\w-]+(?:(?:{_SAID_DOT}|\.)[\w-]+)*", re.I),
    re.compile(rf"{_LOCAL}{_AT}[\w-]+(?:{_SAID_DOT}[\w-]+)*{_SAID_DOT}(?:{_ENDS})\b", re.I),
    re.compile(rf"(?<![\w.+%-])[\w.+%-]+[ \t]*@[ \t]*[\w-]+(?:[ \t]*\.[ \t]*[\w-]+)*[ \t]*\.[ \t]*(?:{_ENDS})\b", re.I),
    re.compile(
        rf"{_LOCAL}[ \t]*(?:@|\bat\b)[ \t]*(?:g-?mail|yahoo|hotmail|outlook|icloud|aol|proton(?:mail)?|comcast|msn|verizon)\b(?:{_DOT}(?:{_ENDS})\b)?", re.I
    ),
)
_LINKS = (
    re.compile(rf"\b(?:https?|ftp)\s?:\s?//[^\s{MARK}]*[^\s.,;:!?)\]\"'”’{MARK}]", re.I),
    re.compile(rf"(?<![\w.-])(?:www\s?\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:{_ENDS})(?=[/?#:]))[^\s{MARK}]*[^\s.,;:!?)\]\"'”’{MARK}]", re.I),
    re.compile(rf"(?<![\w.-])[a-z0-9][a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:{_ENDS})\b(?![\w-])", re.I),
    re.compile(r"(?<![\w@])@[a-z_][\w.]*\w", re.I),
    re.compile(rf"(?<=[ :=])[^\s{MARK},;]*(?<=\w)_\w[^\s{MARK},;]*", re.I),
)
_HANDLE = re.compile(
    rf"\b((?:{alternatives('services')})(?:[ \t]+(?:id|name|handle|user(?:[ \t]?name)?|is))?[ \t]*[:=][ \t]*)(?!(?:{'|'.join(stopwords())})\b)[^\s{MARK}]+",
    re.I,
)


def mask_links(text: str) -> str:
    """E-mail addresses, also spelled out ("jane at mail dot com"), links and handles."""
    for pattern in _MAILS:
        text = pattern.sub(MARKS["e-mail"], text)
    for pattern in _LINKS:
        text = pattern.sub(MARKS["link"], text)
    return _HANDLE.sub(rf"\1{MARKS['link']}", text)


_UNIT = rf"(?:{alternatives('units')})\b"
_COUNTED = re.compile(rf"[ \t]?(?:[-–+]|to)?[ \t]?(?:[a-z]+(?:[- ][a-z]+)?[ \t]+){{0,2}}?(?:{_UNIT}|%)", re.I)
"""What makes a figure a quantity: a unit, with at most two words between."""
_DIGITS = re.compile(r"\+?\(?\d(?:[ \t.\-–—‒()/·•,]{0,3}\d)*")
_YEAR = re.compile(r"(?:19|20)\d\d|2100")
_KEPT_DATE = re.compile(r"(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])")
"""A date that is left after dates were masked: an edition's."""
_SPOKEN = (
    r"(?:zero|oh|o|nought|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|double|triple|\d{1,4})"
)
_SPOKEN_RUN = re.compile(rf"(?<![\w$]){_SPOKEN}(?:[ \t,.\-–]{{1,3}}{_SPOKEN}){{4,}}(?!\w)", re.I)
_EXTENSION = re.compile(rf"({MARKS['phone']}[ \t,]*)(?:x|ext\.?|extension)[ \t]*\d+", re.I)


def mask_phones(text: str) -> str:
    """Phone numbers: those that the library `phonenumbers` knows, any figure of seven and more digits with signs between, and spoken digits."""
    if any(c.isdigit() for c in text):
        for match in reversed(list(phonenumbers.PhoneNumberMatcher(text, "US", phonenumbers.Leniency.VALID))):
            if not _is_quantity(text, match.start, match.end) and not _KEPT_DATE.fullmatch(match.raw_string):
                text = text[: match.start] + MARKS["phone"] + text[match.end :]
    text = _SPOKEN_RUN.sub(lambda match: _spoken(match, text), text)
    return _EXTENSION.sub(r"\1" + MARKS["phone"], text)


def _spoken(match: re.Match[str], text: str) -> str:
    said = re.findall(r"[a-z]+|\d+", match.group(), re.I)
    if all(word.isdigit() for word in said):
        return match.group()
    digits = sum(len(word) if word.isdigit() else 1 for word in said)
    return MARKS["phone" if digits >= 7 else "number"]


def _is_quantity(text: str, start: int, end: int) -> bool:
    """Whether a figure is money, a span of years or has a unit behind it."""
    said = text[start:end]
    groups = re.findall(r"\d+", said)
    if re.search(r"\$[ \t]?$", text[max(0, start - 2) : start]) or (groups and all(_YEAR.fullmatch(group) for group in groups)):
        return True
    return all(len(group) <= 4 for group in groups) and len(groups) <= 3 and bool(_COUNTED.match(text, end))


_LABELLED = re.compile(
    rf"\b((?:(?:{alternatives('labels')})[ \t]*(?:number|numbers|num|nr|no|nos|id|code)?\b\.?[ \t]*(?:is|was|are|#|:|=|-|№)+[ \t]*(?:is[ \t]+)?#?"
    rf"|(?:{alternatives('labels')})[ \t]*(?:number|num|nr|no|id|code)\b\.?[ \t]*(?:is|was|[#:=-])*[ \t]*#?"
    rf"|(?:{alternatives('sure_labels')})\b[ \t]*(?:is|was|[#:=-])*[ \t]*#?))((?=[\w/.-]*\d)\w[\w/.-]*\w|\d)(?![\w%])",
    re.I,
)
_SECRET = re.compile(rf"\b((?:{alternatives('secrets')})[ \t]*(?:is|:|=)[ \t]*)[^\s{MARK}]+", re.I)
_HASH = re.compile(r"(?<!\w)#[ \t]?\d[\d-]+(?:[\w-]*\w)?|№[ \t]?\d[\w-]*")
_COUNTED_NAME = re.compile(r"(?:[A-Z][a-z]{2,})+\d(?:[A-Z][a-z]{2,})+")
"""A name of an organisation with a figure in it: "First3Years"."""
_CHAIN = re.compile(r"(?<![$])\b[\w#/.–-]+\b")
_SPACED = re.compile(r"(?<![\w$.,])(?=(?:[A-Z][ -])?(?:\d[ -]){2})(?:[A-Z\d][ -]){3,}[A-Z\d](?!\w)")
"""Letters and digits one by one: "E 5 5 0 2"."""
_HIDDEN = re.compile(r"(?<![\w*•])[x*•]{2,}+(?:[- ][x*•]{2,}+)*+[- ]?\d{2,}", re.I)


def mask_numbers(text: str) -> str:
    """Numbers and codes that stand for a person or a case: labelled ones, long ones, letters mixed with digits. Quantities and years stay."""
    text = _SECRET.sub(rf"\1{MARKS['number']}", text)
    text = _SPACED.sub(MARKS["number"], text)
    text = _HIDDEN.sub(MARKS["number"], text)
    text = _LABELLED.sub(
        lambda match: match.group() if _COUNTED.match(text, match.end()) and len(match.group(2)) < 4 else match.group(1) + MARKS["number"], text
    )
    text = _HASH.sub(MARKS["number"], text)
    text = _CHAIN.sub(lambda match: MARKS["number"] if _is_code(match.group()) else match.group(), text)
    return _DIGITS.sub(lambda match: _judged(match, text), text)


def _is_code(token: str) -> bool:
    """Whether letters and digits stand together as in no quantity, level or ordinary word ("MI-48213-B", "AB123")."""
    if token.isdigit() or token.isalpha() or not (any(map(str.isdigit, token)) and any(map(str.isalpha, token))):
        return False
    if _COUNTED_NAME.fullmatch(token):
        return False
    pieces = [piece for piece in re.split(r"[#/_.–-]+", token) if piece]
    figures = sum(c.isdigit() for c in token)
    for piece in pieces:
        if piece.isdigit():
            if len(piece) >= 4 and not _YEAR.fullmatch(piece):
                return True
            continue
        if re.fullmatch(rf"\d{{1,4}}(?:{_UNIT}|st|nd|rd|th|s|k|x|am|pm|[a-z]{{4,}})", piece, re.I):
            continue
        turns = sum(1 for _ in groupby(piece, str.isdigit))
        digits = sum(c.isdigit() for c in piece)
        if digits >= 3 and not _YEAR.fullmatch(re.sub(r"\D", "", piece)):
            return True
        if turns >= 4 or (turns >= 3 and piece[0].isalpha()):
            return True
    years = sum(len(piece) for piece in pieces if _YEAR.fullmatch(piece))
    return "#" in token or (figures - years >= 4 and len(pieces) > 1 and not any(re.search(r"[a-z]{3}", piece, re.I) for piece in pieces))


def _judged(match: re.Match[str], text: str) -> str:
    """A run of digits: a quantity as it is, else a mark for a phone number or a number."""
    said, start, end = match.group(), match.start(), match.end()
    groups = re.findall(r"\d+", said)
    digits = sum(map(len, groups))
    separators = set(re.sub(r"\d", "", said)) - {"(", ")"}
    if digits < 4 or re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", said) or (re.search(r"[.,]$", text[max(0, start - 1) : start]) and digits < 4):
        return said
    if re.search(r"\w$", text[max(0, start - 1) : start]) or _KEPT_DATE.fullmatch(said) or _is_quantity(text, start, end):
        return said
    if separators & set(", ") and _all_small(re.split(r"[, ]+", said)) and not _is_phone(groups):
        return said
    if len(groups) == 1:
        return said if digits == 4 and _YEAR.fullmatch(said) else MARKS["phone" if digits in {10, 11} else "number"]
    if digits < 7 and ((_all_small(groups) and _rises(groups)) or separators == {"."}):
        return said
    if re.fullmatch(r"(?:19|20)\d\d[-–/]\d\d", said) or (digits == 4 and len(groups) == 2):
        return said
    social = [len(group) for group in groups] == [3, 2, 4]
    return MARKS["number" if social or digits < 7 or digits > 15 else "phone"]


def _all_small(parts: list[str]) -> bool:
    """Whether each part is a figure of at most three digits, a span of two, or a year."""
    return all(re.fullmatch(r"\d{1,3}(?:[-–./]\d{1,3})?|(?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?", part) for part in parts if part)


def _rises(groups: list[str]) -> bool:
    return len(groups) == 2 and int(groups[0]) < int(groups[1]) and len(groups[1]) - len(groups[0]) <= 1


def _is_phone(groups: list[str]) -> bool:
    """Whether figures one after another have the lengths of a phone number's or a social security number's parts, or are single digits."""
    lengths = "".join(str(min(len(group), 9)) for group in groups)
    return bool(re.search(r"334|333|34|324|343|2222|1{7,}|^12{4}", lengths))


_STREET = alternatives("streets")
_SURE_STREET = alternatives("sure_streets")
_FLAT = rf"(?:[ \t]*[,;]?[ \t]*(?:#[ \t]?|(?:{alternatives('flats')}|unit|rm|room)\.?[ \t]*#?[ \t]*)[a-z]?\d*[a-z]?\b)?"
_SIDE = r"(?:[ \t]+(?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\b\.?)?"
_WORD = r"(?:\d{1,3}(?:st|nd|rd|th)|[^\W\d_][\w'’.-]*)"
_HOUSE = r"(?<![\w$.,/-])\d{1,6}(?:[- ]?[a-d]\b|[-/]\d+)?"
_TOWN = r"(?:[ \t]*[,\n]?[ \t]*(?:[A-Z][\w.'’-]+[ \t]?){1,3}(?=,?[ \t]*(?:[A-Z]{2}\b|\d{5}|[A-Z][a-z]+[ \t]+\d{5})))?"
_ADDRESSES = (
    re.compile(rf"{_HOUSE}[ \t,]+(?:{_WORD}[ \t]+){{1,4}}?(?i:{_SURE_STREET})\b\.?(?i:{_SIDE}{_FLAT}){_TOWN}"),
    re.compile(rf"{_HOUSE}[ \t,]+(?:(?:[A-Z][\w'’.-]*|\d{{1,3}}(?:st|nd|rd|th))[ \t]+){{1,4}}?(?i:{_STREET})\b\.?(?i:{_SIDE}{_FLAT}){_TOWN}"),
    re.compile(rf"\b(?:[A-Z][\w'’-]+[ \t]+){{1,3}}(?:{alternatives('named_streets')})\b\.?(?:[ \t]+\d+\b)?(?i:{_SIDE}{_FLAT}){_TOWN}"),
    re.compile(rf"\b(?:(?:p\.?[ \t]?o\.?[ \t]*)?box|(?:rural route|rr|hc|psc|unit)[ \t#]*\d+[ \t,]*box|apartado(?: postal)?)[ \t#:]*\d+\w*{_TOWN}", re.I),
    re.compile(rf"\b(?:{alternatives('flats')})\.?[ \t]*#?[ \t]*(?:\d+[a-z]?|[a-z]-?\d+)\b(?![ \t]*(?:{_UNIT}|%))", re.I),
    re.compile(rf"\b\d{{1,6}}[ \t]+(?:{alternatives('roads')})\.?[ \t]*\d+\b|\b(?:rural route|rr)[ \t#]*\d+\b", re.I),
    re.compile(rf"\b(?:{alternatives('foreign_streets')})[ \t]+(?:[\w'’.-]+[ \t,]+){{1,4}}?(?:n[ºo°]\.?[ \t]*|num\.?[ \t]*|#[ \t]?)?\d{{1,5}}\b", re.I),
    re.compile(r"\b\d{1,5}[ \t,]+(?:rue|avenue|chemin|boulevard|place|impasse)(?:[ \t]+(?:de|du|des|la|le|les|d['’]))*[ \t]+[^\W\d][\w'’-]+", re.I),
    re.compile(r"\b\w{3,}(?:stra(?:ß|ss)e|str\.|weg|gasse|platz)[ \t]+\d{1,4}[a-z]?\b", re.I),
    re.compile(r"\b[A-Z]\d[A-Z][ \t]?\d[A-Z]\d\b|\b[A-Z]{1,2}\d[A-Z\d]?[ \t]\d[A-Z]{2}\b"),
)
_NO_STREET = re.compile(rf"\b(?:{alternatives('not_in_streets')}|{alternatives('units')})\b", re.I)
_TOWN_AFTER = re.compile(rf"({MARKS['address']})[ \t]*[,\n][ \t]*(?:[A-Z][\w.'’-]+[ \t]?){{1,3}}?(?=[ \t]*(?:,|[.;!?\n]|$))")


def mask_addresses(text: str) -> str:
    """Streets with a number, boxes, flats and postcodes, and a town that follows one; a state or country behind it stays."""
    for pattern in _ADDRESSES:
        text = pattern.sub(lambda match: match.group() if _NO_STREET.search(match.group()) else MARKS["address"], text)
    kept = words_of("greetings") | words_of("closings")
    return _TOWN_AFTER.sub(lambda match: match.group() if match.group()[1:].strip(" \t,\n").split(" ")[0].lower() in kept else match.group(1), text)
