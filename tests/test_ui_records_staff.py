"""Staff answers, document requests and aliases, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from database_servers import Clock

from assistant.staff import Rest, StaffAnswer
from corpus.errors import RecordsError
from ui.records.records import Alias, DocumentRequest, Records

ANSWER = StaffAnswer(
    id=0,
    questions=("When is the next exam?", "Exam dates?"),
    text="The next exam is on a day in May.\nWrite to the office.",
    author="Ann",
    written=date(2031, 3, 5),
    associations=("FOOAIMH",),
    categories=("IFS", "IMHS"),
    rests=(Rest("fooaimh-ii > Exam 1", "0f" * 16, "The exam is held «twice» a year."), Rest("fooaimh-iii > Exam 1", "0e" * 16, "See Level II.")),
    until=date(2031, 5, 31),
)


class TestStaffAnswers:
    def test_an_answer_is_given_back_as_it_was_written(self, records: Records) -> None:
        plain = replace(ANSWER, associations=(), categories=(), rests=(), until=None)
        written = [replace(answer, id=records.staff.add(answer)) for answer in (ANSWER, plain)]
        assert records.staff.all() == written

    def test_it_can_be_changed(self, records: Records) -> None:
        changed = replace(ANSWER, id=records.staff.add(ANSWER), text="It is in June.", author="Bob", rests=(), until=date(2031, 6, 30))
        records.staff.change(changed)
        assert records.staff.all() == [changed]

    def test_one_that_was_taken_back_is_no_longer_there(self, records: Records) -> None:
        number = records.staff.add(ANSWER)
        assert records.staff.retire(number, "Ann")
        assert not records.staff.retire(number, "Bob")
        assert records.staff.all() == []
        with pytest.raises(RecordsError, match="was taken back; write it as a new one"):
            records.staff.change(replace(ANSWER, id=number))
        assert records.staff.add(ANSWER) > number

    def test_one_that_never_was_cannot_be_changed(self, records: Records) -> None:
        with pytest.raises(RecordsError, match="not there"):
            records.staff.change(replace(ANSWER, id=41))

    def test_what_is_too_much_or_nothing_is_refused(self, records: Records) -> None:
        number = records.staff.add(ANSWER)
        for answer in (
            replace(ANSWER, text="x" * 4_001),
            replace(ANSWER, text=""),
            replace(ANSWER, questions=()),
            replace(ANSWER, questions=("x",) * 21),
            replace(ANSWER, author=""),
            replace(ANSWER, rests=(Rest("p", "w", "q"),) * 21),
            replace(ANSWER, rests=(Rest("p", "w", "x" * 4_001),)),
        ):
            with pytest.raises(RecordsError):
                records.staff.add(answer)
            with pytest.raises(RecordsError):
                records.staff.change(replace(answer, id=number))
        assert records.staff.all() == [replace(ANSWER, id=number)]

    def test_what_no_database_holds_is_replaced(self, records: Records) -> None:
        records.staff.add(replace(ANSWER, text="a\0b", questions=("\ud800",), rests=(Rest("p\0", "w", "q\udfff"),)))
        answer = records.staff.all()[0]
        assert (answer.text, answer.questions, answer.rests) == ("a\ufffdb", ("\ufffd",), (Rest("p\ufffd", "w", "q\ufffd"),))


class TestRequests:
    def test_they_are_open_until_somebody_closes_them(self, records: Records, clock: Clock) -> None:
        first, asked = records.requests.add("Oregon", "Three people asked.", "Ann"), clock()
        clock.advance(hours=1)
        second = records.requests.add("refunds", "", "Bob")
        assert records.requests.open() == [
            DocumentRequest(first, "Oregon", "Three people asked.", "Ann", asked),
            DocumentRequest(second, "refunds", "", "Bob", clock()),
        ]
        assert records.requests.close(first, "Bob")
        assert not records.requests.close(first, "Ann")
        assert [request.id for request in records.requests.open()] == [second]

    def test_one_closes_when_many_try_at_once(self, records: Records) -> None:
        number = records.requests.add("Oregon", "", "Ann")
        with ThreadPoolExecutor(6) as threads:
            assert sum(threads.map(lambda who: records.requests.close(number, who), "abcdef")) == 1

    def test_what_is_too_much_or_nothing_is_refused(self, records: Records) -> None:
        for term, note, by in [("", "", "Ann"), ("x" * 301, "", "Ann"), ("x", "x" * 4_001, "Ann"), ("x", "", "")]:
            with pytest.raises(RecordsError):
                records.requests.add(term, note, by)
        assert records.requests.open() == []


class TestAliases:
    def test_they_are_given_back_and_can_be_removed(self, records: Records, clock: Clock) -> None:
        first = records.aliases.add(" The  Beaver State", "association", "FOOAIMH", "Ann")
        second = records.aliases.add("practicum", "topic", "work-experience", "Bob")
        assert records.aliases.all() == [
            Alias(first, "The Beaver State", "association", "FOOAIMH", "Ann", clock()),
            Alias(second, "practicum", "topic", "work-experience", "Bob", clock()),
        ]
        assert records.aliases.remove(first) and not records.aliases.remove(first)
        assert [alias.id for alias in records.aliases.all()] == [second]

    def test_the_same_one_is_written_once(self, records: Records) -> None:
        with ThreadPoolExecutor(6) as threads:
            added = set(
                threads.map(lambda term: records.aliases.add(term, "topic", "fees", "Ann"), ["Refund", "refund", " REFUND ", "refund", "Refund", "refund"])
            )
        assert added == {alias.id for alias in records.aliases.all()} and len(added) == 1
        assert records.aliases.add("refund", "topic", "process", "Ann") not in added, "a term may mean two things"

    def test_what_is_no_alias_is_refused(self, records: Records) -> None:
        for term, kind, key, by in [
            ("", "topic", "fees", "Ann"),
            ("x" * 201, "topic", "fees", "Ann"),
            ("x", "level", "fees", "Ann"),
            ("x", "topic", "", "Ann"),
        ]:
            with pytest.raises(RecordsError):
                records.aliases.add(term, kind, key, by)  # type: ignore[arg-type]
        assert records.aliases.all() == []
