"""Words as the search takes them, and what is left of a word whatever way it is put into Latin letters.

Names of places and people are transliterated in many ways: Tinzaouaten, Tinzawatène, Tin Zaouatine; Kidal, كيدال. What
they share are their consonants, roughly. These are twins of `claims_words` and `claims_skeleton` in the database
(migration 0017); `tests/models/test_search_spelling.py` holds them equal.
"""

import re
import unicodedata

# Letters that are written in several ways in one, and digits in Latin ones.
ALIKE = dict(zip("أإآٱىئؤةکیگ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "ااااي" + "يوهكيك" + "0123456789" * 2, strict=True))
PARTING = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~¡«·»¿‐‑‒–—―‘’‚‛“”„‟†‡•…′″‹›،؛؟٪٫٬۔\u00a0\u2009\u202f\n\t"
# What only marks a letter, or is not to be seen.
SPANS = [
    (0x300, 0x36F),
    (0x610, 0x61A),
    (0x64B, 0x65F),
    (0x6D6, 0x6DC),
    (0x6DF, 0x6E8),
    (0x6EA, 0x6ED),
    (0x200B, 0x200F),
]
GONE = "\u0640\u0670\u00ad\u061c\u02b9\u02ba\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\ufeff" + "".join(
    chr(point) for first, last in SPANS for point in range(first, last + 1)
)
FOLDED = {ord(each): to for each, to in ALIKE.items()} | dict.fromkeys(map(ord, PARTING), " ")
HIDDEN = frozenset(GONE)

ARABIC = str.maketrans("ابتثجحخدذرزسشصضطظعغفقكلمنهويپچڤء", "abttjhkddrzsssdtzakfkklmnhwybsfa")
DIGRAPHS = (
    ("tch", "s"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("kh", "k"), ("gh", "k"), ("rh", "k"), ("th", "t"),
    ("dh", "d"), ("ph", "f"), ("dj", "j"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("x", "ks"),
)  # fmt: skip
SAME = str.maketrans("qgcvpw", "kkkfbu")
DOUBLED = "bdfhjklmnrstz"
LATIN = {"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ı": "i"}
VOWELS = re.compile(r"(?<!\w)[aeiouy]+")
FIRST_H = re.compile(r"(?<!\w)h")
ARTICLE = re.compile(r"(?<!\w)ال(?=\S{3})")
DROPPED = str.maketrans("", "", "aeiouyh")


def folded(text: str) -> str:
    """The text in letters that compare; as long as the text was, if what marks letters is not counted."""
    return "".join(each for each in text if each not in HIDDEN).translate(FOLDED)


def words_of(text: str) -> list[str]:
    """The words of a text, as they are searched."""
    return [word for word in folded(text).split() if any(each.isalnum() for each in word)]


def bones_of(words: str) -> str:
    """What is left of each word: its consonants, those that are taken for one another as one."""
    text = unaccented(ARTICLE.sub("", folded(words))).translate(ARABIC)
    for old, new in DIGRAPHS:
        text = text.replace(old, new)
    text = text.translate(SAME)
    for letter in DOUBLED:
        text = text.replace(2 * letter, letter)
    text = FIRST_H.sub("H", VOWELS.sub("A", text.replace("mb", "nb")))
    return text.translate(DROPPED).lower()


def unaccented(text: str) -> str:
    """The text without case and accents."""
    apart = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(each for each in apart if not unicodedata.combining(each))
    return "".join(LATIN.get(each, each) for each in bare)
