"""The house rules: what the files at the top say, who may import whom, and what stays out."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "govstats"
MAX_LINES = 400

LAYERS = (
    {
        "engine",
        "errors",
        "explaining",
        "files",
        "isolation",
        "records",
        "resources",
        "rounding",
        "showing",
        "theme",
        "webfont",
    },
    {"documents", "forms"},
    {"reports", "agencies"},
    {"reading", "writing"},
    {"dataset", "corrections", "storage", "texts", "adding"},
    {"checks"},
    {
        "accepting",
        "chance",
        "changes",
        "comparing",
        "figures",
        "peers",
        "rates",
        "standing",
        "survey",
    },
    {"display", "prose", "charts"},
    {"exports"},
    {"explorer"},
    {"batch", "testing"},
    {"teaching"},
    {"output", "sources", "terminal"},
    {"cli"},
)
"""Bottom first. A module or package imports from the layers under its own."""

SIDEWAYS = {
    "engine": {"errors", "isolation"},
    "explaining": {"errors"},
    "files": {"errors"},
    "isolation": {"errors"},
    "records": {"errors", "files"},
    "resources": {"errors"},
    "theme": {"errors", "resources"},
    "webfont": {"resources", "theme"},
    "agencies": {"reports"},
    "dataset": {"corrections", "texts"},
    "storage": {"corrections", "dataset"},
    "adding": {"dataset", "storage", "texts"},
    "chance": {"changes"},
    "comparing": {"changes", "figures", "rates"},
    "batch": {"testing"},
    "peers": {"figures", "rates"},
    "standing": {"peers"},
    "rates": {"changes"},
    "terminal": {"output"},
    "display": {"prose", "charts"},
}
"""The only imports within one layer."""

THEMED = {"charts", "display", "exports", "batch", "teaching", "webfont"}
"""Who may import `theme`."""

EXEMPT = {"govstats", "govstats.__main__"}
"""The front door: it collects the public names from everywhere."""

CONDA_NAMES = {
    "matplotlib-base": "matplotlib",
    "playwright-python": "playwright",
    "python-build": "build",
}
"""What conda-forge calls otherwise."""

HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("conda", "anaconda", "org"),
    )
)
"""Package registries, put together so that this file does not name one."""


def pyproject() -> dict:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def direct_dependencies() -> dict[str, Requirement]:
    """Everything that pyproject.toml asks for, with its extras."""
    project = pyproject()["project"]
    lines = chain(project["dependencies"], *project["optional-dependencies"].values())
    requirements = map(Requirement, lines)
    return {canonicalize_name(requirement.name): requirement for requirement in requirements}


def locked() -> list[tuple[Requirement, list[str]]]:
    """Each requirement of the lock with its hashes."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    text = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
    entries = text.replace("\\\n", " ").splitlines()
    split = [re.split(r"\s+--hash=", entry.strip()) for entry in entries if entry.strip()]
    return [(Requirement(first), hashes) for first, *hashes in split]


def modules() -> dict[str, Path]:
    """Dotted name to file, for every module of govstats."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(name: str, path: Path, known: dict[str, Path]) -> set[str]:
    """The modules of govstats that a module imports, wherever in it the import stands."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*(above if node.level else []), *filter(None, [node.module])])
            for alias in node.names:
                submodule = f"{base}.{alias.name}"
                found.add(submodule if submodule in known else base)
    return {target for target in found if target.split(".")[0] == "govstats"} - {name}


def idea(module: str) -> str:
    """The module or package directly under govstats that a module belongs to."""
    return module.split(".")[1] if "." in module else ""


def files() -> list[Path]:
    """What git tracks or would track."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def texts() -> list[tuple[Path, str]]:
    """Every file of the checkout that is text."""
    found = []
    for path in files():
        content = path.read_bytes()
        if b"\0" not in content:
            found.append((path.relative_to(ROOT), content.decode("utf-8", "replace")))
    return found


def machine_paths() -> re.Pattern[str]:
    """The checkout's own folder and the one that it stands in, as absolute paths."""
    folders = {ROOT}
    if ROOT.parent not in {Path(ROOT.anchor), Path(tempfile.gettempdir()).resolve()}:
        folders.add(ROOT.parent)
    either = "|".join(re.escape(folder.as_posix()) for folder in sorted(folders, reverse=True))
    return re.compile(rf"(?<![\w.~/-])(?:{either})(?=[/\s\"'`)]|$)")


def registry_hosts() -> set[str]:
    """The known registries' hosts and those that this machine is set up with."""
    set_up = re.compile(r"INDEX|REGISTRY", re.IGNORECASE)
    named = (value for key, value in os.environ.items() if set_up.search(key))
    addresses = (urlsplit(word).hostname for value in named for word in value.split())
    return {*HOSTS, *filter(None, addresses)}


def notebooks() -> list[Path]:
    """Every notebook of the checkout."""
    return sorted(
        path
        for path in (ROOT / "notebooks").rglob("*.ipynb")
        if ".ipynb_checkpoints" not in path.parts
    )


# ---- what the files at the top say


