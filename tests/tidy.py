#!/usr/bin/env python3
"""What the compiler cannot refuse: boundaries between rooms, banned calls, dead files, long files, words that people must not meet.

    tests/tidy.py           checks the tree it stands in; prints file:line: what, and exits 1 if anything was found
"""
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINES_MAX = 400
FUNCTION_LINES_QUESTIONED = 80

# Data that is read by key or by line, not as a text: length is no fault there.
LONG_ALLOWED = {
    "rules/risk.toml": "one question after another, each with its source",
    "rules/nicknames.toml": "a dictionary",
    "web/package-lock.json": "written by npm",
    "tests/journeys/package-lock.json": "written by npm",
}
SKIPPED_FOLDERS = {".git", "build", "demo", "node_modules", "dist", "__pycache__"}
TEXT_ENDINGS = {".cpp", ".hpp", ".py", ".ts", ".mjs", ".js", ".scss", ".mustache", ".toml", ".cmake", ".md", ".txt", ".sh", ".json",
                ".jsonl", ".csv", ".svg", ""}

# (what is banned, where, except in, why). Comments and the text of strings are not looked at.
TRANSPORT = "src/web/transport/"
BANNED_CALLS = [
    (r"system_clock\s*::\s*now|(?<![\w.:>])(?:std::)?time\s*\(\s*(?:nullptr|NULL|0|&)|\bgettimeofday\b|\bCLOCK_REALTIME\b", ["src/", "tests/"],
     ["src/desk/time_source.cpp", TRANSPORT, "tests/desk/time_source_test.cpp", "tests/transport/"],
     "the wall clock: take the time as an argument (desk/time_source.hpp is the only source)"),
    (r"(?:steady|high_resolution)_clock\s*::\s*now|\bclock_gettime\b",
     ["src/domain/", "src/policy/", "src/ledger/", "src/casework/", "src/views/", "src/synth/", "src/exchange/"], [],
     "a clock in a room that must give the same answer twice"),
    # Taken into its owner in the same breath is well: make_unique cannot reach a private constructor.
    (r"(?<!>\()\bnew\s+[A-Za-z_:]|\b(?:malloc|calloc|realloc|free)\s*\(", ["src/"], [],
     "raw memory: use a container or make_unique"),
    (r"\bdelete\s+[\w(*]|\bdelete\[\]", ["src/"], [], "raw memory: use a container or make_unique"),
    (r"(?<![\w.:>])s?rand\s*\(|\brandom_device\b|\bgetrandom\b|\bRAND_bytes\b|\brandombytes_(?:buf|uniform)\b|\bmt19937(?:_64)?\s+\w+\s*;"
     r"|\bdefault_random_engine\b", ["src/", "tests/", "bench/"],
     ["src/ledger/random.cpp",          # keys and nonces
      "src/web/access/",                # secrets and passwords, which must not follow from a seed
      "src/desk/desk.cpp",              # the one source of ids outside tests
      "src/web/transport/server.cpp"],  # where request numbers start, for the log only
     "random numbers without a seed: take an IdSource or a seeded engine"),
    (r"\bsleep_for\b|\bsleep_until\b|\b[un]?sleep\s*\(|\bnanosleep\b", ["src/", "tests/"],
     ["src/web/access/password_check.cpp"],  # a refusal must not tell by its haste whether the account exists
     "sleeping: wait for the event itself"),
    (r"std::c(?:out|err|log)\b|(?<![\w:])(?:std::)?f?printf\s*\(|\bputs\s*\(|\bperror\s*\(", ["src/"], [],
     "printing beside the log and the command line's fmt::print"),
    (r"fmt::print\s*\(", ["src/"], ["src/cli/"], "printing outside the command line: use the log"),
    (r"using\s+namespace\s+std\s*;", ["src/", "tests/", "bench/"], [], "using namespace std"),
    (r"#\s*include\s*<format>|#\s*include\s*<print>", ["src/", "tests/", "bench/"], [], "g++ 12 has no such header: use fmt"),
]

# Outside libraries that one room keeps to itself.
OUTSIDE_ONLY_IN = {
    "boost/asio": [TRANSPORT], "boost/beast": [TRANSPORT], "openssl/ssl": [TRANSPORT],
    "sqlite3": ["src/ledger/"], "toml++": ["src/policy/"], "CLI/": ["src/cli/main.cpp"],
    "sodium": ["src/ledger/", "src/desk/", "src/web/access/", "src/web/api/"],
}

