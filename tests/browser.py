"""A real browser for tests: headless Chromium through chromedriver, in the words of W3C WebDriver."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")

_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)


class Browser:
    """One session; every method is one WebDriver command (W3C WebDriver, section 6.3)."""

    def __init__(self, address: str, profile: Path) -> None:
        options = {"binary": CHROMIUM, "args": [*_ARGUMENTS, f"--user-data-dir={profile}"]}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        made = _call(address, "POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._address, self._session = address, made["sessionId"]

    def _do(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        return _call(self._address, method, f"/session/{self._session}{path}", body)

    def go(self, url: str) -> None:
        """Opens an address and waits until it is loaded."""
        self._do("POST", "/url", {"url": url})

    def resize(self, width: int, height: int = 900) -> None:
        """Gives the page itself this size, whatever frame the window has."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        command = {"cmd": "Emulation.setDeviceMetricsOverride", "params": metrics}
        self._do("POST", "/goog/cdp/execute", command)

    def run(self, script: str) -> Any:
        """What a script returns."""
        return self._do("POST", "/execute/sync", {"script": script, "args": []})

    def follow(self, selector: str, seconds: float = 20) -> None:
        """Clicks the first element a CSS selector finds, as a pointer would, and waits for the page it
        leads to."""
        found = self._do("POST", "/element", {"using": "css selector", "value": selector})
        self.run("window.isOldPage = true")
        self._do("POST", f"/element/{next(iter(found.values()))}/click", {})
        deadline = time.monotonic() + seconds
        while not self.run("return !window.isOldPage && document.readyState === 'complete'"):
            assert time.monotonic() < deadline, f"{selector} leads nowhere"
            time.sleep(0.05)

    def messages(self) -> list[str]:
        """What the console has said of errors since it was last asked."""
        entries = self._do("POST", "/se/log", {"type": "browser"})
        return [entry["message"] for entry in entries if entry["level"] == "SEVERE"]

    def close(self) -> None:
        """Ends the session."""
        self._do("DELETE", "")


def _call(address: str, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        address + path, data, {"Content-Type": "application/json"}, method=method
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        raise AssertionError(f"{method} {path}: {error.read().decode()[:500]}") from error


@contextmanager
def browsing(folder: Path) -> Iterator[Browser]:
    """A browser whose profile lies in an empty folder; driver and browser end with the block."""
    log = folder / "driver.log"
    with (
        log.open("wb") as out,
        subprocess.Popen([str(DRIVER), "--port=0"], stdout=out, stderr=subprocess.STDOUT) as driver,
    ):
        try:
            browser = Browser(_address(log), folder / "profile")
            try:
                yield browser
            finally:
                browser.close()
        finally:
            driver.terminate()


def _address(log: Path, seconds: float = 20) -> str:
    """Where the driver listens: it chooses a free port and says so."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for line in log.read_text(encoding="utf-8").splitlines():
            if "started successfully on port " in line:
                return f"http://127.0.0.1:{line.rstrip('.').rsplit(' ', 1)[1]}"
        time.sleep(0.05)
    raise AssertionError(f"chromedriver did not start: {log.read_text(encoding='utf-8')}")
