"""The queue of visitors' questions, on both databases: what is kept, for how long, and that it is gone afterwards."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from database_servers import Clock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import RecordsError
from ui.records.database import open_database
from ui.records.records import KeptQuestion, Records, Refused, open_records
from ui.records.tables import questions

SENT = KeptQuestion(
    id=0,
    kind="sent",
    question="Does [name] need the exam?\nAnd when?",
    turns=("What is Level II?", "«And» for renewal?"),
    status="not_covered",
    cited=("fooaimh-ii > Requirements > Training 1",),
    associations=("FOOAIMH",),
    categories=("IFS",),
    terms=("practicum",),
    site="foo",
)


def test_a_question_is_given_back_as_it_was_kept(records: Records, clock: Clock) -> None:
    number = records.queue.keep(SENT)
    kept = replace(SENT, id=number, kept=clock(), until=clock() + timedelta(days=90))
    assert records.queue.get(number) == kept
    assert records.queue.waiting() == [kept]
    assert kept.kept.utcoffset() == timedelta()


def test_the_day_of_deletion_is_the_queues_own(records: Records, clock: Clock) -> None:
    number = records.queue.keep(replace(SENT, id=77, until=clock() + timedelta(days=10_000), settled_by="Ann"))
    kept = records.queue.get(number)
    assert kept is not None and kept.until == clock() + timedelta(days=90) and kept.settled_by is None


def test_waiting_ones_by_kind_the_oldest_first(records: Records) -> None:
    numbers = {kind: records.queue.keep(replace(SENT, kind=kind)) for kind in ("unhelpful", "sent", "helpful")}
    assert [question.kind for question in records.queue.waiting()] == ["unhelpful", "sent", "helpful"]
    assert [question.id for question in records.queue.waiting("sent")] == [numbers["sent"]]
    assert [question.kind for question in records.queue.waiting(most=2)] == ["unhelpful", "sent"]


def test_a_settled_one_no_longer_waits(records: Records) -> None:
    number = records.queue.keep(SENT)
    assert records.queue.settle(number, "Ann")
    assert not records.queue.settle(number, "Bob"), "Ann was faster"
    assert not records.queue.settle(number + 1, "Bob")
    assert records.queue.waiting() == records.queue.refused() == []
    kept = records.queue.get(number)
    assert kept is not None and kept.settled_by == "Ann"


def test_one_settles_when_many_try_at_once(records: Records) -> None:
    number = records.queue.keep(SENT)
    with ThreadPoolExecutor(8) as threads:
        done = list(threads.map(lambda who: records.queue.settle(number, who), [f"staff {who}" for who in range(8)]))
    kept = records.queue.get(number)
    assert sum(done) == 1
    assert kept is not None and kept.settled_by == f"staff {done.index(True)}"


def test_one_settles_when_processes_try_at_once(database_url: str, records: Records) -> None:
    number = records.queue.keep(SENT)
    code = (
        "import sys; from ui.records.records import open_records; r = open_records(sys.argv[1])\n"
        "print(r.queue.settle(int(sys.argv[2]), sys.argv[3]), flush=True); r.close()"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, database_url, str(number)]
    tries = [subprocess.Popen([*command, f"staff {who}"], stdout=subprocess.PIPE, text=True) for who in range(3)]
    assert sorted(process.communicate(timeout=120)[0].strip() for process in tries) == ["False", "False", "True"]


def test_many_keep_at_once(records: Records) -> None:
    with ThreadPoolExecutor(16) as threads:
        numbers = list(threads.map(lambda n: records.queue.keep(replace(SENT, question=f"question {n}")), range(80)))
    assert len(set(numbers)) == 80
    assert {question.question for question in records.queue.waiting()} == {f"question {n}" for n in range(80)}


def test_a_number_is_never_given_again(records: Records) -> None:
    """A page that is still open must not act on another question."""
    number = records.queue.keep(SENT)
    assert records.queue.forget(number) and not records.queue.forget(number)
    assert records.queue.get(number) is None
    assert records.queue.keep(SENT) > number


class TestRefused:
    def test_grouped_by_term_the_most_frequent_first(self, records: Records) -> None:
        keep = records.queue.keep
        first = keep(replace(SENT, question="one", terms=("Practicum", "practicum ", "Oregon")))
        second = keep(replace(SENT, question="two", terms=("PRACTICUM",), status="out_of_scope"))
        third = keep(replace(SENT, question="two", terms=("practicum",), kind="unhelpful"))
        keep(replace(SENT, question="answered", terms=("practicum",), status="answered"))
        keep(replace(SENT, question="no term", terms=("", "  ")))
        records.queue.settle(keep(replace(SENT, question="settled")), "Ann")
        assert records.queue.refused() == [
            Refused("practicum", 3, (first, second, third), ("two", "one")),
            Refused("oregon", 1, (first,), ("one",)),
        ]

    def test_a_few_examples_are_enough(self, records: Records) -> None:
        for number in range(10):
            records.queue.keep(replace(SENT, question=f"question {number}"))
        assert records.queue.refused()[0].examples == ("question 9", "question 8", "question 7")


class TestLimits:
    def test_what_is_too_much_is_refused(self, records: Records) -> None:
        for question in (
            replace(SENT, question="x" * 4_001),
            replace(SENT, question=" "),
            replace(SENT, turns=("x",) * 21),
            replace(SENT, turns=("fine", "x" * 4_001)),
            replace(SENT, terms=("x" * 4_001,)),
            replace(SENT, cited=("x",) * 501),
            replace(SENT, site="x" * 201),
            replace(SENT, kind="shouted"),  # type: ignore[arg-type]
        ):
            with pytest.raises(RecordsError) as refused:
                records.queue.keep(question)
            assert "xxx" not in str(refused.value)
        assert records.queue.waiting() == []

    def test_what_is_just_enough_is_kept(self, records: Records) -> None:
        most = replace(SENT, question="😀" * 4_000, turns=("😀" * 4_000,) * 20)
        kept = records.queue.get(records.queue.keep(most))
        assert kept is not None and (kept.question, kept.turns) == (most.question, most.turns)

    def test_what_no_database_holds_is_replaced(self, records: Records) -> None:
        kept = records.queue.get(records.queue.keep(replace(SENT, question="a\0b\ud800c", turns=("\0",), terms=("x\udfff",))))
        assert kept is not None and (kept.question, kept.turns, kept.terms) == ("a\ufffdb\ufffdc", ("\ufffd",), ("x\ufffd",))

    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(min_size=1, max_size=60).filter(str.strip))
    def test_any_text_is_given_back(self, records: Records, text: str) -> None:
        kept = records.queue.get(records.queue.keep(replace(SENT, question=text, turns=(text,), terms=(text,))))
        written = text.replace("\0", "\ufffd")
        assert kept is not None and (kept.question, kept.turns, kept.terms) == (written, (written,), (written,))

    def test_statements_of_sql_are_only_text(self, records: Records) -> None:
        wicked = "'); DROP TABLE questions; --"
        kept = records.queue.get(records.queue.keep(replace(SENT, question=wicked, terms=(wicked,), site=wicked)))
        assert kept is not None and kept.question == kept.site == wicked


class TestDays:
    def test_it_is_deleted_on_its_day_settled_or_not(self, records: Records, clock: Clock) -> None:
        waiting, settled = records.queue.keep(SENT), records.queue.keep(SENT)
        records.queue.settle(settled, "Ann")
        clock.advance(days=89, hours=23)
        assert records.purge() == 0
        assert records.queue.get(waiting) and records.queue.get(settled)
        clock.advance(hours=1)
        assert records.queue.get(waiting) is records.queue.get(settled) is None, "not shown even before it is deleted"
        assert records.purge() == 2

    @pytest.mark.parametrize("use", ["keep", "waiting", "refused"])
    def test_nothing_outlives_its_days_where_nobody_purges(self, records: Records, clock: Clock, database_url: str, use: str) -> None:
        old = records.queue.keep(SENT)
        clock.advance(days=90)
        _ = records.queue.keep(SENT) if use == "keep" else getattr(records.queue, use)()
        assert old not in numbers(database_url)

    def test_it_is_looked_for_at_most_once_a_minute(self, records: Records, clock: Clock, database_url: str) -> None:
        old = records.queue.keep(SENT)
        clock.advance(days=89, hours=23, minutes=59, seconds=30)
        records.queue.waiting()
        clock.advance(seconds=45)
        assert records.queue.waiting() == [] and numbers(database_url) == [old]
        clock.advance(seconds=15)
        assert records.queue.waiting() == [] and numbers(database_url) == []

    def test_fewer_days_hold_for_what_was_kept_before(self, database_url: str, clock: Clock) -> None:
        with closing(open_records(database_url, keep_days=90, now=clock)) as records:
            number = records.queue.keep(SENT)
        clock.advance(days=10)
        with closing(open_records(database_url, keep_days=300, now=clock)) as records:
            kept = records.queue.get(number)
            assert kept is not None and kept.until == clock() + timedelta(days=80), "what the visitor was told"
        with closing(open_records(database_url, keep_days=10, now=clock)) as records:
            assert records.queue.get(number) is None
            assert records.purge() == 1

    def test_with_no_days_nothing_is_kept(self, database_url: str, clock: Clock) -> None:
        with closing(open_records(database_url, keep_days=0, now=clock)) as records:
            with pytest.raises(RecordsError, match="set it to the days"):
                records.queue.keep(SENT)
            assert records.queue.waiting() == []


class TestGone:
    """Deleted text is in no file of the database."""

    SECRET = "sesame-street-seven"

    def test_after_purging(self, tmp_path: Path, clock: Clock) -> None:
        with closing(open_records(f"sqlite:///{tmp_path / 'desk.sqlite3'}", now=clock)) as records, closing(open_database(records_url(tmp_path))) as other:
            for number in range(40):
                records.queue.keep(replace(SENT, question=f"{self.SECRET} {number} " * 50, turns=(self.SECRET * 100,)))
            assert self.SECRET in contents(tmp_path)
            clock.advance(days=91)
            assert records.purge() == 40
            assert self.SECRET not in contents(tmp_path)
            with other.reading():
                pass

    def test_after_forgetting(self, tmp_path: Path, clock: Clock) -> None:
        with closing(open_records(records_url(tmp_path), now=clock)) as records:
            records.queue.forget(records.queue.keep(replace(SENT, question=self.SECRET * 100)))
            assert self.SECRET not in contents(tmp_path)

    def test_once_nobody_is_reading(self, tmp_path: Path, clock: Clock) -> None:
        """A reader holds the log; what is in it goes with the next purge."""
        with closing(open_records(records_url(tmp_path), now=clock)) as records, closing(open_database(records_url(tmp_path))) as other:
            records.queue.keep(replace(SENT, question=self.SECRET * 100))
            with other.reading() as connection:
                connection.execute(questions.select()).all()
                clock.advance(days=91)
                assert records.purge() == 1
            records.purge()
            assert self.SECRET not in contents(tmp_path)


def records_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'desk.sqlite3'}"


def contents(folder: Path) -> str:
    return "".join(path.read_bytes().decode("latin-1") for path in folder.iterdir())


def numbers(url: str) -> list[int]:
    """The ids of all rows that are in the table."""
    with closing(open_database(url)) as database, database.reading() as connection:
        return [row.id for row in connection.execute(questions.select().order_by(questions.c.id))]
