"""The life of a resource, by profile, for every kind of every provider; and what derives from its type."""

from datetime import timedelta
from typing import Annotated, Any

import msgspec
import pytest
from msgspec import UNSET, Meta, to_builtins

from mockserver.errors import SettingsError
from mockserver.providers import PROVIDERS
from mockserver.providers.base import Refusal
from mockserver.providers.derived import (
    CreateOnly,
    Part,
    PatchOnly,
    ReadOnly,
    Resource,
    Sent,
    create_body,
    extended,
    partial,
    patch_body,
    sent,
)
from mockserver.providers.resources import Records, Resources
from mockserver.providers.stored import check
from mockserver.simulation.durations import show_milliseconds
from mockserver.testing.api_client import ApiClient
from mockserver.world.world import World
from tests.worlds import new_world

KINDS = [
    pytest.param(kind, id=kind.kind)
    for provider in PROVIDERS.values()
    if provider.stored is not None
    for kind in provider.stored().records
    if isinstance(kind, Resources)
]
EVERY_KIND = pytest.mark.parametrize("kind", KINDS)


KEY = "an-id-that-nobody-created"


def world_of(kind: Resources[Any], profile: str = "standard") -> World:
    return ApiClient(kind.kind.partition(".")[0], profile=profile).world


# -- what an unknown id means ----------------------------------------------------------------------


@EVERY_KIND
@pytest.mark.parametrize("profile", ["standard", "strict"])
def test_an_unknown_id_in_a_path_is_not_found(kind: Resources[Any], profile: str) -> None:
    world = world_of(kind, profile)
    with pytest.raises(Refusal, match=KEY) as caught:
        kind.get(world, KEY)
    assert caught.value.status == 404
    assert KEY not in kind.of(world)


@EVERY_KIND
def test_an_id_that_a_request_refers_to_is_adopted(kind: Resources[Any]) -> None:
    world = world_of(kind)
    adopted = kind.refer(world, KEY)
    assert adopted.id == KEY
    assert kind.refer(world, KEY) is kind.get(world, KEY) is adopted


@EVERY_KIND
def test_profile_strict_adopts_nothing(kind: Resources[Any]) -> None:
    world = world_of(kind, "strict")
    with pytest.raises(Refusal, match=KEY):
        kind.refer(world, KEY)
    assert kind.find(world, KEY) is None


@EVERY_KIND
def test_profile_lenient_creates_what_is_missing_and_deletes_nothing(kind: Resources[Any]) -> None:
    world = world_of(kind, "lenient")
    created = kind.get(world, KEY)
    kind.delete(world, created)
    assert kind.get(world, KEY) is created
    assert kind.refer(world, f"{KEY}-2").id == f"{KEY}-2"


@EVERY_KIND
def test_a_deleted_id_is_not_adopted_again_if_tombstones_are_kept(kind: Resources[Any]) -> None:
    world = world_of(kind)
    kind.delete(world, kind.refer(world, KEY))
    assert kind.find(world, KEY) is None
    with pytest.raises(Refusal, match=KEY):
        kind.get(world, KEY)
    if kind.tombstones is None:
        assert kind.refer(world, KEY).id == KEY
        return
    with pytest.raises(Refusal, match=KEY):
        kind.refer(world, KEY)
    lenient = world_of(kind, "lenient")
    lenient.collection(kind.tombstones.kind).load({KEY: {**to_builtins(kind.tombstones.of(world).rows()[KEY])}})
    assert kind.refer(lenient, KEY).id == KEY


# -- stored and restored ---------------------------------------------------------------------------


@EVERY_KIND
def test_a_stored_resource_is_restored_equal_and_that_is_no_change(kind: Resources[Any]) -> None:
    world, other = world_of(kind), world_of(kind)
    resource = kind.refer(world, KEY)
    row = msgspec.json.decode(msgspec.json.encode(resource))
    changes = kind.of(other).changes
    other.collection(kind.kind).load({KEY: row})
    assert kind.get(other, KEY) == resource
    assert msgspec.json.encode(kind.get(other, KEY)) == msgspec.json.encode(resource)
    assert kind.of(other).changes == changes


@EVERY_KIND
def test_a_stored_object_with_an_unknown_field_does_not_fit(kind: Resources[Any]) -> None:
    row = to_builtins(kind.refer(world_of(kind), KEY))
    check(row, kind.stored, "here")
    with pytest.raises(SettingsError, match="here: Object contains unknown field `surprise`"):
        check({**row, "surprise": 1}, kind.stored, "here")


