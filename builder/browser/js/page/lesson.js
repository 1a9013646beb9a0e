// The page's script: each part finds its own elements, and a page without them costs nothing.
import "../code/cells.js";
import "./contents.js";
import "./fonts.js";
import "./frame.js";
import "./offline.js";
import "../progress/quiz.js";
import "./sections.js";
import "./share.js";
import "./terms.js";
import "./theme.js";
import "./video.js";
import "../widget/widget.js";

document.documentElement.dataset.script = "runs"; // awaited by head.js
