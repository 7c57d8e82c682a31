"""Names that are likely one name written twice: they differ by a slip of the pen and by nothing else.

Many names of one county differ by one letter and are right: 恒源建材有限公司 beside 恒泰建材有限公司. So a
small distance alone says nothing; what differs must be something that people leave out or mistype.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, product

from qcxl.core.names.mistaken_letters import as_mistaken
from qcxl.core.names.name_slips import LEFT_OUT_WORDS, MARKS, NUMERALS, RANKS, TELLS_APART, differ_by_slips
from qcxl.model.text import name_key

_FAMILY = 3


def similar_pairs(
    names: Sequence[str], threshold: float, places: Collection[str] = ()
) -> list[tuple[int, int]]:
    """The indices (earlier, later) of names that differ by slips only, in order of the later one.

    `threshold` (0-100) is the least `rapidfuzz.fuzz.ratio` of the names' `name_key`. Names with equal keys
    are no pair; the first of these names stands for all. `differ_by_slips` says what a slip is; a letter in
    which three names or more differ (a family) tells these names apart. `places` are known names of places,
    as they stand in names. The time taken grows with the number of names, not of pairs.
    """
    from rapidfuzz.fuzz import ratio

    first: dict[str, int] = {}
    for index, name in enumerate(names):
        first.setdefault(name_key(name), index)
    known = frozenset(map(name_key, places)) - {""}
    slips = {
        (key, twin)
        for key, twin in _candidates(first)
        if ratio(key, twin) >= threshold and differ_by_slips(key, twin, known)
    }
    patterns = _patterns(first) if slips else Counter[str]()
    pairs = (
        (min(first[key], first[twin]), max(first[key], first[twin]))
        for key, twin in slips
        if not _of_a_family(key, twin, patterns)
    )
    return sorted(pairs, key=lambda pair: pair[::-1])


def difference(first: str, second: str) -> tuple[str, str]:
    """The differing parts of two names, between their common beginning and their common end."""
    head = _shared(first, second)
    first_rest, second_rest = first[head:], second[head:]
    tail = _shared(first_rest[::-1], second_rest[::-1])
    return first_rest[: len(first_rest) - tail], second_rest[: len(second_rest) - tail]


def _shared(first: str, second: str) -> int:
    """The number of letters that two names have in common from their beginning."""
    differing = (
        place for place, (letter, twin) in enumerate(zip(first, second, strict=False)) if letter != twin
    )
    return next(differing, min(len(first), len(second)))


def _candidates(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pairs of keys whose blocks are equal or differ by one missing letter; only these can be slips."""
    blocks: dict[str, list[str]] = {}
    for key in keys:
        blocks.setdefault(_block(key), []).append(key)
    blocks.pop("", None)
    for block, members in blocks.items():
        yield from combinations(members, 2)
        for shorter in {block[:place] + block[place + 1 :] for place in range(len(block))}:
            yield from product(blocks.get(shorter, ()), members)


def _block(key: str) -> str:
    """The block of a name: often left-out words removed, and letters taken for each other made the same."""
    table, words = _letters()
    block = MARKS.sub("", key.translate(table))
    for word in words:
        block = block.replace(word, "")
    return block


@cache
def _letters() -> tuple[Mapping[int, str | int], tuple[str, ...]]:
    """The letters of a block by letters of a name, and the left-out words as they look in a block."""
    kept = {ord(letter): letter for letter in TELLS_APART}
    table: dict[int, str | int] = {**as_mistaken(), **kept, **NUMERALS}
    table |= dict.fromkeys(map(ord, RANKS), "")
    return table, tuple(word.translate(table) for word in LEFT_OUT_WORDS)


def _patterns(keys: Iterable[str]) -> Counter[str]:
    """The number of names that are alike but for one letter, by the name with a gap for the letter."""
    return Counter(_gapped(key, place) for key in keys for place in range(len(key)))


def _of_a_family(first: str, second: str, patterns: Counter[str]) -> bool:
    """True when two names differ in one letter in which further names differ, too."""
    shorter, longer = sorted((first, second), key=len)
    place = _shared(shorter, longer)
    letters = len(longer) - len(shorter)
    if letters > 1 or longer[place + 1 :] != shorter[place + 1 - letters :]:
        return False
    # Where the letter is missing from the shorter name, that name is a member without a pattern of its own.
    return patterns[_gapped(longer, place)] + letters >= _FAMILY


def _gapped(name: str, place: int) -> str:
    return f"{name[:place]}\0{name[place + 1 :]}"