def test_a_stored_part_with_an_unknown_field_does_not_fit() -> None:
    row = {"pieces": [{"weight": 1}, {"weight": 2, "colour": "red"}]}
    with pytest.raises(SettingsError, match=r"here: Object contains unknown field `colour` - at `\$\.pieces\[1\]`"):
        check(row, things().stored, "here")


# -- the rest, on a kind of its own ----------------------------------------------------------------


class Piece(msgspec.Struct, frozen=True):
    """A part."""

    weight: float = 1


class Thing(Resource, frozen=True, kw_only=True, rename="camel"):
    """A thing."""

    display_name: Annotated[str, Meta(min_length=1)]
    mode: CreateOnly[str] = "a"
    status: PatchOnly[str] = "new"
    note: str | None = None
    greeting: Annotated[str | None, Sent(str)] = None
    weight: float = 1
    pieces: list[Piece] = msgspec.field(default_factory=list)
    created_at: ReadOnly[str]
    updated_at: ReadOnly[str]
    owner: ReadOnly[str | None] = None


def make(world: World, key: str) -> Thing:
    at = show_milliseconds(world.now)
    return Thing(id=key, display_name="Blank", created_at=at, updated_at=at)


def things(**more: Any) -> Resources[Thing]:
    arguments: dict[str, Any] = {
        "blank": make,
        "missing": lambda key: Refusal(404, "missing", f"no {key}"),
        "new_id": lambda world: f"thing-{world.serial('thing')}",
    }
    return Resources("test.things", Thing, **{**arguments, **more})


@pytest.fixture
def world() -> World:
    return new_world()


def test_create_uses_the_defaults_and_the_next_id(world: World) -> None:
    kind = things()
    first, second = kind.create(world, {"display_name": "A"}), kind.create(world, {"note": "n"})
    assert (first.id, first.display_name, first.mode) == ("thing-1", "A", "a")
    assert (second.id, second.display_name, second.note) == ("thing-2", "Blank", "n")
    assert kind.listed(world) == [first, second]


def test_an_update_stamps_the_resource_unless_nothing_was_sent(world: World) -> None:
    kind = things()
    old = kind.create(world, {})
    world.advance(world.now + timedelta(hours=1))
    assert kind.update(world, old, {}) is old
    new = kind.update(world, old, {"note": "n"})
    assert (new.note, new.updated_at, new.created_at) == ("n", "2026-01-05T16:00:00.000Z", old.created_at)
    assert kind.get(world, old.id) is new
    assert old.note is None


def test_an_empty_update_counts_if_the_provider_says_so(world: World) -> None:
    kind = things(stamps_empty=True)
    old = kind.create(world, {})
    world.advance(world.now + timedelta(hours=1))
    assert kind.update(world, old, {}).updated_at == "2026-01-05T16:00:00.000Z"


def test_a_refused_create_or_delete_changes_nothing(world: World) -> None:
    def refuse(*_: Any) -> None:
        raise Refusal(403, "no", "not now")

    thing = things().create(world, {})
    kind = things(check_new=refuse, check_delete=refuse)
    with pytest.raises(Refusal, match="not now"):
        kind.create(world, {})
    with pytest.raises(Refusal, match="not now"):
        kind.delete(world, thing)
    assert kind.listed(world) == [thing]
    assert world.serials["thing"] == 1


def test_changes_are_told_after_they_happened(world: World) -> None:
    told: list[Any] = []

    def changed(world: World, what: str, thing: Thing) -> None:
        told.append((what, thing.note, thing.id in world.collection("test.things")))

    kind = things(changed=changed, deleted=lambda _world, thing: told.append(("removed", thing.note)))
    thing = kind.create(world, {})
    thing = kind.update(world, thing, {"note": "n"})
    kind.delete(world, thing)
    assert told == [
        ("created", None, True),
        ("updated", "n", True),
        ("removed", "n"),
        ("deleted", "n", False),
    ]


def test_built_in_resources_are_there_until_a_client_deletes_them(world: World) -> None:
    own = make(world, "own")
    kind = things(built_in=lambda _world: {"own": own}, tombstones="test.gone")
    other = kind.create(world, {})
    assert (kind.get(world, "own"), kind.listed(world), kind.all(world)) == (own, [own, other], [own, other])
    changed = kind.update(world, own, {"note": "n"})
    assert kind.listed(world) == [changed, other]
    kind.delete(world, changed)
    assert (kind.find(world, "own"), kind.listed(world)) == (None, [other])


