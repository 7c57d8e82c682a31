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

    `threshold` (0-100) is the least `rapidfuzz.fuzz.ratio` of their `name_key`. Equal keys are no pair; the
    first stands for all of them. What counts as a slip says `differ_by_slips`; a letter in which three names
    or more differ (a family) tells them apart. `places` are known names of places, as they stand in names.
    The time taken grows with the number of names, not of pairs.
    """
    from rapidfuzz.fuzz import ratio

    first: dict[str, int] = {}
    for index, name in enumerate(names):
        first.setdefault(name_key(name), index)
    known = frozenset(map(name_key, places)) - {""}
    slips = {
        (one, other)
        for one, other in _candidates(first)
        if ratio(one, other) >= threshold and differ_by_slips(one, other, known)
    }
    patterns = _patterns(first) if slips else Counter[str]()
    pairs = (
        (min(first[one], first[other]), max(first[one], first[other]))
        for one, other in slips
        if not _of_a_family(one, other, patterns)
    )
    return sorted(pairs, key=lambda pair: pair[::-1])


def difference(one: str, other: str) -> tuple[str, str]:
    """What stands in each of two names between the beginning and the end that they share."""
    head = _shared(one, other)
    mine, theirs = one[head:], other[head:]
    tail = _shared(mine[::-1], theirs[::-1])
    return mine[: len(mine) - tail], theirs[: len(theirs) - tail]


def _shared(one: str, other: str) -> int:
    """How many letters two names have in common from their beginning."""
    differing = (
        place for place, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs
    )
    return next(differing, min(len(one), len(other)))


def _candidates(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs worth a look, found by what slips leave standing, so that not every pair is compared."""
    blocks: dict[str, list[str]] = {}
    for key in keys:
        blocks.setdefault(_block(key), []).append(key)
    blocks.pop("", None)
    for block, members in blocks.items():
        yield from combinations(members, 2)
        for shorter in {block[:place] + block[place + 1 :] for place in range(len(block))}:
            yield from product(blocks.get(shorter, ()), members)


def _block(key: str) -> str:
    """A name without all that is often left out, in which letters taken for each other are one."""
    table, words = _letters()
    block = MARKS.sub("", key.translate(table))
    for word in words:
        block = block.replace(word, "")
    return block


@cache
def _letters() -> tuple[Mapping[int, str | int], tuple[str, ...]]:
    """The letters of a block by those of a name, and the words left out as they look in a block."""
    kept = {ord(letter): letter for letter in TELLS_APART}
    table: dict[int, str | int] = {**as_mistaken(), **kept, **NUMERALS}
    table |= dict.fromkeys(map(ord, RANKS), "")
    return table, tuple(word.translate(table) for word in LEFT_OUT_WORDS)


def _patterns(keys: Iterable[str]) -> Counter[str]:
    """How many names look alike but for one letter, by the name with a gap for it."""
    return Counter(_gapped(key, place) for key in keys for place in range(len(key)))


def _of_a_family(one: str, other: str, patterns: Counter[str]) -> bool:
    """True when two names differ in one letter in which others differ, too."""
    shorter, longer = sorted((one, other), key=len)
    place = _shared(shorter, longer)
    letters = len(longer) - len(shorter)
    if letters > 1 or longer[place + 1 :] != shorter[place + 1 - letters :]:
        return False
    # Where the letter is missing from the shorter name, that name is a member without a pattern of its own.
    return patterns[_gapped(longer, place)] + letters >= _FAMILY


def _gapped(name: str, place: int) -> str:
    return f"{name[:place]}\0{name[place + 1 :]}"
