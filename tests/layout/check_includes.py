#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The layout of the tree as a test.

What may know what, file length, names, and the licence line. Prints one line a breach and ends with 1, or says that
all is well and ends with 0.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAX_LINES = 400
SOURCES = ("app", "broker", "inspectors", "plugins", "tests")
FORBIDDEN_NAME = re.compile(r"(manager|helper|utils?|misc|common)", re.IGNORECASE)
TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "app", "broker", "inspectors", "plugins",
             "resources", "tests", "packaging", "build"}

# Folder of broker/ -> the other folders of broker/ that it may include.
BASE = {"event"}
SDK = BASE | {"plugin"}
STREAMED = SDK | {"stream"}
PURE = {"delivery", "topology", "rules", "expression", "queue", "mediator", "fault"}
BROKER = {
    "event": set(),
    "plugin": BASE,
    "stream": SDK,
    "expression": BASE,
    "delivery": BASE, "topology": BASE, "queue": BASE, "fault": BASE,
    "rules": BASE | {"expression"},
    "mediator": BASE | {"queue", "expression"},
    "socket": STREAMED | {"queue", "mediator", "fault", "log"},
    "client": SDK | {"socket"},
    "log": STREAMED,
    "catalog": SDK,
    "analysis": STREAMED | PURE,
    "replay": STREAMED | {"log"},
    "scenario": STREAMED | {"client"},
}
# What inspectors may know besides inspectors/inspector: values, snapshots and controls, nothing with sockets or files.
INSPECTOR = {"event", "plugin", "analysis", "expression", "stream", "delivery", "topology", "rules", "replay"}
PLUGIN_EXTRA = {"cep": {"expression", "rules"}, "replay": {"replay"}}

# Header -> the folders that may include it.
ONLY_IN = {
    re.compile(r"zmq(\.h|\.hpp|_addon\.hpp)"): ("broker/socket", "broker/client", "broker/scenario", "plugins/zeromq", "tests", "app/session"),
    re.compile(r"sqlite3\.h"): ("broker/log", "plugins/database", "tests"),
    re.compile(r"qcustomplot\.h"): ("inspectors/inspector/chart", "tests"),
    re.compile(r"nats(/nats)?\.h"): ("plugins/nats", "tests"),
}
WIDGETS = re.compile(r"Q(Widget|MainWindow|Dialog|Label|PushButton|TreeView|TableView|DockWidget|Application|LineEdit|"
                     r"Menu|ToolBar|StatusBar|StyledItemDelegate|HeaderView|CheckBox|ComboBox|SpinBox|TabWidget|"
                     r"PlainTextEdit|MessageBox|FileDialog|BoxLayout|VBoxLayout|HBoxLayout|GridLayout|FormLayout|Splitter)")
# Folders in which a lock would make the window wait.
NO_LOCKS = re.compile(r"std::(mutex|shared_mutex|scoped_lock|unique_lock|lock_guard|condition_variable)")
# In the vocabulary only these, beside the standard library.
EVENT_LIBRARIES = {"tl/expected.hpp"}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def own_includes(text):
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1) == '"', match.group(2)


def layer_breach(folder, target):
    """Why a file in `folder` (a tuple of path parts) may not include `target`; None where it may."""
    to = pathlib.PurePosixPath(target).parts
    top = folder[0]
    if to[0] not in SOURCES or top in ("app", "tests"):
        return None
    if top == "broker":
        if to[0] != "broker":
            return "broker knows nothing outside broker"
        own = folder[1]
        if to[1] == own or to[1] in BROKER.get(own, set()):
            return None
        return f"broker/{own} may not know broker/{to[1]}"
    if top == "inspectors":
        own = folder[1]
        if to[0] == "inspectors":
            return None if to[1] in (own, "inspector") else f"inspectors/{own} may not know inspectors/{to[1]}"
        if to[0] == "broker":
            return None if to[1] in INSPECTOR else f"inspectors may not know broker/{to[1]}"
        return f"inspectors may not know {to[0]}"
    if top == "plugins":
        own = folder[1]
        if to[0] == "plugins":
            return None if to[1] == own else f"plugins/{own} may not know plugins/{to[1]}"
        allowed = {"event", "plugin"} | PLUGIN_EXTRA.get(own, set())
        if to[0] == "broker" and to[1] in allowed:
            return None
        return f"plugins/{own} may not know {'/'.join(to[:2])}"
    return None


def check_file(path):
    relative = path.relative_to(ROOT)
    where = relative.as_posix()
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > MAX_LINES:
        yield f"{where}: {lines} lines, more than {MAX_LINES}: split it by job"
    if "SPDX-License-Identifier: GPL-3.0-or-later" not in text.split("\n", 2)[0]:
        yield f"{where}: the first line is not the SPDX line"
    folder = relative.parts[:-1]
    for number, is_own, target in own_includes(text):
        at = f"{where}:{number}"
        if is_own and "/" in target:
            reason = layer_breach(folder, target)
            if reason:
                yield f"{at}: includes {target}: {reason}"
        # plugins/sample is a project of its own, which knows the tree only as an installed SDK.
        is_beside = "/" not in target and folder[:2] != ("plugins", "sample")
        if is_own and is_beside and not target.endswith(".moc") and not target.startswith("moc_"):
            yield f"{at}: includes {target}: write the path from the root of the tree"
        for pattern, places in ONLY_IN.items():
            if pattern.fullmatch(target) and not any(where.startswith(place) for place in places):
                yield f"{at}: includes {target}: only {', '.join(places)} may"
        if folder[0] in ("broker", "plugins") and WIDGETS.fullmatch(target):
            yield f"{at}: includes {target}: only app and inspectors know widgets"
        if folder[:2] == ("broker", "event") and ("." in target) and not is_own and target not in EVENT_LIBRARIES:
            if not re.fullmatch(r"[a-z0-9_]+\.h", target):
                yield f"{at}: includes {target}: the vocabulary knows the standard library and tl::expected only"
    if folder[0] == "inspectors":
        for number, line in enumerate(text.splitlines(), 1):
            if NO_LOCKS.search(line):
                yield f"{where}:{number}: a lock in an inspector"


def check_names():
    for top in SOURCES + ("resources", "packaging"):
        for path in (ROOT / top).rglob("*"):
            if "__pycache__" in path.parts:
                continue
            if FORBIDDEN_NAME.search(path.name):
                yield f"{path.relative_to(ROOT).as_posix()}: the name says nothing (manager, helper, util, misc, common)"
    for path in ROOT.iterdir():
        if not path.name.startswith(".") and path.name not in TOP_LEVEL:
            yield f"{path.name}: not one of the top-level entries"


def main():
    breaches = list(check_names())
    files = 0
    for top in SOURCES:
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in (".h", ".cpp"):
                files += 1
                breaches += check_file(path)
    for breach in breaches:
        print(breach)
    if breaches:
        return 1
    print(f"ok: {files} files")
    return 0 if files else 1


if __name__ == "__main__":
    sys.exit(main())