# Words that nobody may meet on a page, in the API or in the documents: a missing child is a missing child.
WORDS = re.compile(r"\b(abscond\w*|misper\w*|runaways?)\b", re.I)
WORDS_IN = ("src/", "web/", "docs/", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")
# Split, so that this file does not find itself.
LEFT_OVER = re.compile(r"\b(" + "|".join(["TO" "DO", "FIX" "ME", "XX" "X"]) + r")\b")
ABOUT_OURSELVES = re.compile(r"\b(?:session [0-9]+|issue #?[0-9]+|issues/[0-9]+)\b", re.I)
REGISTRIES = re.compile("|".join(re.escape(left + right) for left, right in [
    ("registry.npm", "js.org"), ("npm", "mirror"), ("py", "pi.org"), ("deb.debian", ".org"), ("proxy.golang", ".org"),
    ("crates", ".io"), ("archive.ubuntu", ".com"), ("artifact", "ory")]))

found = []


def report(path, line, what):
    found.append(f"{path}:{line}: {what}")


def read_tree():
    """Every text file of the project, by its path from the root."""
    texts = {}
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in SKIPPED_FOLDERS)
        for name in sorted(names):
            path = Path(folder, name)
            if path.suffix not in TEXT_ENDINGS or path.is_symlink():
                continue
            try:
                texts[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                report(path.relative_to(ROOT).as_posix(), 1, "is not UTF-8")
            except FileNotFoundError:  # gone while we read
                pass
    return texts


CPP_TOKEN = re.compile(r'R"(?P<mark>[^()\s\\"]{0,16})\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Fa-f])\'(?:\\.|[^\'\\\n])+\''
                       r'|//[^\n]*|/\*.*?\*/', re.S)


def code_only(text):
    """C++ with comments and the text of strings blanked; every line stays where it is. Includes keep their names."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group())
    includes = {}
    for number, line in enumerate(text.split("\n")):
        if line.lstrip().startswith("#"):
            includes[number] = line.split("//")[0]
    lines = CPP_TOKEN.sub(blank, text).split("\n")
    for number, line in includes.items():
        lines[number] = line
    return lines


def read_rooms(texts):
    """CMakeLists.txt's room table: folder → room, and room → every room it may know (its own uses, and theirs)."""
    folders, uses = {}, {}
    for name, rest in re.findall(r"^room\((\w+)\s+([^)]*)\)", texts["CMakeLists.txt"], re.M):
        dirs, _, named = rest.partition("USES")
        for folder in dirs.split()[1:] or [f"src/{name}"]:
            folders[folder + "/"] = name
        uses[name] = {word for word in named.split() if "::" not in word}
    known = {}

    def reach(room):
        if room not in known:
            known[room] = {room}
            for other in uses.get(room, ()):
                known[room] |= reach(other) if other in uses else set()
        return known[room]
    for room in uses:
        reach(room)
    return folders, known


def room_of(path, folders):
    return max((folder for folder in folders if path.startswith(folder)), key=len, default=None)


def check_rooms(texts, code, folders, known):
    included = set()
    for path, lines in code.items():
        home = room_of(path, folders) if path.startswith("src/") else None
        if path.startswith("src/") and not home:
            report(path, 1, "belongs to no room of CMakeLists.txt")
        if path.endswith(".cpp") and home and os.path.dirname(path) + "/" != home and os.path.dirname(path) + "/" not in folders:
            report(path, 1, "is compiled into no room: its folder is not named in CMakeLists.txt")
        for number, line in enumerate(lines, 1):
            if not (match := re.match(r'\s*#\s*include\s*([<"])([^>"]+)', line)):
                continue
            target = match.group(2)
            if match.group(1) == "<":
                for library, homes in OUTSIDE_ONLY_IN.items():
                    if target.startswith(library) and home and not path.startswith(tuple(homes)):
                        report(path, number, f"{target} stays within {', '.join(homes)}")
                continue
            included.add("src/" + target)
            included.add("tests/" + target)
            included.add(os.path.normpath(os.path.join(os.path.dirname(path), target)))
            if home:
                other = room_of("src/" + target, folders)
                if not other or "src/" + target not in texts:
                    report(path, number, f"\"{target}\" is no header of src/")
                elif folders[other] not in known[folders[home]]:
                    report(path, number, f"{folders[home]} may not know {folders[other]} (CMakeLists.txt)")
    for path in code:
        if path.endswith(".hpp") and path not in included and path != "cmake/pch.hpp":
            report(path, 1, "is included by nobody")


def check_calls(code):
    for path, lines in code.items():
        for pattern, where, but_not, why in BANNED_CALLS:
            if not path.startswith(tuple(where)) or path.startswith(tuple(but_not) or ("\n",)):
                continue
            for number, line in enumerate(lines, 1):
                if re.search(pattern, line):
                    report(path, number, why)


def check_shape(texts, code):
    for path, text in texts.items():
        count = text.count("\n")
        if count > LINES_MAX and path not in LONG_ALLOWED and not path.startswith("rules/language/") and not path.endswith((".md", ".jsonl", ".csv")):
            report(path, LINES_MAX + 1, f"{count} lines: what is this file about? ({LINES_MAX} at most)")
        if path.endswith(".hpp") and not text.startswith("//"):
            report(path, 1, "a header opens by saying what the thing means")
        if path.endswith((".hpp", ".cpp", ".py", ".ts")) and text and not text.endswith("\n"):
            report(path, count + 1, "no line end at the end")
        if text.startswith("#!") and not os.access(ROOT / path, os.X_OK):
            report(path, 1, "has a #! line and may not be run: chmod +x")
    questioned = 0
    for path, lines in code.items():
        questioned += question_long_functions(path, lines)
    return questioned


def question_long_functions(path, lines):
    """A word, not a failure: a function that fits no screen is usually two."""
    questioned, start, indent = 0, None, 0
    for number, line in enumerate(lines, 1):
        if start is None:
            if re.match(r"\s*(?!namespace|struct|class|enum|union|extern|#)\S.*\).*\{\s*$", line) or re.match(r"\s*\)[^;]*\{\s*$", line):
                start, indent = number, len(line) - len(line.lstrip())
        elif line.strip() and len(line) - len(line.lstrip()) <= indent and line.lstrip().startswith("}"):
            if number - start > FUNCTION_LINES_QUESTIONED:
                print(f"{path}:{start}: (a question, no fault) {number - start} lines in one function")
                questioned += 1
            start = None
    return questioned


def check_words(texts):
    for path, text in texts.items():
        if path.endswith("package-lock.json"):
            continue
        for number, line in enumerate(text.split("\n"), 1):
            if path != "tests/tidy.py":
                if match := LEFT_OVER.search(line):
                    report(path, number, f"left over: {match.group()}")
                if (match := WORDS.search(line)) and path.startswith(WORDS_IN):
                    report(path, number, f"\"{match.group()}\": we say that a child is missing")
                if match := ABOUT_OURSELVES.search(line):
                    report(path, number, f"\"{match.group()}\" tells a reader nothing: say what it is about")
            if REGISTRIES.search(line):
                report(path, number, "names a registry: whoever builds chooses theirs")


def check_dead_files(texts, code):
    """Every template has a page and every page its template; every rule file, script, style and test is taken in by something."""
    prefix = "web/templates/"
    templates = {path[len(prefix):-len(".mustache")]: path for path in texts if path.startswith(prefix)}
    cpp = {path: text for path, text in texts.items() if path.startswith("src/web/") and path.endswith((".cpp", ".hpp"))}
    named = set()
    for path, text in list(cpp.items()) + [(path, texts[path]) for path in templates.values()]:
        for number, line in enumerate(text.split("\n"), 1):
            for name in re.findall(r'(?:\bpage|render::render|\brender)\(\s*"([a-z][\w/-]*)"\s*,', line) if path in cpp else \
                    re.findall(r"\{\{>\s*([\w/-]+)\s*\}\}", line):
                named.add(name)
                if name not in templates:
                    report(path, number, f"there is no template {name}")
    quoted = set(re.findall(r'"([a-z][\w/-]*)"', "\n".join(cpp.values())))
    for name, path in templates.items():
        base = name.removeprefix("components/")
        if name not in named and name not in quoted and base not in quoted:
            report(path, 1, "no page uses this template")

    readers = "\n".join(text for path, text in texts.items() if path.startswith("src/"))
    scripts = "\n".join(text for path, text in texts.items() if re.match(r"web/(src|test)/|web/build\.mjs", path))
    styles = "\n".join(text for path, text in texts.items() if path.startswith(("web/styles/", "web/build.mjs")))
    for path in texts:
        base = os.path.basename(path)
        in_a_set = path.startswith(("rules/language/", "rules/inspection/"))   # read all together
        if path.startswith("rules/") and path.endswith(".toml") and not in_a_set and f'"{base}"' not in readers:
            report(path, 1, "nothing in src reads this file")
        if path.startswith("web/src/") and not path.endswith(".d.ts") and not re.search(rf"[./]{re.escape(base.split('.')[0])}(\.\w+)?['\"]", scripts):
            report(path, 1, "no script takes this in")
        if path.startswith("web/styles/_") and f"{base[1:-len('.scss')]}" not in styles:
            report(path, 1, "no style takes this in")
    tested = set(re.findall(r"[\w]+", re.search(r"foreach\(name ([^)]*)\)", texts["cmake/programs.cmake"]).group(1)))
    for path in code:
        if (match := re.match(r"tests/(\w+)/.*\.cpp$", path)) and match.group(1) not in tested | {"fuzz"}:
            report(path, 1, "belongs to no test program (cmake/programs.cmake)")


def main():
    texts = read_tree()
    code = {path: code_only(text) for path, text in texts.items() if path.endswith((".cpp", ".hpp"))}
    folders, known = read_rooms(texts)
    check_rooms(texts, code, folders, known)
    check_calls(code)
    questioned = check_shape(texts, code)
    check_words(texts)
    check_dead_files(texts, code)
    for line in sorted(found):
        print(line)
    print(f"tidy: {len(texts)} files in {len(known)} rooms, {len(found)} found, {questioned} long functions to question")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
