"""A headless browser for tests, driven by its own protocol: https://chromedevtools.github.io/devtools-protocol/."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import requests

from stackrig.waiting import wait_until
from tests.websockets import WebSocket, connected

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
START_TIMEOUT = 60.0  # seconds


def find_browser() -> str | None:
    """Return the browser of this machine, None where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@dataclass
class Page:
    """Drive the one page of a browser; `faults` are errors of its scripts and of what they may not load."""

    socket: WebSocket
    faults: list[str] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: count(1))

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.receive() or "{}")
            if message.get("id") == number:
                assert "error" not in message, message
                result: dict[str, Any] = message["result"]
                return result
            if message.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded"):
                self.faults.append(json.dumps(message["params"]))

    def open(self, path: Path) -> None:
        """Open a file and wait until it is loaded."""
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")
        self.ask("Page.navigate", url=path.as_uri())

        def is_loaded() -> bool:
            return bool(self.run("document.readyState") == "complete" and self.run("location.href") == path.as_uri())

        wait_until(is_loaded, what=f"the page {path}", timeout=START_TIMEOUT, retry_on=())

    def run(self, expression: str) -> Any:
        """Return the value of an expression of JavaScript."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        codes = {"Enter": 13, "Escape": 27}
        text = {"text": "\r" if key == "Enter" else key} if len(key) == 1 or key == "Enter" else {}
        code = codes.get(key, ord(key.upper()[0]))
        self.ask("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=code, **text)
        self.ask("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def resize(self, width: int, *, dark: bool = False) -> None:
        """Give the page another width in pixels, and another setting of the system for colors."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        value = "dark" if dark else "light"
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": value}])


@contextmanager
def browser_page(program: str) -> Iterator[Page]:
    """Yield a page of a browser that ends with the block."""
    with TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True) as folder:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0"]
        options += [f"--user-data-dir={folder}", "--disable-background-networking", "about:blank"]
        process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            port = _port(Path(folder, "DevToolsActivePort"), process)
            targets = requests.get(f"http://127.0.0.1:{port}/json/list", timeout=START_TIMEOUT).json()
            address = next(one["webSocketDebuggerUrl"] for one in targets if one["type"] == "page")
            with connected(port, "/" + address.split("/", 3)[3]) as socket:
                yield Page(socket)
        finally:
            process.terminate()
            process.wait(timeout=START_TIMEOUT)


def _port(file: Path, process: "subprocess.Popen[bytes]") -> int:
    def check_alive() -> None:
        assert process.poll() is None, f"the browser ended with exit code {process.returncode}"

    def lines() -> list[str]:
        return file.read_text(encoding="ascii").split()

    return int(wait_until(lines, what="the browser", timeout=START_TIMEOUT, check_alive=check_alive)[0])
