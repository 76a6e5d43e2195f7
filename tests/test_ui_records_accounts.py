"""Accounts and log-ins, on both databases."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from database_servers import WEAK, Clock
from sqlalchemy import select

from corpus.errors import RecordsError
from ui.records.accounts import Account, Accounts
from ui.records.database import Database, open_database
from ui.records.migration import migrate
from ui.records.records import Records, open_records
from ui.records.tables import accounts, sessions

PASSWORD = "correct horse battery"
OTHER = "four words of another"


class CountingHasher(PasswordHasher):
    """Counts the passwords that it verified: what a check takes its time for."""

    verified = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:
        self.verified += 1
        return super().verify(hash, password)


@pytest.fixture
def ann(records: Records) -> Account:
    return records.accounts.add("Ann", PASSWORD)


def stored(url: str) -> str:
    """Everything in the tables of accounts and sessions."""
    with closing(open_database(url)) as database, database.reading() as connection:
        return repr([connection.execute(select(table)).all() for table in (accounts, sessions)])


def test_the_right_password_opens_and_no_other(records: Records, ann: Account) -> None:
    assert records.accounts.check("Ann", PASSWORD) == ann
    for wrong in ("", PASSWORD[:-1], PASSWORD + " ", PASSWORD.upper(), "x" * 100_000, "\ud800", PASSWORD + "\0"):
        assert records.accounts.check("Ann", wrong) is None


def test_names_are_the_same_in_any_case_and_spelling(records: Records) -> None:
    records.accounts.add("  Zoë Ångström ", PASSWORD)
    assert records.accounts.names() == ["Zoë Ångström"]
    for name in ("zoë ångström", "ZOË ÅNGSTRÖM", " Zoe\u0308 A\u030angstro\u0308m"):
        assert records.accounts.check(name, PASSWORD) is not None
        with pytest.raises(RecordsError, match="there is one of this name"):
            records.accounts.add(name, OTHER)


def test_sane_names_are_taken(records: Records) -> None:
    for name in ("a", "Ann", "ann.lee", "ann@example.org", "Ann-Marie O'Neil", "李雷", "x" * 64):
        records.accounts.add(name, PASSWORD)
        assert records.accounts.check(name, PASSWORD) is not None


def test_other_names_are_not(records: Records) -> None:
    for name in ("", "  ", "x" * 65, "a\nb", "a\0b", "<b>", "a\u202eb", "-ann", "ann/../bob", "\ud800", "a" * 100_000):
        with pytest.raises(RecordsError, match="not allowed; choose"):
            records.accounts.add(name, PASSWORD)
        assert records.accounts.check(name, PASSWORD) is None
    assert records.accounts.count() == 0


def test_passwords_that_are_not_taken(records: Records) -> None:
    for password in ("", "eleven char", "x" * 257, "\ud800" * 12, "Ann of Northvale", "ANN OF northvale"):
        with pytest.raises(RecordsError, match="password") as refused:
            records.accounts.add("Ann of Northvale", password)
        assert not password or password not in str(refused.value)
    assert records.accounts.count() == 0


def test_long_is_all_that_a_password_must_be(records: Records) -> None:
    for number, password in enumerate(("aaaaaaaaaaaa", "пароль из слов", "🐎" * 256, "o" * 256, " leading and trailing ")):
        records.accounts.add(f"Ann {number}", password)
        assert records.accounts.check(f"Ann {number}", password) is not None


def test_a_password_is_the_same_from_any_keyboard(records: Records) -> None:
    records.accounts.add("Ann", "café au lait s'il")
    assert records.accounts.check("Ann", "cafe\u0301 au lait s'il") is not None


def test_the_database_holds_neither_password_nor_token(database_url: str, records: Records, ann: Account) -> None:
    token = records.sessions.begin(ann)
    held = stored(database_url)
    assert PASSWORD not in held and token not in held
    assert "$argon2id$" in held and hashlib.sha256(token.encode()).hexdigest() in held


def test_two_of_one_name_at_once_make_one(records: Records) -> None:
    def add(name: str) -> bool:
        try:
            records.accounts.add(name, PASSWORD)
        except RecordsError:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(add, ["Ann", "ann", "ANN", "aNN"])) == 1
    assert records.accounts.count() == 1


class TestChecking:
    @pytest.fixture
    def database(self, database_url: str) -> object:
        with closing(open_database(database_url)) as opened:
            migrate(opened)
            yield opened

    def test_an_unknown_name_takes_as_long_as_a_wrong_password(self, database: Database, clock: Clock) -> None:
        hasher = CountingHasher(time_cost=1, memory_cost=64, parallelism=1)
        known = Accounts(database, clock, hasher)
        known.add("Ann", PASSWORD)
        for name, password in (("Ann", "wrong"), ("Bob", "wrong"), ("", ""), ("x" * 10_000, PASSWORD), ("a\0b\ud800", "\ud800"), ("Ann", PASSWORD)):
            before = hasher.verified
            known.check(name, password)
            assert hasher.verified == before + 1

    def test_a_hash_with_earlier_parameters_is_made_anew_at_the_next_log_in(self, database: Database, database_url: str, clock: Clock) -> None:
        account = Accounts(database, clock, WEAK).add("Ann", PASSWORD)
        now = Accounts(database, clock)
        assert now.check("Ann", "wrong") is None
        assert "$argon2id$v=19$m=64,t=1,p=1$" in stored(database_url)
        assert now.check("Ann", PASSWORD) == account
        assert "$argon2id$v=19$m=65536,t=3,p=4$" in stored(database_url)
        assert now.check("Ann", PASSWORD) == account

    def test_a_damaged_hash_opens_nothing(self, database: Database, clock: Clock) -> None:
        known = Accounts(database, clock, WEAK)
        known.add("Ann", PASSWORD)
        with database.writing() as connection:
            connection.execute(accounts.update().values(password="nonsense"))
        assert known.check("Ann", PASSWORD) is None


class TestSessions:
    def test_a_token_says_whose_it_is(self, records: Records, ann: Account) -> None:
        token = records.sessions.begin(ann)
        session = records.sessions.account_of(token)
        assert session is not None and session.account_name == "Ann"
        assert len(token) >= 43 and len(session.csrf) >= 43 and session.csrf != token
        for wrong in ("", token[:-1], token + "x", session.csrf, hashlib.sha256(token.encode()).hexdigest(), "\ud800\0"):
            assert records.sessions.account_of(wrong) is None

    def test_each_log_in_has_tokens_of_its_own(self, records: Records, ann: Account) -> None:
        tokens = [records.sessions.begin(ann) for _ in range(3)]
        held = [records.sessions.account_of(token) for token in tokens]
        assert len(set(tokens)) == len({session.csrf for session in held if session}) == 3
        records.sessions.end(tokens[0])
        assert [bool(records.sessions.account_of(token)) for token in tokens] == [False, True, True]
        records.sessions.end_all(ann)
        assert [bool(records.sessions.account_of(token)) for token in tokens] == [False, False, False]

    def test_all_of_one_name_end_and_no_other(self, records: Records, ann: Account) -> None:
        hers, his = records.sessions.begin(ann), records.sessions.begin(records.accounts.add("Bob", PASSWORD))
        records.sessions.end_all("ANN")
        assert records.sessions.account_of(hers) is None and records.sessions.account_of(his) is not None

    def test_it_ends_after_an_hour_without_use(self, records: Records, ann: Account, clock: Clock) -> None:
        token = records.sessions.begin(ann)
        for _ in range(3):
            clock.advance(minutes=59)
            assert records.sessions.account_of(token) is not None
        clock.advance(minutes=60)
        assert records.sessions.account_of(token) is None

    def test_it_ends_after_its_hours_however_it_is_used(self, database_url: str, clock: Clock) -> None:
        with closing(open_records(database_url, session_hours=3, now=clock, hasher=WEAK)) as records:
            token = records.sessions.begin(records.accounts.add("Ann", PASSWORD))
            for _ in range(5):
                clock.advance(minutes=35)
                assert records.sessions.account_of(token) is not None
            clock.advance(minutes=5)
            assert records.sessions.account_of(token) is None

    def test_a_new_password_ends_them(self, records: Records, ann: Account) -> None:
        token = records.sessions.begin(ann)
        records.accounts.change_password("ann", OTHER)
        assert records.sessions.account_of(token) is None
        assert records.accounts.check("Ann", PASSWORD) is None
        again = records.accounts.check("Ann", OTHER)
        assert again is not None and records.sessions.account_of(records.sessions.begin(again)) is not None

    def test_a_log_in_that_was_under_way_when_the_password_changed_opens_nothing(self, records: Records, ann: Account) -> None:
        checked = records.accounts.check("Ann", PASSWORD)
        records.accounts.change_password("Ann", OTHER)
        assert checked is not None
        assert records.sessions.account_of(records.sessions.begin(checked)) is None

    def test_a_removed_account_has_none(self, records: Records, ann: Account) -> None:
        token = records.sessions.begin(ann)
        records.accounts.remove("ANN")
        assert records.sessions.account_of(token) is None
        with pytest.raises(RecordsError, match="has been removed"):
            records.sessions.begin(ann)
        records.accounts.add("Ann", OTHER)
        assert records.sessions.account_of(token) is None
        with pytest.raises(RecordsError, match="has been removed"):
            records.sessions.begin(ann)

    def test_what_has_ended_is_deleted(self, records: Records, ann: Account, clock: Clock, database_url: str) -> None:
        token = records.sessions.begin(ann)
        clock.advance(hours=2)
        assert records.purge() == 1
        assert hashlib.sha256(token.encode()).hexdigest() not in stored(database_url)


def test_accounts_that_are_not_there(records: Records) -> None:
    with pytest.raises(RecordsError, match="there is none; `endorse desk names` lists them"):
        records.accounts.remove("Bob")
    with pytest.raises(RecordsError, match="there is none"):
        records.accounts.change_password("Bob", PASSWORD)


def test_a_refused_new_password_leaves_the_old_one(records: Records, ann: Account) -> None:
    with pytest.raises(RecordsError):
        records.accounts.change_password("Ann", "short")
    assert records.accounts.check("Ann", PASSWORD) == ann


def test_many_log_ins_at_once(tmp_path: Path) -> None:
    with closing(open_records(f"sqlite:///{tmp_path / 'desk.sqlite3'}", hasher=WEAK)) as records, ThreadPoolExecutor(20) as threads:
        records.accounts.add("Ann", PASSWORD)
        found = list(threads.map(lambda _: records.accounts.check("Ann", PASSWORD), range(20)))
        assert all(found)
        tokens = list(threads.map(lambda account: records.sessions.begin(account), filter(None, found)))
        assert all(threads.map(records.sessions.account_of, tokens))
