"""The API's own page, in a real browser: it works, and asks nobody else for anything."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright
from werkzeug.serving import make_server

from tests.platforms import Platform

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture
def address(sqlite_platform: Platform) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, sqlite_platform.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield running
        running.close()


def opened(page: Page, address: str) -> list[str]:
    """Open the page; whatever the browser complains of, and whom else it asked."""
    complaints: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            complaints.append(f"asked {request.url}")

    page.on("request", note)
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{address}/docs")
    page.get_by_text("Screen an upload").first.wait_for()
    return complaints


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_shows_every_call_and_stays_at_home(
    browser: Browser, address: str, width: int, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    assert opened(page, address) == []
    assert page.title() == "Portcullis API"
    shown = page.locator(".opblock-summary-path").all_inner_texts()
    assert any("/v1/uploads" in path.replace("\u200b", "") for path in shown)
    page.screenshot(path=tmp_path / f"docs-{width}.png")
