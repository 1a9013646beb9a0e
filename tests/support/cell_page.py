"""A lesson with cells and exercises, and its parts as its reader finds them."""

from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from support.any_widget import LIVE
from support.courses import HEAD

CELLS = "start/first.html"
CELL_ARCHIVE = "runtime/cells-*"
EDITOR = "assets/editor-*"
BUILT = "Output, as Python printed it when this page was built"
STALE = "Output of the code before it was changed"
ANEW = (
    "Python begins anew: the names that cells have made are gone, "
    "and the next Run makes them again."
)
FILES: Mapping[str, str] = {
    "start/01-first.md": f"""{HEAD}
```cell
id: losses
title: Three losses
code: |
  rate = 0.1

  def loss(label, prediction):
      return (label - prediction) ** 2

  for prediction in (8, 10, 13):
      print(prediction, loss(10, prediction))
  loss(1, 3)
caption: Which prediction is best?
```

```cell
id: again
title: The rate again
code: |
  print(rate, loss(0, 5))
```

```exercise
id: mean
title: The mean loss
ask: Write `mean_loss`, with the function `loss` from above.
code: |
  def mean_loss(labels, predictions):
      return 0
checks:
  - say: Perfect predictions have the mean loss zero.
    test: mean_loss([1, 2], [1, 2]) == 0
  - say: The losses 1 and 4 have the mean 2.5.
    test: close(mean_loss([1, 2], [2, 4]), 2.5)
  - say: It works for three examples too.
    test: close(mean_loss([1, 2, 3], [1, 2, 6]), 3)
    hidden: yes
hints:
  - The first hint.
  - The second hint.
solution: |
  def mean_loss(labels, predictions):
      losses = [loss(label, guess) for label, guess in zip(labels, predictions)]
      return sum(losses) / len(losses)
tries: 2
```

```cell
id: squares
title: Squares
code: |
  import numpy as np

  print(np.arange(4) ** 2)
```

```widget
id: descent
kind: descent
title: A descent
function: x**2
start: 2
```

```quiz
id: quiz
questions:
  - ask: Which?
    choices:
      - {{text: This, right: yes, feedback: Yes.}}
      - {{text: That, feedback: No.}}
```
"""
}
SOLVED = """def mean_loss(labels, predictions):
    return sum(loss(a, b) for a, b in zip(labels, predictions)) / len(labels)
"""


class CellPart:
    """A cell or an exercise of a page."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.element = page.get_by_role("group", name=name, exact=True)
        self.output = self.element.get_by_role("log", name="Output").locator("pre")
        self.label = self.element.get_by_role("log", name="Output").locator("p")
        self.told = self.element.get_by_role("status").locator("p")
        self.python = self.element.get_by_role("status").locator("code")
        self.field = self.element.get_by_role("textbox")

    def button(self, name: str) -> Locator:
        return self.element.get_by_role("button", name=name, exact=True)

    def edit(self, code: str) -> None:
        """Opens the editor, if it is not, and writes other code into it."""
        if self.button("Edit").is_visible():
            self.button("Edit").click()
        self.field.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(code)

    def run(self, name: str = "Run") -> None:
        """Presses a button, and does not wait."""
        self.button(name).click()

    def expect_state(self, state: str, timeout: float = LIVE) -> None:
        """Waits for a state: recorded, running, done, failed, stopped or solved."""
        expect(self.element).to_have_attribute("data-state", state, timeout=timeout)
