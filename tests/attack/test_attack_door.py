"""Another page in the browser: it may neither read what is asked here nor change anything."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

import httpx
import pytest

import app
from qa.pipeline import Pipeline
from screen.door import Door, Place, is_loopback
from tests.attack.caller import API, Caller
from tests.screen.visitor import served

STRANGER = "http://evil.example"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", "192.168.0.9", "[::2]", ""]
)
def test_a_host_that_the_page_is_not_served_as_is_told_nothing(page: Caller, host: str) -> None:
    """The last step of DNS rebinding: the stranger's name leads here, and the browser sends it along."""
    for path in ("/", "/config", f"{API}/info", "/assets/index.js"):
        reply = page.http.get(path, headers={"Host": host})
        assert reply.status_code in (400, 421), path
        assert "Salt" not in reply.text


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_names_of_this_computer_are_known(page: Caller, name: str) -> None:
    port = page.host.rpartition(":")[2]
    assert "Salt Road" in page.http.get("/", headers={"Host": f"{name}:{port}"}).text


def test_a_foreign_name_that_a_proxy_would_pass_on_is_told_nothing(page: Caller) -> None:
    assert page.http.get("/config", headers={"X-Forwarded-Host": "evil.example"}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": STRANGER},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},  # another program's page on this computer
        {"Origin": "http://localhost:3000", "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},  # a form of another page
    ],
)
def test_another_page_changes_nothing_and_reads_nothing(page: Caller, headers: Mapping[str, str]) -> None:
    file = {"files": ("a.txt", b"Words of a stranger.")}
    assert page.http.post(f"{API}/upload", files=file, headers=headers).status_code == 403
    asked = {"data": ["Who opened the road?"]}
    assert page.http.post(f"{API}/call/ask", json=asked, headers=headers).status_code == 403
    reply = page.http.get("/config", headers=headers)
    assert reply.status_code == 403
    assert "access-control-allow-origin" not in reply.headers


def test_the_page_itself_and_a_link_to_it_are_let_in(page: Caller) -> None:
    own = {"Origin": page.address, "Sec-Fetch-Site": "same-origin"}
    assert page.http.get("/config", headers=own).status_code == 200
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert "Salt Road" in page.http.get("/?q=roads", headers=link).text


def test_every_reply_tells_the_browser_to_load_nothing_from_elsewhere_and_to_show_it_in_no_frame(page: Caller) -> None:
    replies = [page.http.get(path) for path in ("/", "/config", "/nowhere", f"{API}/info")]
    replies.append(page.http.get("/", headers={"Host": "evil.example"}))
    for reply in replies:
        policy = reply.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "http" not in policy
        assert "*" not in policy
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    [
        f"{API}/file=/etc/passwd",
        f"{API}/file/etc/passwd",
        f"{API}/file=app.py",
        f"{API}/proxy=http://192.0.2.1/",
        f"{API}/openapi.json",
        f"{API}/stream/a/b/c/playlist.m3u8",
        f"{API}/custom_component/a/b/c/d.js",
        f"{API}/vibe-code/",
        f"{API}/runs",
        "/monitoring",
        "/token",
        "/docs",
        f"/{API}/../{API}/file=/etc/passwd",
        f"{API}/%66ile=/etc/passwd",
    ],
)
def test_what_the_page_does_not_need_is_not_there(page: Caller, path: str) -> None:
    assert page.http.get(path).status_code == 404


