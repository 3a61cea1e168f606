from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from govstats.batch import rendering, runner
from govstats.batch.folder import UNFINISHED, OutputFolder
from govstats.batch.manifest import JOURNAL, Manifest
from govstats.batch.plan import plan
from govstats.batch.runner import chosen, run
from govstats.errors import GovstatsError, UnwritableError
from govstats.storage import load
from tests.rendering import command, contents, logging_notebook, notebook, simulated


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A simulated county of four towns and itself, two years each."""
    return load(simulated(tmp_path_factory.mktemp("data")))


@pytest.fixture(autouse=True)
def _light(monkeypatch):
    """Only what every job needs is imported ahead; the rehearsal has tests of its own."""
    monkeypatch.setattr(runner, "WARM", ("govstats.batch.rendering", "govstats.batch.page"))
    monkeypatch.setattr(runner, "REHEARSAL", "govstats.batch.shared:keep")


def ran(folder: Path) -> Counter[str]:
    """How often each job of the logging notebook ran."""
    log = folder / "ran.log"
    return Counter(log.read_text().splitlines()) if log.is_file() else Counter()


def label(key: str) -> str:
    """What the logging notebook calls a job of the manifest."""
    folder, _, name = key.rpartition("/")
    return f"{folder}.{name.split('.')[1]}"


# ---- killed, resumed


def killed_and_resumed(tmp_path: Path, data: Path, kills: int, seed: int) -> None:
    """Kill a run so many times at random moments, run it once more, and compare with one at peace."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    book = logging_notebook(tmp_path, 0.02)
    out, peace = tmp_path / "out", tmp_path / "peace"
    options = ("--notebook", book, "--data", data, "--year", "all", "--to", "html,ipynb")
    finished: Counter[str] = Counter()
    for _ in range(kills):
        done = len((out / JOURNAL).read_text().split()) if (out / JOURNAL).is_file() else 0
        process = command(*options, "--out", out)
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until:  # past its imports
            now = len((out / JOURNAL).read_text().split()) if (out / JOURNAL).is_file() else 0
            if now > done or chance.random() < 0.002:
                break
            time.sleep(0.01)
        time.sleep(chance.random() * 0.3)
        process.kill()
        process.communicate()
        time.sleep(0.2)  # its children end with it
        for key, _ in Manifest(out).finished():
            finished.setdefault(label(key), ran(tmp_path)[label(key)])
        for path in out.rglob("*.html"):
            if UNFINISHED not in path.parts:
                assert path.read_text("utf-8").rstrip().endswith("</html>")
    process = command(*options, "--out", out)
    process.communicate()
    assert process.returncode == 0
    after = ran(tmp_path)
    assert {key: after[key] for key in finished} == dict(finished)
    process = command(*options, "--out", peace)
    process.communicate()
    disturbed, undisturbed = contents(out), contents(peace)
    assert disturbed.keys() == undisturbed.keys()
    assert {name for name in disturbed if disturbed[name] != undisturbed[name]} == set()


@pytest.mark.soak
def test_killed_run_goes_on_where_it_stopped(tmp_path, data):
    """After three kills one more run makes what an undisturbed run makes, and nothing twice."""
    killed_and_resumed(tmp_path, data.path, 3, 1)


@pytest.mark.soak
def test_run_killed_twenty_times_goes_on_where_it_stopped(tmp_path):
    """After twenty kills one more run makes what an undisturbed run makes, and nothing twice."""
    killed_and_resumed(tmp_path, simulated(tmp_path / "data", 60), 20, 2)


def test_cut_off_line_of_the_journal_says_nothing(tmp_path, data):
    """A line that ends in the middle is passed over, and the next begins on a line of its own."""
    manifest = Manifest(tmp_path)
    manifest.note("a", {"files": {}})
    journal = tmp_path / JOURNAL
    journal.write_text(journal.read_text() + '["b",{"fil', "utf-8")
    Manifest(tmp_path).note("c", {"files": {}})
    assert sorted(Manifest(tmp_path).jobs) == ["a", "c"]


