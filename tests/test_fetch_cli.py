"""`kg fetch` as a program: its words, its ends, a run that is killed, HTTPS, and the key all the while."""

from __future__ import annotations

import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import replay as server
from replay import KEY, Replay

TITLE = "나루터 등불의 보호에 관한 법률"


@pytest.fixture
def replay() -> Iterator[Replay]:
    with server.replaying() as running:
        yield running


def environment(replay: Replay, **more: str) -> dict[str, str]:
    ours = {"KG_LAW_API_KEY": KEY, "KG_LAW_API_URL": replay.url, "KG_LAW_API_PAUSE_MS": "1"}
    return os.environ | ours | {"KG_LAW_API_TRIES": "2"} | more


def run(replay: Replay, cwd: Path, *words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The program, in a process of its own; wherever it writes, the key is not in it."""
    program = "from kg.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "fetch", *map(str, words)],
        cwd=cwd,
        env=environment(replay, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert KEY not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    for path in cwd.rglob("*"):
        assert KEY not in path.name
        assert path.is_dir() or KEY.encode() not in path.read_bytes()
    return done


def test_it_says_what_it_fetched(replay: Replay, tmp_path: Path) -> None:
    done = run(replay, tmp_path, "law", "등불보호법")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"＋ 900001_103.xml  {TITLE} 2020-01-01 제17003호",
        "legislation: 새로 받음 new 1, 그대로 unchanged 0, 실패 failed 0, 요청 requests 2",
    ]
    again = run(replay, tmp_path, "law", "등불보호법")
    assert again.stdout.startswith("＝ 900001_103.xml")


def test_json_holds_the_report_and_nothing_else(replay: Replay, tmp_path: Path) -> None:
    done = run(replay, tmp_path, "law", TITLE, "없는 법", "--history", "--json", "-o", "x")
    assert done.returncode == 2
    report = json.loads(done.stdout)
    assert (report["kind"], report["schema_version"]) == ("fetch-report", 1)
    assert [found["serial"] for found in report["files"]] == ["101", "102", "103"]
    assert report["failures"][0]["error"]["code"] == "title-unknown"
    assert json.loads(done.stderr.splitlines()[-1])["code"] == "title-unknown"


def test_a_list_from_a_file(replay: Replay, tmp_path: Path) -> None:
    listed = "\ufeff# 받을 것\n등불보호법\n\nid:900002  # 시행령\nMST: 101\n등불보호법\n"
    (tmp_path / "titles.txt").write_text(listed, encoding="utf-8")
    done = run(replay, tmp_path, "law", "--from", "titles.txt")
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in (tmp_path / "legislation").glob("*.xml"))
    assert names == ["900001_101.xml", "900001_103.xml", "900002_201.xml"]


def test_ordinances_of_a_jurisdiction(replay: Replay, tmp_path: Path) -> None:
    done = run(replay, tmp_path, "ordinance", "--jurisdiction", "서울특별시", "민간위탁")
    assert done.returncode == 0
    assert "ordinance_800001_8101.xml" in done.stdout


BAD_WORDS = (
    # words, what the file titles.txt holds, exit code, what is named
    (["law"], "", 2, "TITLE"),
    (["rule", "x"], "", 2, "rule"),
    (["law", "--id", "x"], "", 2, "--id"),
    (["law", "--mst", "1", "--history"], "", 2, "--mst"),
    (["law", "x", "--jurisdiction", "y"], "", 2, "--jurisdiction"),
    (["law", "--from", "no-such.txt"], "", 3, "no-such.txt"),
    (["law", "--from", "titles.txt"], "a\n001656\n", 2, "titles.txt:2"),
    (["law", "--from", "titles.txt"], "id:x\n", 2, "titles.txt:1"),
    (["law", "--from", "titles.txt"], "# 없음\n", 2, "TITLE"),
)


@pytest.mark.parametrize(("words", "listed", "code", "named"), BAD_WORDS)
def test_words_that_make_no_sense(
    replay: Replay, tmp_path: Path, words: list[str], listed: str, code: int, named: str
) -> None:
    (tmp_path / "titles.txt").write_text(listed, encoding="utf-8")
    done = run(replay, tmp_path, *words)
    assert done.returncode == code
    assert named in done.stderr
    assert "→" in done.stderr
    assert replay.asked == []
    assert [path.name for path in tmp_path.iterdir()] == ["titles.txt"]


def test_a_list_in_another_encoding(replay: Replay, tmp_path: Path) -> None:
    (tmp_path / "titles.txt").write_bytes("등불보호법".encode("cp949"))
    done = run(replay, tmp_path, "law", "--from", "titles.txt")
    assert (done.returncode, "UTF-8" in done.stderr) == (3, True)


ENDS = (
    # the fault, settings, exit code, what is said
    (server.status(503), {}, 5, "HTTP 503"),
    (server.page(server.REFUSED), {}, 5, "open.law.go.kr"),
    (server.page(server.PAGE_FOR_PEOPLE), {}, 5, "HTML"),
    (server.status(302, Location="https://example.org/x"), {}, 5, "example.org"),
    (None, {"KG_LAW_API_KEY": ""}, 2, "KG_LAW_API_KEY"),
    (None, {"KG_LAW_API_URL": "http://www.law.go.kr/DRF"}, 2, "KG_LAW_API_URL"),
    (None, {"KG_LAW_API_SECONDS": "soon"}, 2, "KG_LAW_API_SECONDS"),
)


@pytest.mark.parametrize(("fault", "settings", "code", "said"), ENDS)
def test_how_it_ends(
    replay: Replay, tmp_path: Path, fault: server.Fault | None, settings: dict[str, str], code: int, said: str
) -> None:
    replay.fail(*[fault] * 9 if fault else ())
    done = run(replay, tmp_path, "law", TITLE, **settings)
    assert done.returncode == code
    assert said in done.stderr
    assert not list(tmp_path.rglob("*.xml"))


@pytest.mark.parametrize(
    ("words", "last"),
    [
        (["--mst", "101", "--mst", "102", "--mst", "103", "--mst", "201"], "4/4 mst:201"),
        ([TITLE, "--history"], f"3/3 900001_103.xml {TITLE}"),
    ],
)
def test_progress_is_shown_when_it_takes_long(
    replay: Replay, tmp_path: Path, words: list[str], last: str
) -> None:
    done = run(replay, tmp_path, "law", *words, KG_LAW_API_PAUSE_MS="400")
    assert done.stderr.splitlines()[-1] == f"받는 중 | fetching: {last}"


def test_a_folder_that_is_a_file(replay: Replay, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    done = run(replay, tmp_path, "law", TITLE, "-o", "taken")
    assert (done.returncode, "taken" in done.stderr) == (3, True)


def hear_interrupts() -> None:
    """A shell starts what runs in its background deaf to Ctrl-C, and children inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT], ids=["killed", "Ctrl-C"])
