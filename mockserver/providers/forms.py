"""From the bytes of an HTML form to its fields and files, as browsers, curl and Twilio send them.

Both media types of forms are read: `application/x-www-form-urlencoded`, and `multipart/form-data` by the standard
library's parser of MIME messages, which leaves the bytes of files as they are; it is imported with the first of them.
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

    name: str  #: as the sender calls it
    media: str
    content: bytes


class Form(NamedTuple):
    """A form: the last text and the last file of each name."""

    texts: dict[str, str]
    files: dict[str, Upload]


def read_form(request: Request) -> Form:
    """The form in a request's body.

    Raises:
        BadBody: it is no form, or its text is no UTF-8.
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
        raise BadBody(f"The body is no multipart form; {expected}.", malformed=True)
    form = Form({}, {})
    for name, part in _parts(message):
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes), "a part of a form is no message of several parts"
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