def test_what_an_earlier_run_left_unfinished_is_removed(tmp_path, data):
    """Files of jobs that were cut off go when the next run begins."""
    left = tmp_path / UNFINISHED / "x"
    left.mkdir(parents=True)
    (left / "half.html").write_text("<html>")
    run(plan(data, languages=["zh"], notebook=str(logging_notebook(tmp_path)))[:1], tmp_path, data)
    assert not (tmp_path / UNFINISHED).exists()


# ---- failures


def test_failing_notebooks_stop_nothing(tmp_path, data):
    """A cell that raises and one that kills its process are listed with cell and error; others are done."""
    book = notebook(
        tmp_path / "picky.ipynb",
        "import os, signal\nif agency.endswith('001'):\n    raise ValueError('no such year')\n"
        "if agency.endswith('002'):\n    os.kill(os.getpid(), signal.SIGKILL)",
        "print('fine')",
    )
    jobs = plan(data, languages=["zh"], notebook=str(book))
    out = tmp_path / "out"
    told: list[tuple[str, str]] = []
    failed = {
        f.job.agency[-3:]: f
        for f in run(jobs, out, data, progress=lambda j, r, _: told.append((j.agency[-3:], r)))
    }
    assert sorted(failed) == ["001", "002"]
    assert failed["001"].reason == "cell 3: ValueError: no such year"
    assert failed["001"].look is not None
    assert "no such year" in failed["001"].look.read_text("utf-8")
    assert "cell 3" in failed["002"].reason
    assert "SIGKILL" in failed["002"].reason
    assert dict(told) == {"001": "failed", "002": "failed", "003": "done", "004": "done", "nty": "done"}  # fmt: skip
    assert {p.parent.parent.name[-3:] for p in out.rglob("*.html") if p.parent != out} == {
        "003", "004", "nty",
    }  # fmt: skip
    manifest = Manifest(out)
    assert {j.agency[-3:] for j in chosen(jobs, manifest, only_failed=True)} == {"001", "002"}
    cured = notebook(tmp_path / "picky.ipynb", "print('fine')")
    assert run(chosen(plan(data, languages=["zh"], notebook=str(cured)), manifest, only_failed=True), out, data) == []  # fmt: skip
    assert not list(out.rglob("*.failed.ipynb"))


def test_endless_notebook_is_given_up(tmp_path, data):
    """A job that takes longer than it may is killed and named with its cell; the others are done."""
    book = notebook(
        tmp_path / "slow.ipynb", "import time\nif agency[-1] == '1':\n    time.sleep(60)"
    )
    jobs = plan(data, languages=["zh"], notebook=str(book))
    failed = run(jobs, tmp_path / "out", data, timeout=5, workers=2)
    assert [f.job.agency for f in failed] == ["synthetic-town-001"]
    assert "5 seconds" in failed[0].reason
    assert "cell 3" in failed[0].reason


def test_command_says_what_failed(tmp_path, data):
    """The command line lists a failure with its cell, its error and the file to look into; exit 1."""
    book = notebook(tmp_path / "bad.ipynb", "1 / 0")
    process = command(
        "synthetic-county", "--lang", "zh", "--notebook", book, "--data", data.path, "--out", tmp_path / "out",
    )  # fmt: skip
    _, said = process.communicate()
    assert process.returncode == 1
    assert "[1/1] synthetic-county/2024/bad.zh failed" in said
    assert "cell 3: ZeroDivisionError: division by zero — " in said
    assert "synthetic-county/2024/bad.zh.failed.ipynb" in said


# ---- who else writes, and where nothing can be written


def test_second_run_on_one_folder_is_refused(tmp_path, data):
    """While a run writes to a folder another one is told which process does, and changes nothing."""
    with OutputFolder(tmp_path):
        before = sorted(p.name for p in tmp_path.iterdir())
        with pytest.raises(GovstatsError, match=f"process {os.getpid()} is rendering into this"):
            run(plan(data, languages=["zh"]), tmp_path, data)
        assert sorted(p.name for p in tmp_path.iterdir()) == before
    with OutputFolder(tmp_path):
        pass


@pytest.mark.soak
def test_two_runs_at_once(tmp_path, data):
    """Of two commands on one folder one renders and the other ends with exit 2 and a reason."""
    book = logging_notebook(tmp_path, 0.3)
    options = ("--lang", "zh", "--notebook", book, "--data", data.path, "--out", tmp_path / "out")
    processes = [command(*options), command(*options)]
    said = [process.communicate()[1] for process in processes]
    codes = [process.returncode for process in processes]
    assert sorted(codes) in ([0, 2], [0, 0])  # the second may come when the first has ended
    if 2 in codes:
        assert "is rendering into this folder" in said[codes.index(2)]
    assert set(ran(tmp_path).values()) == {1}


