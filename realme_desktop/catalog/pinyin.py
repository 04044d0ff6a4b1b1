"""Pinyin initials of Chinese words, to search by: `身份证` is `sfz`.

The first level of GB 2312 (3755 common characters) is sorted by pinyin, so the code of a character tells its
initial. Characters with several readings have one there; the words in which another one is meant are named
below. Of the second level only what is named below has an initial.
"""

from __future__ import annotations

from bisect import bisect_right

__all__ = ["initials"]

# Where each initial begins, as the two bytes of the GB 2312 code (EUC-CN). No syllable begins with i, u or v.
_BEGINS = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8, 0xC4C3,
    0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)  # fmt: skip
_LETTERS = "abcdefghjklmnopqrstwxyz"
_END = 0xD7FA
_READ_OTHERWISE = {"银行": "yh", "重复": "cf", "重试": "cs", "重新": "cx", "重置": "cz", "阈": "y"}
_LONGEST = max(map(len, _READ_OTHERWISE))


def initials(text: str) -> str:
    """The initials in lower case; letters and digits as they are, everything else left out."""
    found: list[str] = []
    place = 0
    while place < len(text):
        for length in range(_LONGEST, 0, -1):
            word = text[place : place + length]
            if len(word) == length and word in _READ_OTHERWISE:
                found.append(_READ_OTHERWISE[word])
                place += length
                break
        else:
            found.append(_initial(text[place]))
            place += 1
    return "".join(found)


def _initial(char: str) -> str:
    if char.isascii():
        return char.lower() if char.isalnum() else ""
    try:
        code = char.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    number = int.from_bytes(code, "big")
    if len(code) != 2 or not _BEGINS[0] <= number < _END:
        return ""
    return _LETTERS[bisect_right(_BEGINS, number) - 1]