def test_hidden_resources_are_found_and_not_listed(world: World) -> None:
    kind = things()
    world.collection(kind.kind).load({"a": {}, "b": {"note": "n"}}, ["a"])
    assert [thing.id for thing in kind.listed(world)] == ["b"]
    assert [thing.id for thing in kind.all(world)] == ["a", "b"]


def test_a_fixture_is_completed_and_whole_numbers_stay_integers(world: World) -> None:
    kind = things()
    row = {"createdAt": "2025-05-05T05:05:05.000Z", "weight": 3, "pieces": [{"weight": 2}, {"weight": 2.5}, {}]}
    world.collection(kind.kind).load({"a": row})
    thing = kind.get(world, "a")
    assert (thing.id, thing.display_name, thing.updated_at) == ("a", "Blank", thing.created_at)
    assert msgspec.json.encode(thing).count(b'"weight":3,"pieces":[{"weight":2},{"weight":2.5},{"weight":1}]') == 1


def test_records_are_converted_at_first_use(world: World) -> None:
    records = Records("test.parts", Piece)
    world.collection("test.parts").load({"a": {"weight": 2}})
    assert records.of(world).get("a") == Piece(2)
    records.of(world).insert("b", Piece(3))
    assert list(records.of(world)) == [Piece(2), Piece(3)]


# -- types that derive from a resource -------------------------------------------------------------


def names(kind: Any) -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(kind)]


def test_a_create_body_has_the_fields_that_can_be_sent_then() -> None:
    body = create_body(Thing, "ThingCreate", "`POST /things`.")
    assert names(body) == ["displayName", "mode", "note", "greeting", "weight", "pieces"]
    assert (body.__name__, body.__doc__) == ("ThingCreate", "`POST /things`.")
    assert [field.name for field in msgspec.structs.fields(body) if field.required] == ["display_name"]
    given = sent(msgspec.convert({"displayName": "x", "note": None, "unknown": 1}, body))
    assert given == {"display_name": "x", "note": None}


def test_a_patch_body_requires_nothing() -> None:
    body = patch_body(Thing, "ThingPatch", "")
    assert names(body) == ["displayName", "status", "note", "greeting", "weight", "pieces"]
    assert sent(msgspec.convert({}, body)) == {}


@pytest.mark.parametrize("value", [{"displayName": ""}, {"greeting": None}, {"weight": None}, {"note": 1}])
def test_a_body_keeps_the_limits_of_the_resource(value: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(value, patch_body(Thing, "ThingPatch", ""))


def test_null_can_count_as_absent_where_responses_cannot_be_null() -> None:
    body = patch_body(Thing, "ThingPatch", "", null_is_absent=True)
    assert sent(msgspec.convert({"weight": None, "note": None, "greeting": None}, body)) == {"note": None}


def test_a_body_can_have_fewer_and_more_fields() -> None:
    body = create_body(Thing, "X", "", without=("display_name",), more=[("extra", int), ("other", int | None, None)])
    assert names(body) == ["mode", "note", "greeting", "weight", "pieces", "extra", "other"]
    assert sent(msgspec.convert({"extra": 1}, body)) == {"extra": 1}


def test_a_part_has_some_fields_in_its_own_order(world: World) -> None:
    row = Part(Thing, "Row", "A row.", "status id owner display_name", optional="owner")
    thing = make(world, "a")
    assert msgspec.json.encode(row.of(thing)) == b'{"status":"new","id":"a","owner":null,"displayName":"Blank"}'
    assert msgspec.json.encode(row.of(thing, owner=UNSET)) == b'{"status":"new","id":"a","displayName":"Blank"}'
    assert names(row.kind) == ["status", "id", "owner", "displayName"]


def test_an_extended_resource_shares_the_fields_of_its_base(world: World) -> None:
    class Shown(Thing, frozen=True, kw_only=True):
        count: int

    shown = extended(Shown, make(world, "a"), count=3, note="n")
    assert (shown.id, shown.display_name, shown.count, shown.note) == ("a", "Blank", 3, "n")


def test_a_partial_type_accepts_any_fields_but_needs_some() -> None:
    kind = partial(Thing, "note")
    assert sent(msgspec.convert({"note": "n", "owner": "o"}, kind)) == {"note": "n", "owner": "o"}
    for wrong in ({}, {"note": "n", "surprise": 1}):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(wrong, kind)
