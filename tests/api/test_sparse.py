"""Less of a row than its shape, and more."""

from typing import Any

import pytest
import time_machine

from claims.actions.claims import revise_claim
from claims.actions.incidents import restrict_incident
from claims.actions.sources import revise_source
from claims.api.sparse import MEDIA_TYPE, beyond
from claims.api.urls import urlpatterns
from claims.vocabulary import Role
from tests.api.conftest import refusal
from tests.api.test_as_of import clock
from tests.api.test_export import LISTS, STREAM, lines
from tests.api.world import furnished

pytestmark = pytest.mark.django_db
VIEWS = {str(pattern.name): pattern.callback.view_class for pattern in urlpatterns}


def part(answer: Any) -> Any:
    assert (answer.status_code, answer["Content-Type"]) == (200, MEDIA_TYPE), answer.content
    return answer.json()


def test_every_list_and_every_row_is_had_in_part(by_editor, members):
    """Each field by itself is what it is in the whole."""
    ids = furnished(by_editor) | {"members": members[Role.VIEWER].pk}
    for address in (address.format(id=ids.get(address.split("/")[0])) for address in LISTS):
        page = by_editor.get(address)
        for row in page.json()["results"][:1] if page.status_code == 200 else ():
            for names in ([*row][:1], [*row][-1:], [*row][::-1]):
                some = part(by_editor.get(f"{address}?fields={','.join(names)}"))
                assert some["results"][0] == {name: row[name] for name in names}, address
                assert some.keys() == page.json().keys()


def test_fields_come_in_the_order_of_the_shape_and_each_once(by_viewer, army):
    assert list(part(by_viewer.get(f"parties/{army.pk}/?fields=name,id,name"))) == ["id", "name"]
    assert refusal(by_viewer.get("parties/?fields=nam"), 400)[1] == {"fields": "unknown_choice"}
    assert refusal(by_viewer.get("parties/?fields="), 400)[1] == {"fields": "unknown_choice"}
    assert refusal(by_viewer.get(f"parties/{army.pk}/?expand=name"), 400)[1] == {"expand": "unknown_field"}


def test_a_part_has_no_entity_tag_and_is_never_unmodified(by_viewer, army):
    address = f"parties/{army.pk}/"
    tag = by_viewer.get(address)["ETag"]
    answer = by_viewer.get(f"{address}?fields=name", headers={"If-None-Match": tag})
    assert part(answer) == {"name": army.name}
    assert "ETag" not in answer


def test_cursors_and_streams_take_fields_as_well(by_viewer, army, coalition):
    first = part(by_viewer.get("parties/?fields=name&sort=name&limit=1"))
    second = part(by_viewer.get(first["next"]))
    names = sorted([army.name, coalition.name])
    assert [*first["results"], *second["results"]] == [{"name": name} for name in names]
    assert lines(by_viewer.get("parties/?fields=name&sort=name", **STREAM)) == [{"name": name} for name in names]


def test_each_expanded_field_is_what_the_expanded_row_has(by_editor):
    ids = furnished(by_editor)
    for noun in ("incidents", "claims", "utterances", "sources", "comment-requests"):
        address = f"{noun}/{ids[noun]}/"
        own, whole = by_editor.get(address).json(), by_editor.get(f"{address}expanded/").json()
        names = beyond(*(VIEWS[name].get.shapes[0] for name in (f"{noun}-id", f"{noun}-id-expanded")))
        assert names, noun
        for name in names:
            assert part(by_editor.get(f"{address}?expand={name}")) == {**own, name: whole[name]}, (noun, name)
        all_of_them = part(by_editor.get(f"{address}?expand={','.join(names)}"))
        assert all_of_them == {**own, **{name: whole[name] for name in names}}
        assert part(by_editor.get(f"{address}?expand={names[0]}&fields=id,{names[0]}")) == {
            "id": own["id"],
            names[0]: whole[names[0]],
        }
        assert part(by_editor.get(f"{address}?expand={names[0]}&fields=id")) == {"id": own["id"]}


def test_what_a_reader_does_not_see_is_not_expanded_either(
    by_viewer, by_editor, editor, source, coalition, a_claim, incident, reporter, now
):
    revise_source(source=source, version=1, outlet=coalition, by=reporter, at=now)
    address = f"sources/{source.pk}/?expand=outlet&fields=outlet"
    assert part(by_viewer.get(address)) == {"outlet": {"id": coalition.pk, "name": coalition.name}}
    restrict_incident(incident=incident, by=editor, at=now)
    assert by_viewer.get(address).status_code == 404
    assert part(by_editor.get(address))["outlet"]["id"] == coalition.pk


def test_the_past_is_had_in_part(by_viewer, a_claim, reporter, now):
    then = clock()
    revise_claim(claim=a_claim, version=1, text="Other words", figures=[], allegations=[], by=reporter, at=now)
    with time_machine.travel(clock(), tick=False):
        answer = by_viewer.get(f"claims/{a_claim.pk}/?fields=text&as_of={then:%Y-%m-%dT%H:%M:%S.%fZ}")
    assert part(answer) == {"text": a_claim.text}
    assert part(by_viewer.get(f"claims/{a_claim.pk}/?fields=text")) == {"text": "Other words"}
