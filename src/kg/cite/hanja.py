"""Titles in Hanja (民法, 民事訴訟法 施行令): their reading in Hangul, as the register writes titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product
from typing import Final, NamedTuple

_H: Final = "\u4e00-\u9fff\uf900-\ufaff"
TITLE_END: Final = re.compile(rf"(?:法律?|令|規[則程]|條例)(?:\s施行(?:令|規則))?(?=[^{_H}]|第|$)")
"""How a title in Hanja ends, and what may follow; 方法 and 法令 end so, too."""
_WORD: Final = re.compile(rf"[{_H}가-힣ㆍ·]{{0,40}}$")
_ONE: Final = re.compile(f"[{_H}]")
_TAIL: Final = re.compile(rf"[{_H}\s]*$")
_SORT: Final = re.compile(
    r"(?P<det>[同本])?(?P<noun>法律?|施行令|施行規則|令|規[則程]|條例)(?P<sub>\s?施行(?:令|規則))?"
)

_READINGS: Final = """
가街加家價 각各 간間簡刊 감監減鑑 강强康江 개改開個 거擧去 건建健 검檢 게揭 격格 결決缺 경經競警京輕景
계計契繼 고高雇告 공公共工供空 과課科果 관關管官館觀 광鑛廣光 교敎校交 구救區舊求構具 국國局 군軍郡
권權券圈 규規糾 균均 극劇 근勤近 금金禁 급給級急扱 기基期企技旗記器氣機 난難亂 남南男 납納 내內 노老
농農 단團短單斷 담擔 당黨當 대大對貸代 도道都島圖導 독獨毒 동動同東童 득得 등等登 매賣買埋 면免面
명名命明 모母 목木 묘墓 무務武無貿 문文 물物 미未 민民 박博 반反半 발發 방防放方邦 배配賠 벌罰 범犯 법法
변辯變 별別 병兵病 보保報補 복服福復 본本 봉俸 부負部付夫婦府 분分紛 불不 비非備費
사社事司士死私使辭師査赦 산産山 삼森 상商償相傷常 생生 서書 석石 선選船宣 설設 섬纖 성性成星 세稅細
소所訴少消小 속速續 손損 송訟送 수水手受授收首修 숙宿 순巡 시市施時視試示 식食植式 신信新申身 실實失
심審 아兒 안安案 애碍 액額 약藥約 양養洋 어漁 업業 여與 역役 연延煙 염染 영營映榮 예藝豫 오汚 옥屋 온溫
외外 용用 우優郵 운運 원員院援原源園 위委衛違危威位僞 유遊有油幼 육育 융融 은銀恩 음音飮 의議醫義意 이利
익益 인人印認引因 일一日 임任賃 입入立 자自者資子 작作 잔殘 장障場長葬 재財裁災在再 쟁爭 저低著 적的積籍
전電專傳戰全錢 절節切 점占 정政定正停庭程 제制製除濟提第祭際 조造條調助組弔租 족族 종宗種終從 죄罪
주住酒主株州 준準 중中重仲 증證贈 지地支指知祉 직職直織 진振鎭進眞 질質 집集執 징徵懲 차車借差 찰察
채採債 처處 척拓 천川 철鐵 청靑請聽 체體替 초草初 촉促 촌村 총總銃 추推 축畜築蓄 출出 취取就 측測
치治置稚 칙則 친親 침侵 탁託 탄炭 토土討 통通統 퇴退 투投鬪 특特 파破 판判版 편便 평評平 폐廢閉弊幣
포包砲布捕 폭暴 표標表票 품品 피被 하河 학學 한韓限 할割 합合 항港航 해害海 행行 향鄕 허許 헌憲 험險驗
혁革 현現 협協 형刑 호護戶 혼婚 화和化貨火 확確擴 환環還換患 활活 회會回 획劃 후後厚 훈訓勳 휴休 흥興
희犧
"""
_TWO: Final = {
    **dict.fromkeys("律率", "률율"),
    **dict.fromkeys("勞路", "로노"),
    **dict.fromkeys("令領", "령영"),
    **dict.fromkeys("年", "년연"),
    **dict.fromkeys("女", "녀여"),
    **dict.fromkeys("聯", "련연"),
    **dict.fromkeys("林", "림임"),
    **dict.fromkeys("立", "립입"),
    **dict.fromkeys("療", "료요"),
    **dict.fromkeys("理", "리이"),
    **dict.fromkeys("陸", "륙육"),
    **dict.fromkeys("流類", "류유"),
    **dict.fromkeys("量糧", "량양"),
    **dict.fromkeys("例", "례예"),
    **dict.fromkeys("旅", "려여"),
    **dict.fromkeys("歷", "력역"),
    **dict.fromkeys("老", "로노"),
    **dict.fromkeys("不", "불부"),
    **dict.fromkeys("車", "차거"),
    **dict.fromkeys("宅", "택댁"),
    **dict.fromkeys("便", "편변"),
}
"""Letters read differently at the beginning of a word."""
_LETTERS: Final = {letter: group[0] for group in _READINGS.split() for letter in group[1:]} | _TWO
_MOST: Final = 64

_SORTS: Final = {
    "法": "법",
    "法律": "법률",
    "令": "영",
    "規則": "규칙",
    "規程": "규정",
    "條例": "조례",
    "施行令": "시행령",
    "施行規則": "시행규칙",
}


class Sort(NamedTuple):
    """同法 施行令: an instrument named by its sort; the words are given in Hangul."""

    determiner: str
    noun: str
    sub: str


def sort_named(word: str) -> Sort | None:
    """What a word in Hanja says when it names only the sort of an instrument.

    >>> sort_named("同法施行令"), sort_named("民法")
    (Sort(determiner='동', noun='법', sub='시행령'), None)
    """
    found = _SORT.fullmatch(word)
    if found is None:
        return None
    determiner = {"同": "동", "本": "본"}.get(found["det"] or "", "")
    return Sort(determiner, _SORTS[found["noun"]], _SORTS.get((found["sub"] or "").strip(), ""))


def tail(word: str) -> str:
    """The letters in Hanja a word ends with: 民法 in 헌법과民法."""
    found = _TAIL.search(word)
    return found[0] if found else ""


def is_hanja(text: str) -> bool:
    """Whether a letter in Hanja stands in ``text``."""
    return _ONE.search(text) is not None


def word_start(text: str, at: int, floor: int) -> int:
    """Where the word that ends with the letters at ``at`` begins, not before ``floor``."""
    found = _WORD.search(text, max(floor, at - 40), at)
    return found.start() if found else at


@lru_cache(maxsize=4096)
def readings(title: str) -> tuple[str, ...]:
    """How a title in Hanja may be read, blanks left out; nothing where a letter is not known.

    >>> readings("民事訴訟法"), readings("勞動組合法")[-1]
    (('민사소송법',), '노동조합법')
    """
    return tuple(islice(_readings("".join(title.split())), _MOST))


def _readings(title: str) -> Iterator[str]:
    letters = [letter if "가" <= letter <= "힣" else _LETTERS.get(letter, "") for letter in title]
    return ("".join(read) for read in product(*letters))
