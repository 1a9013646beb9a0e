"""The judge of the packages refuses what Moodle would refuse."""

from typing import Any

from support.lms_page import Lms

ID, TYPE = ["cmi.interactions.0.id", "q-1"], ["cmi.interactions.0.type", "choice"]
NUMERIC = ["cmi.interactions.0.type", "numeric"]
PATTERN = "cmi.interactions.0.correct_responses.0.pattern"
RESPONSE = "cmi.interactions.0.learner_response"
GOOD: dict[str, list[list[str]]] = {
    "1.2": [
        ["cmi.suspend_data", "x" * 4096],
        ["cmi.core.score.raw", "66.67"],
        ["cmi.core.session_time", "0000:12:00.50"],
        ID,
        ["cmi.interactions.0.result", "wrong"],
    ],
    "2004": [
        ["cmi.score.scaled", "0.6666667"],
        ["cmi.session_time", "PT720.5S"],
        ID,
        TYPE,
        [PATTERN, "a[,]c"],
        [RESPONSE, "b"],
        NUMERIC,
        [PATTERN, "1.5[:]2"],
        [RESPONSE, "-77"],
        ["cmi.interactions.0.result", "incorrect"],
    ],
}
BAD: dict[str, list[tuple[list[str], str]]] = {
    "1.2": [
        (["cmi.suspend_data", "x" * 4097], "not allowed"),
        (["cmi.core.lesson_location", "x" * 256], "not allowed"),
        (["cmi.core.lesson_status", "done"], "not allowed"),
        (["cmi.core.score.raw", "187"], "not allowed"),
        (["cmi.core.session_time", "PT12M"], "not allowed"),
        (["cmi.core.lesson_mode", "normal"], "only to be read"),
        (["cmi.completion_status", "completed"], "no such element"),
        (["cmi.interactions.0.id", "q 1"], "not allowed"),
        (["cmi.interactions.0.id", "q-ü"], "not allowed"),
        (["cmi.interactions.1.id", "q-1"], "out of order"),
        (["cmi.interactions.0.type", "choice"], "before its id"),
        ([ID[0], ID[1], "cmi.interactions.0.result", "incorrect"], "not allowed"),
        ([ID[0], ID[1], "cmi.interactions.0.student_response", "a"], "before its type"),
        ([*ID, *TYPE, "cmi.interactions.0.student_response", "x" * 256], "not allowed"),
    ],
    "2004": [
        (["cmi.score.scaled", "1.5"], "not allowed"),
        (["cmi.session_time", "PT1.234S"], "not allowed"),
        (["cmi.exit", "leave"], "not allowed"),
        (["cmi.core.exit", "suspend"], "no such element"),
        (["cmi.interactions.0.id", "q 1"], "not allowed"),
        ([*ID, "cmi.interactions.0.result", "wrong"], "not allowed"),
        ([*ID, RESPONSE, "a"], "before its type"),
        ([*ID, *TYPE, PATTERN, "a[,]a"], "not allowed"),
        ([*ID, *TYPE, RESPONSE, "a,c"], "not allowed"),
        ([*ID, *NUMERIC, RESPONSE, "123456"], "not allowed"),
        ([*ID, *NUMERIC, RESPONSE, "1e-7"], "not allowed"),
        ([*ID, *NUMERIC, PATTERN, "1.5"], ""),
        ([*ID, *NUMERIC, PATTERN, "1.5[:]"], "not allowed"),
    ],
}
SAY = """([version, elements]) => {
  const prefix = version === "1.2" ? "LMS" : "";
  const [start, get, set] = ["Initialize", "GetValue", "SetValue"].map((name) => prefix + name);
  const lms = { [start]: () => "true", [get]: () => "0", [set]: () => "true" };
  const { api, broken } = judged(version, lms);
  api[start]("");
  for (let at = 0; at < elements.length; at += 2) api[set](elements[at], elements[at + 1]);
  return broken;
}"""


def test_the_judge_lets_pass_what_is_right(lms: Lms) -> None:
    assert broken(lms, [part for each in GOOD[lms.version] for part in each]) == []


def test_the_judge_refuses_what_is_wrong(lms: Lms) -> None:
    for elements, why in BAD[lms.version]:
        found = broken(lms, elements)
        assert [each.rpartition(": ")[2] for each in found] == ([why] if why else []), elements


def test_the_judge_knows_the_order_of_a_visit(lms: Lms) -> None:
    start, get, set_, commit, end = (
        ["LMSInitialize", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSFinish"]
        if lms.version == "1.2"
        else ["Initialize", "GetValue", "SetValue", "Commit", "Terminate"]
    )
    lms.page.evaluate("given => visit(...given)", [lms.version, "about:blank", None, 0])
    spoken = [
        (commit, [""]),
        (start, ["now"]),
        (start, [""]),
        (start, [""]),
        (get, ["cmi.core.exit" if lms.version == "1.2" else "cmi.exit"]),
        (set_, ["cmi.suspend_data", 7]),
        (end, [""]),
        (commit, [""]),
    ]
    lms.page.evaluate("spoken => spoken.map(([name, given]) => judge.api[name](...given))", spoken)
    found: list[Any] = lms.page.evaluate("judge.broken")
    assert [each.rpartition(": ")[2] for each in found] == [
        "in state new",
        "not with an empty text",
        "in state open",
        "only to be written",
        "not a text",
        "in state closed",
    ]


def broken(lms: Lms, elements: list[str]) -> list[str]:
    """What the judge says to these elements and values, set one after the other."""
    found: list[str] = lms.page.evaluate(SAY, [lms.version, elements])
    return found
