"""A file's text as one page that needs nothing else: every citation leads to its provision.

The text is shown as it is, character by character; what was not resolved has another colour and says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final, NamedTuple

from kg.cite.existence import EXISTENCE_LABELS, Checked
from kg.errors import IdentifierError
from kg.ids import Ids
from kg.legislation import Existence
from kg.model.blocks import Span
from kg.model.statute import ProvisionPath, Reason
from kg.publish.cited import CitedFile, Mention

MOST_CHARACTERS: Final = 5_000_000
"""A longer text is cut; the page says so."""
MOST_TARGETS: Final = 20
"""More targets of one citation are counted, not listed."""

_REASONS: Final = {
    Reason.ANTECEDENT_UNKNOWN: ("선행사 미상", "antecedent unknown"),
    Reason.ALIAS_UNDECLARED: ("약칭 미선언", "short name not declared"),
    Reason.BILL_UNKNOWN: ("의안 미상", "bill unknown"),
}
"""Reasons for which it is not known what is cited at all; the others are told by the state of each target."""

_STYLE: Final = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1.25rem 4rem; color: #1c2024; background: #fff;
  font: 1rem/1.75 Pretendard, "Apple SD Gothic Neo", "Noto Sans KR", "Noto Sans CJK KR",
  "Malgun Gothic", NanumGothic, system-ui, sans-serif; word-break: keep-all; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; line-height: 1.35; }
h2 { font-size: 1.1rem; margin-top: 2rem; }
p, dl, table { font-size: .94rem; }
.note { color: #5b6570; }
pre { white-space: pre-wrap; font: inherit; background: #f5f7f9; border-radius: .5rem; padding: 1.1rem; }
.c { border-radius: .2rem; padding: .05em .12em; color: inherit; text-underline-offset: .18em; }
.exists { background: #e3f0f8; color: #0b4a70; }
.edition-unknown, .not-checkable { background: #fff1c9; color: #5b4300; text-decoration-style: dashed; }
.article-gone, .instrument-unknown, .open { background: #fde4da; color: #7d260a; }
sup a { margin-left: .15em; }
table { border-collapse: collapse; }
th, td { text-align: left; padding: .25rem 1.2rem .25rem 0; border-bottom: 1px solid #dde2e8; }
th { font-weight: 400; }
td { font-variant-numeric: tabular-nums; }
@media print { pre { background: none; padding: 0; } }
"""


_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


class _Mark(NamedTuple):
    span: Span
    mention: Mention


def citation_page(cited: CitedFile, ids: Ids) -> str:
    """The page of a file's citations, in HTML; links lead to the provisions' IRIs under the base of *ids*.

    Text of the file is escaped; nothing outside the page is loaded.
    """
    title = escape(cited.title or cited.name)
    text = cited.text[:MOST_CHARACTERS]
    parts = [
        '<!doctype html>\n<html lang="ko">\n<head>\n<meta charset="utf-8">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n',
        f"<title>{title} · 법령 인용</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n",
        *_head(cited, is_cut=len(text) < len(cited.text)),
        '<h2 id="text">본문 · Text</h2>\n<pre>',
        *_marked(text, _marks(cited.mentions, len(text)), ids),
        "</pre>\n</body>\n</html>\n",
    ]
    return "".join(parts)


def _head(cited: CitedFile, *, is_cut: bool) -> Iterator[str]:
    day = cited.day.isoformat() if cited.day else "날짜 미상, 오늘의 조문 · date unknown, today's text"
    count = len(cited.mentions)
    yield f'<p class="note">{escape(cited.name)} · 기준일 · as of: {day} · 인용 · citations: {count}</p>\n'
    if is_cut:
        yield f'<p class="note">앞 {MOST_CHARACTERS:,}자만 보입니다 · Only the beginning is shown.</p>\n'
    yield "<h2>범례 · Legend</h2>\n<table>\n<tbody>\n"
    states = Counter(c.existence for m in cited.mentions if _open_reason(m) is None for c in m.targets)
    for state, (korean, english) in EXISTENCE_LABELS.items():
        yield _legend_row(state.value, f"{korean} · {english}", states[state])
    reasons = Counter(_open_reason(mention) for mention in cited.mentions)
    for reason, (korean, english) in _REASONS.items():
        yield _legend_row("open", f"{korean} · {english}", reasons[reason])
    yield "</tbody>\n</table>\n"


def _legend_row(class_: str, words: str, number: int) -> str:
    return f'<tr><th scope="row"><span class="c {class_}">{words}</span></th><td>{number}</td></tr>\n'


def _marks(mentions: Sequence[Mention], length: int) -> list[_Mark]:
    """The stretches of the text that are citations, in order; of two that overlap the first stands."""
    found = sorted(
        (_Mark(span, mention) for mention in mentions for span in mention.spans), key=lambda mark: mark.span
    )
    kept: list[_Mark] = []
    for mark in found:
        if mark.span.end <= length and (not kept or kept[-1].span.end <= mark.span.start):
            kept.append(mark)
    return kept


def _marked(text: str, marks: Sequence[_Mark], ids: Ids) -> Iterator[str]:
    at = 0
    for mark in marks:
        yield escape(text[at : mark.span.start])
        yield _link(mark.span.of(text), mark.mention, ids)
        at = mark.span.end
    yield escape(text[at:])


def _link(words: str, mention: Mention, ids: Ids) -> str:
    """A citation's words as a link to its target; to several by numbers behind it."""
    shown = escape(words)
    if (reason := _open_reason(mention)) is not None:
        return f'<span class="c open" title="{" · ".join(_REASONS[reason])}">{shown}</span>'
    if len(mention.targets) == 1:
        return _anchor(mention.targets[0], shown, "c", ids)
    numbers = (
        _anchor(target, str(n), "c", ids) for n, target in enumerate(mention.targets[:MOST_TARGETS], 1)
    )
    rest = len(mention.targets) - MOST_TARGETS
    more = f" … +{rest}" if rest > 0 else ""
    return f'<span class="c {_worst(mention.targets)}">{shown}</span><sup>{"".join(numbers)}{more}</sup>'


def _anchor(checked: Checked, shown: str, class_: str, ids: Ids) -> str:
    korean, english = EXISTENCE_LABELS[checked.existence]
    title = escape(f"{checked.target} — {korean} · {english}")
    classes = f"{class_} {checked.existence.value}"
    if checked.instrument is None:
        return f'<span class="{classes}" title="{title}">{shown}</span>'
    return f'<a class="{classes}" href="{escape(_iri(checked, ids))}" title="{title}">{shown}</a>'


def _iri(checked: Checked, ids: Ids) -> str:
    """The provision cited, or the nearest above it that has an identifier (비고 within an annex has none)."""
    assert checked.instrument is not None
    edition = ids.edition(checked.instrument.work, checked.edition or 0)
    for depth in range(len(checked.path.components), 0, -1):
        try:
            return ids.provision(edition, ProvisionPath(checked.path.components[:depth]))
        except IdentifierError:
            continue
    return ids.instrument(checked.instrument.work)


def _worst(targets: Sequence[Checked]) -> str:
    order = list(EXISTENCE_LABELS)
    states = [checked.existence for checked in targets]
    return max(states, key=order.index, default=Existence.NOT_CHECKABLE).value


def _open_reason(mention: Mention) -> Reason | None:
    """Why it is not known what is cited, or None where the targets tell."""
    unresolved = mention.citation.unresolved
    return unresolved.reason if unresolved is not None and unresolved.reason in _REASONS else None
