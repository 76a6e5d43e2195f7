from __future__ import annotations

from corpus.places import LEAST_KNOWN, state_of, towns


def test_a_town_of_a_held_state_is_known() -> None:
    assert state_of("Albuquerque", frozenset({"NM"})) == "NM"
    assert state_of("albuquerque", frozenset({"NM"})) == "NM"


def test_a_held_state_wins_over_a_larger_town_elsewhere_only_with_a_third_of_its_people() -> None:
    for town, states in towns().items():
        largest = max(states, key=lambda state: states[state])
        for state, people in states.items():
            if state != largest and people * 3 < states[largest]:
                assert state_of(town, frozenset({state})) is None
                return
    raise AssertionError("no town of two very different sizes in the list")


def test_a_well_known_town_is_named_though_its_state_is_not_held() -> None:
    assert state_of("Chicago", frozenset({"MA"})) == "IL"


def test_a_small_town_of_a_state_that_is_not_held_stays_open() -> None:
    small = next(town for town, states in towns().items() if max(states.values()) < LEAST_KNOWN)
    assert state_of(small, frozenset()) is None


def test_what_is_no_town_has_no_state() -> None:
    assert state_of("Quillhaven-on-the-Moor", frozenset({"MA"})) is None


def test_the_list_is_whole() -> None:
    assert all(name == name.lower() and states for name, states in towns().items())
    assert all(len(state) == 2 and people >= 0 for states in towns().values() for state, people in states.items())