def test_read_only_folder_is_said(tmp_path, data, monkeypatch):
    """A folder that cannot be written to is an error that says so before any notebook runs."""

    def refuse(self, *arguments, **options):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(UnwritableError, match="Read-only file system"):
        run(plan(data, languages=["zh"]), tmp_path / "out", data)


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 400 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)], capture_output=True, check=False
    )  # fmt: skip
    if done.returncode:
        pytest.skip("no file system can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.soak
def test_full_disk_stops_the_run_and_the_next_goes_on(small_disk, tmp_path, data):
    """On a full disk the run ends with a reason, no half file is there, and the next run goes on."""
    book = notebook(tmp_path / "large.ipynb", "print('x' * 60_000)")
    jobs = plan(data, languages=["zh"], notebook=str(book), formats=["html", "ipynb"])
    with pytest.raises(UnwritableError, match="No space left on device"):
        run(jobs, small_disk, data, workers=1)
    done = dict(Manifest(small_disk).finished())
    assert 0 < len(done) < len(jobs)
    for page in small_disk.rglob("*.html"):
        assert page.read_text("utf-8").rstrip().endswith("</html>")
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    told: list[str] = []
    assert run(jobs, small_disk, data, progress=lambda j, r, _: told.append(r)) == []
    assert told.count("unchanged") == len(done)


def test_full_disk_as_the_system_says_it(tmp_path, data, monkeypatch):
    """Where writing a page is refused, the run ends with the reason and records no failure."""

    def full(*arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(rendering, "place", full)
    jobs = plan(
        data, ["synthetic-county"], languages=["zh"], notebook=str(logging_notebook(tmp_path))
    )
    with (
        ThreadPoolExecutor(1) as executor,
        pytest.raises(UnwritableError, match="No space left on device"),
    ):
        run(jobs, tmp_path / "out", data, executor=executor)
    assert Manifest(tmp_path / "out").jobs == {}


# ---- through any executor


def test_another_executor_makes_the_same(tmp_path, data):
    """The pages that a thread pool makes are those that the warm processes make."""
    jobs = plan(data, ["synthetic-county"], notebook=str(logging_notebook(tmp_path)), year="all")
    run(jobs, tmp_path / "warm", data)
    with ThreadPoolExecutor(1) as executor:
        run(jobs, tmp_path / "threads", data, executor=executor)
    warm, threads = contents(tmp_path / "warm"), contents(tmp_path / "threads")
    assert len(warm) == len(jobs) + 2
    assert warm == threads


@pytest.mark.soak
def test_many_jobs_leave_no_memory_behind(tmp_path):
    """240 jobs: the memory of the run after the last is that after the fortieth, within 3 MB."""
    data = load(simulated(tmp_path / "data", 119))
    jobs = plan(data, languages=["zh"], year="all", notebook=str(logging_notebook(tmp_path)))
    assert len(jobs) == 240
    sizes: list[int] = []

    def weigh(*_: object) -> None:
        sizes.append(
            int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        )

    assert run(jobs, tmp_path / "out", data, progress=weigh) == []
    assert max(sizes[40:]) - sizes[40] < 3_000_000
    assert json.loads((tmp_path / "out/manifest.json").read_text("utf-8"))["run"]["done"] == 240


def test_interrupt_keeps_what_is_finished(tmp_path, data):
    """Ctrl-C ends the run with exit 130; what was finished is not made again."""
    book = logging_notebook(tmp_path, 0.2)
    options = ("--lang", "zh", "--notebook", book, "--data", data.path, "--out", tmp_path / "out")
    process = command(*options)
    while process.poll() is None and not (tmp_path / "out" / JOURNAL).is_file():
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert process.returncode == 130
    finished = {label(key) for key, _ in Manifest(tmp_path / "out").finished()}
    assert finished
    again = command(*options)
    again.communicate()
    assert again.returncode == 0
    assert {ran(tmp_path)[name] for name in finished} == {1}