def test_a_password_guards_everything(small: Pipeline) -> None:
    place = Place(Door("127.0.0.1", password="hill and coast"), 0)
    with served(small.article, lambda: small, place=place) as address, Caller(address) as caller:
        for path in ("/config", f"{API}/info", "/assets/index.js", f"{API}/heartbeat/x", "/theme.css"):
            assert caller.http.get(path).status_code == 401, path
        assert caller.send(("a.txt", b"Words.")).status_code == 401
        form = caller.http.get("/", headers={"Accept": "text/html"})
        assert (form.status_code, 'name="password"' in form.text, "Salt" in form.text) == (401, True, False)
        assert caller.http.post("/enter", data={"password": "hill"}).status_code == 401
        assert caller.http.get("/config", headers={"Authorization": "Bearer hill"}).status_code == 401
        assert caller.http.get("/config", headers={"Authorization": "Bearer hill and coast"}).status_code == 200
        entered = caller.http.post("/enter", data={"password": "hill and coast"})
        assert entered.status_code == 303
        assert "httponly" in entered.headers["set-cookie"].lower()
        assert "hill" not in entered.headers["set-cookie"]
        assert "Salt Road" in caller.http.get("/").text


def test_a_token_in_the_address_opens_the_page_and_leaves_the_address(small: Pipeline) -> None:
    place = Place(Door("127.0.0.1", password="a-token"), 0, token=True)
    with served(small.article, lambda: small, place=place) as address, Caller(address.partition("?")[0]) as caller:
        assert address.endswith("/?token=a-token")
        assert caller.http.get("/?token=another").status_code == 401
        let_in = caller.http.get("/?token=a-token&q=roads")
        assert (let_in.status_code, let_in.headers["location"]) == (303, "./?q=roads")
        assert "Salt Road" in caller.http.get("/?q=roads").text


def test_off_loopback_a_token_is_the_default() -> None:
    def place(*arguments: str) -> Place:
        return app._place(app._parser().parse_args(arguments))

    assert place() == Place(Door("127.0.0.1"), 7860)
    assert place().readers() == ""
    for host in ("0.0.0.0", "::", "192.168.0.9", "lab.example"):
        guarded = place("--host", host)
        assert guarded.token
        assert len(guarded.door.password) >= 32
        assert "over the network and has the address with its token can read the article" in guarded.readers()
    assert place("--host", "0.0.0.0").door.password != place("--host", "0.0.0.0").door.password
    assert place("--host", "0.0.0.0", "--password", "salt").door.password == "salt"
    open_to_all = place("--host", "0.0.0.0", "--no-password")
    assert open_to_all.door.password == ""
    assert open_to_all.readers().endswith("open files of their own: there is no password.")
    behind = place("--allow-host", "lab.example")
    assert behind.readers() == (
        "Whoever the proxy for lab.example lets in can read the article, ask, and open files of their own."
    )


def test_the_names_that_a_door_knows() -> None:
    here, everywhere = Door("127.0.0.1", ("Lab.example",)), Door("0.0.0.0")
    assert [here.knows(name) for name in ("localhost:1", "[::1]:7860", "lab.example", "LAB.EXAMPLE.:443")] == [True] * 4
    assert [here.knows(name) for name in ("lab.example.evil.example", "10.0.0.1", "a b", "", "[::1")] == [False] * 5
    assert everywhere.knows("10.0.0.1:7860"), "a stranger's name can lead here, an address cannot"
    assert everywhere.knows(f"{socket.gethostname()}:7860")
    assert not everywhere.knows("evil.example")
    assert here.trusts("https://lab.example", "127.0.0.1:7860")
    assert not here.trusts("http://localhost:3000", "localhost:7860")
    assert not here.trusts("null", "localhost:7860")
    assert [is_loopback(host) for host in ("127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost")] == [True] * 5
    assert [is_loopback(host) for host in ("0.0.0.0", "::", "10.0.0.1", "lab.example")] == [False] * 4


def test_the_page_can_be_served_at_an_address_of_ipv6_and_at_a_port_that_is_found(small: Pipeline) -> None:
    for host in ("::1", "[::1]"):
        with served(small.article, lambda: small, place=Place(Door(host), 0)) as address:
            assert (urlsplit(address).hostname, urlsplit(address).port != 0) == ("::1", True)
            assert "Salt Road" in httpx.get(address, trust_env=False).text