def test_a_run_that_is_stopped_goes_on(tmp_path: Path, sent: signal.Signals) -> None:
    texts = [
        server.statute(f"{n:06d}", f"{n}", f"나루터 제{n}호법", "20200101", f"{n}") for n in range(1, 41)
    ]
    (tmp_path / "titles.txt").write_text("".join(f"mst:{text.serial}\n" for text in texts), encoding="utf-8")
    words = ["fetch", "law", "--from", "titles.txt"]
    with server.replaying(texts) as replay:
        program = [sys.executable, "-c", "from kg.cli import main; main()", *words]
        slow = environment(replay, KG_LAW_API_PAUSE_MS="30")
        running = subprocess.Popen(
            program, cwd=tmp_path, env=slow, stderr=subprocess.PIPE, preexec_fn=hear_interrupts
        )
        while len(replay.asked) < 12:
            time.sleep(0.01)
        running.send_signal(sent)
        _, said = running.communicate(timeout=30)
        assert running.returncode == (-signal.SIGKILL if sent == signal.SIGKILL else 130)
        assert b"Traceback" not in said
        assert ("다시 실행" in said.decode()) == (sent == signal.SIGINT)
        kept = [path.name for path in tmp_path.rglob("*.xml")]
        assert 10 <= len(kept) < 40
        replay.asked.clear()
        done = run(replay, tmp_path, "law", "--from", "titles.txt", "--json")
    report = json.loads(done.stdout)
    assert report["failures"] == []
    # What was whole was not asked for again, and nothing is missing.
    assert len(replay.asked) <= 40 - len(kept) + 1
    bodies = {path.name: path.read_bytes() for path in tmp_path.rglob("*.xml")}
    assert bodies == {f"{text.law_id}_{text.serial}.xml": text.body for text in texts}


# --- HTTPS ---


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine that nobody but the test trusts, with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    files = ["-addext", names, "-keyout", str(path), "-out", f"{path}.crt"]
    subprocess.run([openssl, *words, *files], check=True, capture_output=True)
    return path


def test_https_with_a_certificate_that_is_trusted_only(certificate: Path, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{certificate}.crt", certificate)
    with server.replaying(context=context) as replay:
        assert replay.url.startswith("https://")
        doubted = run(replay, tmp_path, "law", TITLE)
        assert (doubted.returncode, replay.asked) == (5, [])
        trusted = run(replay, tmp_path, "law", TITLE, SSL_CERT_FILE=f"{certificate}.crt")
        assert (trusted.returncode, trusted.stderr) == (0, "")
        assert replay.keys == [KEY, KEY]
