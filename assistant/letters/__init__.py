"""Members' letters: the questions in a message, a reply to edit, what in it no document says: `reader.py` finds, `replies.py` writes, `doubts.py` checks."""

from assistant.letters.doubts import Doubt, unconfirmed
from assistant.letters.reader import LetterQuestion, LetterReader
from assistant.letters.replies import draft_reply, grounds, unanswered

__all__ = ["Doubt", "LetterQuestion", "LetterReader", "draft_reply", "grounds", "unanswered", "unconfirmed"]
