# ruff: noqa: E501  one line per sentence, however long
"""Every sentence of the user interface, in Korean and English."""

from __future__ import annotations

LANGUAGES = ("ko", "en")

MESSAGES: dict[str, tuple[str, str]] = {
    "site": ("민간위탁 지식그래프", "Consignment knowledge graph"),
    "tagline": (
        "지방의회 문서가 말하는 민간위탁과 그 법적 근거를, 문장까지 되짚어 봅니다.",
        "What council papers say about consigned public services and the law they rest on, down to the sentence.",
    ),
    "about": (
        "지방의회의 심사보고서와 동의안을 읽어 위탁사무, 수탁기관, 기간, 예산, 평가와 근거 조문을 데이터로 만들었습니다. "
        "모든 사실에는 원문 문장이 붙어 있고, 누구나 SPARQL로 물을 수 있습니다.",
        "Review reports and consent motions of local councils, read into data: consigned affairs, contractors, "
        "periods, budgets, evaluations and the provisions they rest on. Every fact carries its source sentence, "
        "and anyone may query it with SPARQL.",
    ),
    "skip": ("본문으로 건너뛰기", "Skip to content"),
    "home": ("첫 화면", "Home"),
    "xref": ("교차참조", "Cross-references"),
    "sparql": ("SPARQL 질의", "SPARQL"),
    "vocabulary": ("어휘", "Vocabulary"),
    "language": ("언어", "Language"),
    "consignments": ("위탁사무", "Consigned affairs"),
    "consignment": ("위탁사무", "Consigned affair"),
    "provisions": ("근거 조문", "Provisions"),
    "provision": ("조문", "Provision"),
    "most-cited": ("가장 많이 근거로 든 조문", "Most cited provisions"),
    "documents": ("원문 문서", "Source documents"),
    "document": ("원문 문서", "Source document"),
    "bills": ("의안", "Bills"),
    "facilities": ("시설", "Facilities"),
    "organisations": ("수탁기관", "Contractors"),
    "discrepancies": ("문서 안의 불일치", "Contradictions"),
    "discrepancies-lead": (
        "한 문서 안에서 함께 참일 수 없는 값입니다. 고치지 않고 적힌 대로 두며, 적힌 문장을 함께 보입니다.",
        "Values of one document that cannot both hold. They are kept as printed, with the sentences that print them.",
    ),
    "errors": ("오류", "Errors"),
    "errors-lead": (
        "서버와 명령이 알리는 오류와 해결 방법입니다. 오류의 code가 아래 제목입니다.",
        "The errors that the server and the commands report, and what to do; the code of an error is the heading.",
    ),
    "exit-code": ("종료 코드 {code}", "exit code {code}"),
    "about-what": ("대상", "About"),
    "findings": ("지적 사항과 성과", "Findings"),
    "summary": ("한눈에 보기", "At a glance"),
    "bill": ("의안", "Bill"),
    "kind": ("종류", "Kind"),
    "rounds": ("위탁 차수", "Rounds"),
    "round": ("차수", "Round"),
    "selection": ("선정방법", "Selection"),
    "status": ("상태", "Status"),
    "budget": ("소요예산", "Required budget"),
    "evaluation": ("평가", "Evaluation"),
    "read-text": ("원문 전체 읽기", "Read the full text"),
    "counts": ("담긴 것", "What is in it"),
    "facts": ("원문 근거가 있는 사실", "Facts with a source sentence"),
    "examples": ("예시 질의", "Example queries"),
    "try": ("이 질의 열기", "Open this query"),
    "contractor": ("수탁기관", "Contractor"),
    "period": ("기간", "Period"),
    "proposed-period": ("제안된 기간", "Proposed period"),
    "facility": ("시설", "Facility"),
    "role": ("인용 구실", "Role"),
    "relied-on-by": ("인용 주체", "Relied on by"),
    "source": ("원문", "Source"),
    "source-of": ("원문 문장", "Source sentence"),
    "rests-on": ("이 위탁이 근거로 삼은 조문", "Provisions this consignment rests on"),
    "relied-on": ("이 조문(과 그 아래)에 근거한 위탁", "Consignments resting on this provision or anything under it"),
    "relied-on-instrument": ("이 법령에 근거한 위탁", "Consignments resting on this instrument"),
    "nothing-rests": ("이 조문을 근거로 든 위탁이 없습니다.", "No consignment rests on it."),
    "rests-on-nothing": ("근거 조문이 확인되지 않았습니다.", "No provision is known that it rests on."),
    "xref-lead": (
        "조문에서 위탁으로, 위탁에서 조문으로 따라갑니다. 항·호·목까지 구별하고, 누가 어떤 근거로 들었는지 보입니다.",
        "From a provision to consignments and back, down to paragraph, subparagraph and item, with who relied on it and as what.",
    ),
    "choose-provision": ("조문에서 찾기", "By provision"),
    "choose-consignment": ("위탁에서 찾기", "By consignment"),
    "citations-count": ("인용 수", "Citations"),
    "consignments-count": ("위탁 수", "Consignments"),
    "unresolved": ("미확정", "Unresolved"),
    "statements": ("문서가 말한 것", "What the papers say"),
    "current-values": ("현재 값", "Current values"),
    "properties": ("속성", "Properties"),
    "property": ("속성", "Property"),
    "value": ("값", "Value"),
    "incoming-as": ("‘{label}’ 항목이 이 자원을 가리키는 것", "By “{label}”"),
    "incoming": ("이 자원을 가리키는 것", "What refers to this"),
    "formats": ("다른 형식", "Other forms"),
    "identifier": ("식별자", "Identifier"),
    "parts-below": ("아래 조문", "Under it"),
    "belongs-to": ("위 조문", "Above it"),
    "text-of": ("원문 텍스트", "Text"),
    "open-text": ("원문에서 보기", "See it in the text"),
    "text-note": ("위치는 이 텍스트의 글자(코드 포인트) 수로 셉니다.", "Positions count the characters (code points) of this text."),
    "text-missing": ("이 서버에는 이 문서의 텍스트가 없습니다.", "This server does not hold the text of this document."),
    "characters": ("글자 {place}", "characters {place}"),
    "evidence": ("근거 문장", "Evidence"),
    "evidence-of": ("이 값의 근거 문장", "Source sentences of this value"),
    "no-evidence": ("이 사실에 붙은 원문 위치가 없습니다.", "No passage is recorded for it."),
    "query": ("질의", "Query"),
    "run": ("실행", "Run"),
    "sparql-lead": (
        "SPARQL 1.1 질의를 적고 실행하십시오. 프로그램은 같은 주소에 GET이나 POST로 물으면 됩니다.",
        "Write a SPARQL 1.1 query and run it. Programs ask the same address by GET or POST.",
    ),
    "result": ("결과", "Result"),
    "rows": ("{count}행", "{count} rows"),
    "rows-one": ("1행", "1 row"),
    "rows-shown": ("{count}행 가운데 {shown}행을 보입니다. 전부는 아래 형식으로 받으십시오.", "{shown} of {count} rows are shown; download a form below for all."),
    "true": ("참", "True"),
    "false": ("거짓", "False"),
    "yes": ("예", "Yes"),
    "no": ("아니오", "No"),
    "download": ("내려받기", "Download"),
    "csv-excel": ("엑셀용 CSV", "CSV for Excel"),
    "no-rows": ("맞는 것이 없습니다.", "Nothing matches."),
    "error-place": ("위치: {line}행 {column}열", "Line {line}, column {column}"),
    "what-to-do": ("해결 방법", "What to do"),
    "candidates": ("여러 가지를 뜻할 수 있습니다", "This may mean several things"),
    "candidates-lead": ("아래에서 고르십시오.", "Choose one."),
    "graph": ("이름 있는 그래프", "Named graph"),
    "triples": ("트리플 {count}개", "{count} triples"),
    "classes": ("클래스", "Classes"),
    "terms": ("속성", "Properties"),
    "definition": ("뜻", "Definition"),
    "vocabulary-lead": ("이 데이터가 쓰는 용어입니다.", "The terms this data uses."),
    "concepts": ("코드", "Codes"),
    "more": ("… 외 {count}건", "… and {count} more"),
    "license": ("데이터 CC BY 4.0 · 코드 Apache-2.0", "Data CC BY 4.0 · Code Apache-2.0"),
    "current": ("현재", "current"),
    "derived-value": (
        "문서의 진술에서 끌어낸 값입니다. 그 진술의 근거 문장을 보입니다.",
        "A derived value, taken from a statement of a document; these are the sentences of that statement.",
    ),
    "derived-from": ("근거 {count}건", "evidence from {count} statements"),
    "derived-from-one": ("근거", "evidence"),
    "nothing-yet": ("아직 자료가 없습니다. kg build로 만든 데이터셋을 여십시오.", "There is no data yet. Serve a dataset made by kg build."),
}  # fmt: skip
"""Key → (Korean, English)."""


def message(key: str, language: str, **values: object) -> str:
    """A sentence of the user interface.

    >>> message("rows", "en", count=3), message("rows", "ko", count=3)
    ('3 rows', '3행')
    """
    korean, english = MESSAGES[key]
    return (english if language == "en" else korean).format(**values)
