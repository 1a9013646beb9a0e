"""Where descents may start: inside the window, and where the function has a value and a slope."""

import pytest

from pycore.kit.widget import OptionError
from pycore.widgets.descent import Descent

LOG = {"function": "log(x)", "window": ["-1", "3"], "start": "2"}


@pytest.mark.parametrize(
    ("options", "path", "told"),
    [
        ({"start": "-1"}, "start", "the function has no value at start -1"),
        ({"starts": ["1", "0"]}, "starts.1", "the function has no value at start 0"),
        (
            {"try": [{"label": "Left", "start": "-0.5"}]},
            "try.0.start",
            "the function has no value at start -0.5",
        ),
        (
            {"function": "sqrt(x)", "start": "0"},
            "start",
            "the function has no slope at start 0",
        ),
    ],
)
def test_a_start_where_the_function_is_none_is_refused(
    options: dict[str, object], path: str, told: str
) -> None:
    with pytest.raises(OptionError) as raised:
        Descent.parse({**LOG, **options})
    assert (raised.value.option, str(raised.value)) == (path, told)
