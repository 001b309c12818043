"""Read the fields and files of HTML forms, as browsers, curl and Twilio send them.

Both media types are supported: `application/x-www-form-urlencoded` and `multipart/form-data`. The standard library's
MIME parser reads multipart bodies and does not change the bytes of files. It is imported at the first multipart form.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

from mockserver.providers.base import Request
from mockserver.providers.bodies import BadBody, media_of

if TYPE_CHECKING:
    from email.message import Message

MULTIPART = "multipart/form-data"
URLENCODED = "application/x-www-form-urlencoded"


class Upload(NamedTuple):
    """A file in a form."""

    name: str  #: the file name that the client sent
    media: str
    content: bytes


class Form(NamedTuple):
    """A form. If a name occurs several times, the last text and the last file count."""

    texts: dict[str, str]
    files: dict[str, Upload]


def read_form(request: Request) -> Form:
    """Return the form in a request's body.

    Raises:
        BadBody: it is not a form, or a text in it is not UTF-8.
    """
    try:
        if media_of(request) == MULTIPART:
            return _multipart(request)
        return Form(dict(parse_qsl(request.body.decode(), keep_blank_values=True, errors="strict")), {})
    except UnicodeDecodeError as error:
        raise BadBody(f"The form is not valid UTF-8: {error.reason}.", malformed=True) from None


def _multipart(request: Request) -> Form:
    from email.parser import BytesParser
    from email.policy import HTTP

    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=HTTP).parsebytes(head + request.body)
    if not message.is_multipart() or message.defects:
        expected = "expected parts between the boundary that Content-Type names"
        raise BadBody(f"The body is not a multipart form; {expected}.", malformed=True)
    form = Form({}, {})
    for name, part in _parts(message):
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes), "a form part is not multipart itself"
        filename = part.get_filename()
        if filename is None:
            form.texts[name] = content.decode()
        else:
            form.files[name] = Upload(filename, part.get_content_type(), content)
    return form


def _parts(message: "Message") -> Iterator[tuple[str, "Message"]]:
    for part in message.iter_parts():  # type: ignore[attr-defined]
        name = part.get_param("name", header="content-disposition")
        if not isinstance(name, str) or part.is_multipart():
            raise BadBody("A part of the form has no name; expected Content-Disposition: form-data; name=…")
        yield name, part
