"""Where bars stand in a picture of counts by day."""

from claims.rules.bars import FILLED, LEAST, TALLEST, day_bars


def test_all_rows_are_on_one_scale_and_once_is_seen_beside_a_thousand_times():
    first, second = day_bars([[0, 1000], [1, 500]])
    assert [bar.height for bar in first] == [TALLEST]
    assert [bar.height for bar in second] == [LEAST, TALLEST // 2]


def test_nothing_has_no_bar():
    assert day_bars([[0, 0]]) == [[]]
    assert day_bars([]) == []


def test_days_share_the_width_and_do_not_touch():
    one, other = day_bars([[3, 3]])[0]
    assert one.start + one.width < 50 < other.start
    assert one.width == FILLED * 50