def test_environment_says_what_pyproject_says():
    """environment.yml has the dependencies of pyproject.toml, lab and dev, with the same bounds."""
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    lines = [
        line
        for entry in environment["dependencies"]
        for line in (entry["pip"] if isinstance(entry, dict) else [entry])
        if line != "-e ."
    ]
    requirements = map(Requirement, lines)
    conda = {
        CONDA_NAMES.get(requirement.name, canonicalize_name(requirement.name)): requirement
        for requirement in requirements
    }
    conda.pop("pip")
    python = conda.pop("python")
    wanted = {name: entry.specifier for name, entry in direct_dependencies().items()}
    assert {name: entry.specifier for name, entry in conda.items()} == wanted
    assert str(python.specifier) == pyproject()["project"]["requires-python"]
    assert environment["name"] == "govstats"
    assert environment["channels"][0] == "conda-forge"


def test_lock_has_a_hash_for_each_requirement():
    """Every requirement of the lock is pinned to one version and has at least one sha256."""
    lock = locked()
    assert len(lock) > len(direct_dependencies())
    for requirement, hashes in lock:
        assert re.fullmatch(r"==[^,*]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes), requirement


def test_lock_names_no_address():
    """The lock installs from whatever index the reader's pip uses, and from no path."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert not re.search(r"http:|https:|://|--index|--extra-index|--find-links|file:", text)
    assert not machine_paths().search(text)


def test_lock_meets_every_direct_dependency():
    """The lock holds every direct dependency, in a version that pyproject.toml allows."""
    versions: dict[str, list[str]] = {}
    for requirement, _ in locked():
        pinned = str(requirement.specifier).removeprefix("==")
        versions.setdefault(canonicalize_name(requirement.name), []).append(pinned)
    for name, requirement in direct_dependencies().items():
        assert name in versions
        assert all(map(requirement.specifier.contains, versions[name])), (name, versions[name])


# ---- who may import whom


def test_every_module_has_a_layer():
    """Each module of govstats, the front door apart, stands in one layer of the design."""
    names = {idea(name) for name in modules() if name not in EXEMPT}
    assert names
    assert names <= set().union(*LAYERS)
    assert sum(map(len, LAYERS)) == len(set().union(*LAYERS))


def test_imports_go_down():
    """A module imports only from layers under its own, and the listed neighbours."""
    height = {name: level for level, layer in enumerate(LAYERS) for name in layer}
    known = modules()
    seen, wrong = 0, []
    for name, path in known.items():
        if name in EXEMPT:
            continue
        own = idea(name)
        for target in imports(name, path, known):
            other = idea(target)
            if other == own:
                continue
            seen += 1
            down = height.get(other, len(LAYERS)) < height.get(own, 0)
            sideways = other in SIDEWAYS.get(own, ())
            themed = other != "theme" or own in THEMED
            if not ((down or sideways) and themed):
                wrong.append(f"{name} imports {target}")
    assert seen
    assert wrong == []


def test_no_circles_within_a_package():
    """The modules of one package import each other in no circle."""
    known = modules()
    packages = {idea(name) for name in known if name.count(".") > 1}
    assert packages
    for package in packages:
        graph = {
            name: {target for target in imports(name, path, known) if idea(target) == package}
            for name, path in known.items()
            if idea(name) == package
        }
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            pytest.fail(" imports ".join(reversed(error.args[1])))


def test_modules_are_short():
    """No module of govstats has more lines than a reader can hold: 400."""
    lengths = {name: len(path.read_text("utf-8").splitlines()) for name, path in modules().items()}
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > MAX_LINES} == {}


# ---- what stays out


def test_no_path_of_this_machine():
    """No file names the folder that this checkout stands in."""
    pattern, checked = machine_paths(), texts()
    assert len(checked) > 10
    assert [str(path) for path, text in checked if pattern.search(text)] == []


def test_no_registry_host():
    """No file names a package registry's host: which one to use is the reader's business."""
    hosts, checked = registry_hosts(), texts()
    assert len(checked) > 10
    assert [
        (str(path), host)
        for path, text in checked
        for host in sorted(hosts)
        if re.search(rf"(?<![\w-]){re.escape(host)}(?![\w-])", text)
    ] == []


def test_notebooks_are_committed_clean():
    """A notebook has cell ids, the kernel python3, and neither outputs nor execution counts."""
    assert notebooks()
    for path in notebooks():
        notebook = json.loads(path.read_text("utf-8"))
        assert notebook["metadata"]["kernelspec"]["name"] == "python3", path.name
        assert notebook["cells"], path.name
        ids = [cell.get("id") for cell in notebook["cells"]]
        assert all(ids), path.name
        assert len(set(ids)) == len(ids), path.name
        for cell in notebook["cells"]:
            assert not cell.get("outputs"), (path.name, cell["id"])
            assert cell.get("execution_count") is None, (path.name, cell["id"])


def test_what_is_imported_is_asked_for():
    """Every library that govstats imports is a dependency of its own, none of a developer's."""
    project = pyproject()["project"]
    asked = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    lab = {canonicalize_name(Requirement(x).name) for x in project["optional-dependencies"]["lab"]}
    owners = packages_distributions()
    unasked = {}
    for name, path in modules().items():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                found = [node.module or ""]
            for top in {module.split(".")[0] for module in found} - set(sys.stdlib_module_names):
                if top != "govstats":
                    given = {canonicalize_name(owner) for owner in owners.get(top, [])}
                    if not given & (asked | lab):
                        unasked.setdefault(top, name)
    assert unasked == {}
