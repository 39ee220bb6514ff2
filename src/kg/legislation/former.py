"""Titles that instruments had once: repealed and renamed ones, which rulings and old papers still cite.

``data/registry/former_titles.csv`` lists them (facts: the titles alone).  They come from the corpus, where
today's law still names them: in title quotes, in addenda that amend or repeal, after a promulgation number.

``python -m kg.legislation.former CORPUS FORMER.csv`` writes the file anew.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg.legislation.register import Register, default_register, fold_title
from kg.resources import resource

COLUMNS: Final = ("title_ko", "mentions")
FORMER: Final = "data/registry/former_titles.csv"

_ENDING: Final = r"(?:법률|법|시행령|시행규칙|시행세칙|규칙|규정|령|직제|세칙)"
_LINE: Final = r"^\s*(?:제\d+조(?:의\d+)?\s?\([^)\n]{1,40}\)\s?)?(?:[①-⑳㉑-㊿]|<\d+>|\d+\.)?\s?"
_NUMBER: Final = r"(?:법률|[가-힣]{2,10}령|규칙) 제\d+호\s?"
_SOURCES: Final = (
    re.compile(rf"「([^」「\n]{{2,88}}{_ENDING})」"),
    re.compile(
        rf"{_LINE}(?:{_NUMBER})?([가-힣A-Za-z0-9ㆍ· ]{{2,80}}?{_ENDING})\s?"
        r"(?:일부를|중 일부를|의 일부를|중) 다음과 같이 개정",
        re.MULTILINE,
    ),
    re.compile(rf"{_NUMBER}([가-힣A-Za-z0-9ㆍ· ]{{2,80}}?{_ENDING})(?=중|의|을|를|은|는|\s?부칙|\s?제\d)"),
    re.compile(r'"([가-힣ㆍ]{2,50}(?:법률|법))(?= 제\d+조|의 규정에)'),
    re.compile(rf"{_LINE}([가-힣ㆍ]{{3,50}}{_ENDING})[은는을를] (?:이를 )?폐지한다", re.MULTILINE),
)
_NO_TITLE: Final = re.compile(
    r"개정|폐지|협약|협정|조약|등 \d+개|[,，]|관련법|관계법|다른 법|특별법인"
    r"|(?:방법|기법|명령|강령|법령|부령)$"
    r"|^(?:같은|동|종전|위|그|이|및|중|호|구|각|제\d)(?:\s|법|영|규칙|$)|[은는을를] "
    r"|^\S{1,5}(?:규정|규칙|세칙|령)$"
    r"|^(?:법률 제\d|(?:기본|특별|특례|대부|시장|공원|일본특허)법$)|[○◯]|시행전에"
)


@cache
def former_titles() -> Mapping[str, str]:
    """The former titles by their folded form.

    >>> former_titles()["국토이용관리법"]
    '국토이용관리법'
    """
    with resource(FORMER).open(encoding="utf-8", newline="") as lines:
        return MappingProxyType({fold_title(r["title_ko"]): r["title_ko"] for r in csv.DictReader(lines)})


def titles_in(text: str) -> Iterator[str]:
    """Every instrument's title ``text`` names in one of the plain ways.

    >>> list(titles_in('① 달빛법 일부를 다음과 같이 개정한다. "별빛법 제3조"를 「햇빛법 시행령」으로'))
    ['햇빛법 시행령', '달빛법', '별빛법']
    """
    for source in _SOURCES:
        for found in source.finditer(text):
            title = " ".join(found[1].split())
            if not _NO_TITLE.search(title):
                yield title


def harvest(texts: Iterable[str], register: Register) -> dict[str, int]:
    """The titles named in ``texts`` that ``register`` does not have, each in its commonest spelling."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for title in titles_in(text):
            spellings[fold_title(title)][title] += 1
    return {
        max(found, key=lambda title: (found[title], title)): found.total()
        for key, found in sorted(spellings.items())
        if len(key) > 2 and register.title(key) is None and register.full_title(key) is None
    }


def main(arguments: list[str]) -> int:
    """Writes the file; returns the exit code."""
    if len(arguments) != 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    corpus, out = map(Path, arguments)
    texts = (path.read_text(encoding="utf-8") for path in sorted(corpus.rglob("*.md")))
    titles = harvest(texts, default_register())
    with out.open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines, lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows(sorted(titles.items()))
    sys.stdout.write(f"{len(titles)} former titles → {out}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
