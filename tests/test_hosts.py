"""A mock calls nobody on the public internet by accident."""

import pytest

from mockserver.hosts import refusal


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8000/hook",
        "http://127.0.0.1/hook",
        "https://[::1]:8443/",
        "http://10.0.3.4/x",
        "http://192.168.1.2:9/x",
        "http://172.17.0.1/x",
        "http://app:8000/hook",
        "http://host.docker.internal/hook",
        "http://dev.localhost/hook",
        "http://printer.local/",
        "https://hooks.test/x",
    ],
)
def test_near_hosts_are_called(url: str) -> None:
    assert refusal(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/hook",
        "http://8.8.8.8/hook",
        "http://169.254.169.254/latest/meta-data",
        "http://0.0.0.0/hook",
        "http://134744072/hook",
        "http://0x8080808/hook",
        "http://[2001:4860:4860::8888]/",
        "https://localhost.example.com/",
        "http://127.0.0.1.example.com/",
    ],
)
def test_far_hosts_are_not_and_the_sentence_says_how(url: str) -> None:
    said = refusal(url)
    assert said is not None
    assert "--allow-host" in said


@pytest.mark.parametrize(
    "url",
    ["ftp://localhost/x", "webhook_url", "", "http://", "file:///etc/passwd", "http://[::1", "http://localhost:99999/"],
)
def test_what_is_no_http_url_is_refused(url: str) -> None:
    said = refusal(url, ["*"])
    assert said is not None
    assert "--allow-host" not in said


def test_hosts_are_allowed_by_pattern() -> None:
    assert refusal("https://hooks.example.com/x", ["*.example.com"]) is None
    assert refusal("https://HOOKS.example.com/x", ["*.Example.com"]) is None
    assert refusal("https://example.org/x", ["*.example.com"]) is not None
    assert refusal("https://example.org./x", ["*"]) is None
