"""Trees for pictures."""

from claims.rules.tree import Node, Step, grown, placed


def test_each_has_a_row_of_its_own_and_knows_how_far_down_its_branches_reach():
    top = Node(
        "claim", "top", (Node("root", "root", (Node("one", "document"), Node("two", "document"))), Node("b", "root"))
    )
    rows = placed(top)
    assert [(each.node.words, each.depth, each.row, each.last) for each in rows] == [
        ("claim", 0, 0, 4),
        ("root", 1, 1, 3),
        ("one", 2, 2, None),
        ("two", 2, 3, None),
        ("b", 1, 4, None),
    ]


def test_ways_share_what_they_have_in_common_and_part_where_they_differ():
    agency, paper, radio = Step(1, "agency", "hop"), Step(2, "paper", "source"), Step(3, "radio", "source")
    [node] = grown([[agency, paper], [agency, radio]])
    assert (node.words, [each.words for each in node.beneath]) == ("agency", ["paper", "radio"])


def test_two_whom_nobody_knows_are_not_one():
    nobody = Step(None, "somebody", "hop")
    assert len(grown([[nobody], [nobody]])) == 2


def test_a_party_and_a_source_of_the_same_number_are_two():
    assert len(grown([[Step(1, "a", "hop")], [Step(1, "b", "source")]])) == 2


def test_nothing_grows_from_nothing():
    assert grown([]) == grown([[]]) == ()
