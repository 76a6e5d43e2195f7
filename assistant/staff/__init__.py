"""Staff answers: reviewed text of an association's staff, cited as what it is, given as long as what it rests on stands as it was read."""

from __future__ import annotations

from assistant.staff.staffed import StaffedAssistant, day, staff_label
from assistant.staff.written import SOURCE, STAFF, Rest, StaffAnswer, is_current, passage_words, staff_faults

__all__ = ["SOURCE", "STAFF", "Rest", "StaffAnswer", "StaffedAssistant", "day", "is_current", "passage_words", "staff_faults", "staff_label"]
