from __future__ import annotations

import gc
import importlib.metadata
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import tomllib
import warnings
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import NBClientEngine, papermill_engines

from govstats.engine import fallback, session
from govstats.engine.failures import (
    NotebookDiedError,
    NotebookTimeoutError,
    RemoteTracebackError,
)
from govstats.engine.forks import Zygote
from govstats.engine.notebook import NotebookJob, run_notebook
from govstats.engine.papermill_engine import WarmEngine
from govstats.engine.pool import WarmKernels
from govstats.errors import GovstatsError, InvalidRequestError
from govstats.resources import find
from tests import jobs
from tests.torture import torture

ROOT = Path(__file__).resolve().parents[1]
LIGHT = ("IPython",)
"""Enough to be imported for tests that are about processes."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no safe fork here")


@pytest.fixture(scope="module", autouse=True)
def engine():
    """The engine is registered even where the package is not installed; warm processes are ended."""
    papermill_engines.register("govstats", WarmEngine)
    yield
    for zygote in session._zygotes.values():
        zygote.close()
    session._zygotes.clear()


def write(path: Path, *sources: str, tags: tuple[str, ...] = ()) -> Path:
    """Write a notebook of some cells."""
    cells = [
        nbformat.v4.new_code_cell("number: int = 1", metadata={"tags": ["parameters"]}),
        *(nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)}) for source in sources),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


def run(path: Path, **options: Any) -> nbformat.NotebookNode:
    """Run a notebook with the engine."""
    options = {"engine_name": "govstats", "preload": LIGHT, **options}
    return papermill.execute_notebook(
        path, path.with_name("out.ipynb"), progress_bar=False, **options
    )


def alive(pid: int) -> bool:
    """Say whether a process runs: one that nobody has waited for yet does not."""
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return False


def gone(*pids: int) -> bool:
    """Say whether processes are gone within some seconds."""
    for _ in range(200):
        if not any(map(alive, pids)):
            return True
        time.sleep(0.05)
    return False


def descendants(pid: int) -> set[int]:
    """The processes that a process started, and those that they started."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found |= {int(path.parent.name)} | descendants(int(path.parent.name))
    return found


# ---- the same outputs


def plain(output: dict[str, Any]) -> dict[str, Any]:
    """An output without what differs from one run to the next: addresses, ids, times, processes."""
    text = json.dumps(output, ensure_ascii=False, sort_keys=True)
    for pattern, name in (
        (r"0x[0-9a-f]{6,}", "ADDRESS"),
        (r"ipykernel_\d+", "ipykernel_PID"),
        (r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", "ID"),
        (r"(CPU times|Wall time)[^\\\"]*|[\d.]+ (ns|μs|us|ms|s) ± .*? loop each\)", "TIME"),
    ):
        text = re.sub(pattern, name, text)
    return json.loads(text)


def outputs(cell: nbformat.NotebookNode) -> list[dict[str, Any]]:
    """A cell's outputs, made comparable.

    A kernel sends each stream when a fifth of a second has passed: into how many pieces it falls, and
    which of two comes first, is a matter of time. So streams that follow one another are sorted; and
    all of a cell is sorted that writes to a file descriptor, which a kernel reads in its own time.
    """
    loose = "descriptor" in cell.source
    found: list[dict[str, Any]] = []
    streams: dict[str, dict[str, Any]] = {}
    for output in map(plain, cell.get("outputs", [])):
        if output["output_type"] != "stream":
            streams = streams if loose else {}
            found.append(output)
        elif output["name"] in streams:
            streams[output["name"]]["text"] += output["text"]
        else:
            streams[output["name"]] = output
            found.append(output)
            found[-len(streams) :] = sorted(found[-len(streams) :], key=json.dumps)
    if loose:
        found.sort(key=json.dumps)
        for output in found:
            if "text" in output:
                output["text"] = sorted(output["text"].splitlines())
    return found


def comparable(path: Path) -> tuple[list[Any], dict[str, Any]]:
    """The cells and the metadata of a notebook that was run."""
    notebook = nbformat.read(path, as_version=4)
    marked = "papermill-error-cell-tag"
    cells = [cell for cell in notebook.cells if marked not in cell.metadata.get("tags", [])]
    papermill_says = dict(notebook.metadata.papermill)
    for name in ("start_time", "end_time", "duration", "input_path", "output_path"):
        papermill_says.pop(name)
    metadata = {**notebook.metadata, "papermill": papermill_says}
    widgets = metadata.pop("widgets")["application/vnd.jupyter.widget-state+json"]["state"]
    metadata["widgets"] = sorted(json.dumps(plain(state)) for state in widgets.values())
    return [
        (
            cell.source,
            cell.get("execution_count"),
            cell.metadata.get("papermill", {}).get("status"),
            sorted(cell.metadata.get("execution", {})),
            outputs(cell),
        )
        for cell in cells
    ], metadata


def run_torture(folder: Path, how: str) -> tuple[list[Any], dict[str, Any]]:
    """Run the torture notebook in a folder of its own: by papermill, by the engine, or as a job."""
    folder.mkdir()
    path, out = folder / "in.ipynb", folder / "out.ipynb"
    nbformat.write(torture(), path)

    def act() -> None:
        if how == "job":
            job = NotebookJob(path, {"number": 3}, output=out, folder=folder)
            with WarmKernels(workers=1) as warm:
                warm.submit(run_notebook, job).result()
        else:
            options = {"engine_name": how, "progress_bar": False, "cwd": folder}
            papermill.execute_notebook(path, out, {"number": 3}, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_CURRENT_TEST")  # with it, ipykernel leaves the descriptors alone
        with pytest.raises(papermill.PapermillExecutionError, match="KeyboardInterrupt"):
            act()
    return comparable(out)


@pytest.fixture(scope="module")
def vanilla(tmp_path_factory):
    """The torture notebook run by papermill's own engine."""
    return run_torture(tmp_path_factory.mktemp("vanilla") / "run", "nbclient")


@pytest.mark.parametrize("how", [pytest.param("govstats", marks=pytest.mark.soak), "job"])
def test_torture_gives_what_a_kernel_gives(tmp_path, vanilla, how):
    """Every cell of the torture notebook has the outputs, count and status that a kernel gives it."""
    cells, metadata = run_torture(tmp_path / "run", how)
    assert len(cells) > 130
    for ours, theirs in zip(cells, vanilla[0], strict=True):
        assert ours == theirs
    assert metadata == vanilla[1]
    assert metadata["language_info"]["version"] == sys.version.split()[0]
    leftovers = {
        name: (tmp_path / "run" / name).read_text() for name in ("left-open.txt", "at-exit.txt")
    }
    assert leftovers == {"left-open.txt": "left open", "at-exit.txt": "at exit"}
    assert not list((tmp_path / "run").glob("basket*"))
    assert gone(int((tmp_path / "run" / "sleeper.txt").read_text()))


def test_streams_are_flushed_in_a_kernels_order(tmp_path):
    """Before a display, a result or an end, what went to stdout is sent first, then stderr."""
    code = (
        "import sys\nprint(1)\nprint(2, file=sys.stderr)\nprint(3)\ndisplay(4)\n"
        "print(5, file=sys.stderr)\nprint(6)"
    )
    cell = run(write(tmp_path / "n.ipynb", code)).cells[-1]
    assert [o.get("text") or o.data["text/plain"] for o in cell.outputs] == [
        "1\n3\n", "2\n", "4", "6\n", "5\n",
    ]  # fmt: skip


def test_comparison_is_shown_as_in_a_kernel(tmp_path):
    """The project's own notebook has the same outputs, figures and all, from either engine."""
    path = find("notebooks") / "comparison.ipynb"
    done = {
        name: papermill.execute_notebook(
            path, tmp_path / "out.ipynb", {"agency": "suqian"}, engine_name=name, progress_bar=False
        )
        for name in ("nbclient", "govstats")
    }
    ours, theirs = ([outputs(cell) for cell in nb.cells] for nb in reversed(done.values()))
    assert sum(map(len, ours)) > 10
    assert ours == theirs


# ---- papermill's own


def test_papermill_finds_the_engine():
    """The package declares the engine under its name for papermill to load."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = project["entry-points"]["papermill.engine"]
    assert declared == {"govstats": "govstats.engine.papermill_engine:WarmEngine"}
    point = importlib.metadata.EntryPoint("govstats", declared["govstats"], "papermill.engine")
    assert point.load() is WarmEngine


def test_engine_costs_papermill_nothing():
    """papermill loads three small modules for the engine, and nothing that they import."""
    code = (
        "import sys, papermill.engines; before = set(sys.modules) - {'govstats'}\n"
        "before = {m for m in before if not m.startswith('govstats')}\n"
        "import govstats.engine.papermill_engine; print(sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.strip() == str(
        ["govstats", "govstats.engine", "govstats.engine.papermill_engine"]
    )


def test_papermill_keeps_its_books(tmp_path):
    """Times, status and parameters are noted as ever; parameters reach the cells."""
    done = run(write(tmp_path / "n.ipynb", "number * 2"), parameters={"number": 21})
    assert [o.data["text/plain"] for o in done.cells[-1].outputs] == ["42"]
    book = nbformat.read(tmp_path / "out.ipynb", as_version=4).metadata.papermill
    assert book.exception is None
    assert book.parameters == {"number": 21}
    assert book.start_time < book.end_time
    cell = done.cells[-1].metadata
    assert (cell.papermill.status, cell.papermill.exception) == ("completed", False)
    assert cell.execution["iopub.status.busy"] <= cell.execution["shell.execute_reply"]


def test_failing_cell_is_papermills_error(tmp_path):
    """A cell that fails stops the notebook; papermill raises its error and marks the file."""
    path = write(tmp_path / "n.ipynb", "print('first')", "1 / 0", "print('never')")
    with pytest.raises(papermill.PapermillExecutionError) as caught:
        run(path)
    assert (caught.value.cell_index, caught.value.exec_count) == (2, 3)
    assert (caught.value.ename, caught.value.evalue) == ("ZeroDivisionError", "division by zero")
    saved = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert "An Exception was encountered" in saved.cells[0].source
    assert [c.metadata.papermill.status for c in saved.cells if "papermill" in c.metadata] == [
        "completed", "completed", "failed", "pending",
    ]  # fmt: skip
    assert saved.cells[-1].outputs == []


def test_output_goes_to_the_log_and_to_files(tmp_path):
    """What papermill's own engine does with a cell's output is done here too."""
    with (tmp_path / "stdout").open("w") as out, (tmp_path / "stderr").open("w") as err:
        run(
            write(tmp_path / "n.ipynb", "import sys\nprint('to out')\nprint('to err', file=sys.stderr)"),
            stdout_file=out,
            stderr_file=err,
        )  # fmt: skip
    assert (tmp_path / "stdout").read_text() == "to out\n"
    assert (tmp_path / "stderr").read_text() == "to err\n"


def test_kernel_arguments_are_taken(tmp_path):
    """Arguments for the kernel's command line configure the shell."""
    path = write(tmp_path / "n.ipynb", "1\n2")
    done = run(path, extra_arguments=["--InteractiveShell.ast_node_interactivity=all"])
    assert [o.data["text/plain"] for o in done.cells[-1].outputs] == ["1", "2"]


def test_input_is_refused(tmp_path):
    """A cell that asks for input fails as in a kernel whose frontend has none."""
    with pytest.raises(papermill.PapermillExecutionError) as caught:
        run(write(tmp_path / "n.ipynb", "input('name? ')"))
    assert caught.value.ename == "StdinNotImplementedError"
    assert "does not support input requests" in caught.value.evalue


# ---- ends


@pytest.mark.parametrize(
    ("source", "ending"),
    [
        ("import os\nos._exit(3)", "exit status 3"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "signal SIGKILL"),
        ("import ctypes\nctypes.string_at(0)", "signal SIGSEGV"),
        ("import os\nos.abort()", "signal SIGABRT"),
    ],
)
def test_dying_process_names_its_cell(tmp_path, source, ending):
    """A process that dies is an error with file, cell and reason, and no other notebook's concern."""
    path = write(tmp_path / "n.ipynb", "print('before')", source, "print('never')")
    with pytest.raises(NotebookDiedError) as caught:
        run(path)
    assert isinstance(caught.value, DeadKernelError)
    assert ending in caught.value.what
    assert caught.value.where == f"{path}, cell 3 ({source.splitlines()[0]})"
    saved = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert saved.cells[1].outputs[0].text == "before\n"
    assert saved.cells[2].metadata.papermill.status == "failed"
    with WarmKernels(LIGHT, workers=1) as warm:
        calls = [warm.submit(run_notebook, NotebookJob(path)), warm.submit(jobs.double, 4)]
        assert calls[1].result() == 8
        with pytest.raises(NotebookDiedError, match=re.escape(f"{path}, cell 3")) as again:
            calls[0].result()
    assert ending in again.value.what
    fine = run(write(tmp_path / "fine.ipynb", "'fine'"))
    assert fine.cells[-1].outputs[0].data["text/plain"] == "'fine'"


def test_cell_that_calls_exit_ends_the_notebook(tmp_path):
    """`exit` in the last cell is an end like any other; a cell after it finds no kernel."""
    assert run(write(tmp_path / "n.ipynb", "exit()")).cells[-1].execution_count == 2
    path = write(tmp_path / "n.ipynb", "exit()", "print('never')")
    with pytest.raises(NotebookDiedError, match="cell 3"):
        run(path)
    with (
        WarmKernels(LIGHT, workers=1) as warm,
        pytest.raises(NotebookDiedError, match="a cell called exit"),
    ):
        warm.submit(run_notebook, NotebookJob(path)).result()


def test_dying_job_names_its_cell(tmp_path):
    """A job whose process dies, in a cell or after the last one, says where it was."""
    dies = write(tmp_path / "n.ipynb", "import os", "os.kill(os.getpid(), 9)")
    fine = write(tmp_path / "m.ipynb", "1")
    with WarmKernels((*LIGHT, "tests.jobs"), workers=1) as warm:
        for path, finish, where in (
            (dies, None, f"{dies}, cell 3 (os.kill(os.getpid(), 9))"),
            (fine, jobs.die_after, f"{fine}, after the last cell"),
        ):
            call = warm.submit(run_notebook, NotebookJob(path, finish=finish))
            with pytest.raises(NotebookDiedError, match="SIGKILL") as caught:
                call.result()
            assert caught.value.where == where


def test_cell_takes_too_long(tmp_path):
    """A cell over its time is papermill's timeout; as a job, one of ours that names the cell."""
    path = write(tmp_path / "n.ipynb", "import time\nprint('began')\ntime.sleep(60)")
    started = time.monotonic()
    with pytest.raises(CellTimeoutError, match="after 1 seconds"):
        run(path, execution_timeout=1)
    with (
        WarmKernels(LIGHT, workers=1) as warm,
        pytest.raises(NotebookTimeoutError, match="the cell took more than 1 seconds") as caught,
    ):
        warm.submit(run_notebook, NotebookJob(path, cell_timeout=1)).result()
    assert caught.value.where == f"{path}, cell 2 (import time)"
    assert time.monotonic() - started < 30


def test_native_code_takes_too_long(tmp_path):
    """A notebook over its time is killed, in native code that holds every lock too."""
    source = "import re\nre.match('(a*)*b', 'a' * 60)"
    path = write(tmp_path / "n.ipynb", "1", source)
    with pytest.raises(NotebookTimeoutError, match="cell 3") as caught:
        run(path, notebook_timeout=1.5)
    assert "took more than 1.5 seconds" in caught.value.what
    with (
        WarmKernels(LIGHT, workers=1, timeout=1.5) as warm,
        pytest.raises(NotebookTimeoutError, match="cell 3"),
    ):
        warm.submit(run_notebook, NotebookJob(path)).result()


def test_timeout_may_only_interrupt(tmp_path):
    """nbclient's `interrupt_on_timeout` interrupts the cell, and the notebook goes on."""
    path = write(
        tmp_path / "n.ipynb", "import time\ntime.sleep(60)", "'on'", tags=("raises-exception",)
    )
    with pytest.raises(papermill.PapermillExecutionError, match="KeyboardInterrupt"):
        run(path, execution_timeout=1, interrupt_on_timeout=True)
    saved = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert saved.cells[-1].outputs[0].data["text/plain"] == "'on'"


def script(folder: Path, body: str) -> subprocess.Popen[str]:
    """Start a script that runs notebooks, and wait until it says that they run."""
    head = (
        "import sys, time, papermill\nfrom pathlib import Path\n"
        "from govstats.engine.notebook import NotebookJob, run_notebook\n"
        "from govstats.engine.pool import WarmKernels\n"
        "from papermill.engines import papermill_engines\n"
        "from govstats.engine.papermill_engine import WarmEngine\n"
        "papermill_engines.register('govstats', WarmEngine)\n"
        "here = Path(sys.argv[1])\n"
    )
    (folder / "script.py").write_text(head + body)
    started = subprocess.Popen(
        [sys.executable, str(folder / "script.py"), str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(600):
        if (folder / "running").exists() or started.poll() is not None:
            break
        time.sleep(0.05)
    return started


SLEEP = (
    "import time\nfrom pathlib import Path\n"
    "try:\n    Path('running').touch()\n    time.sleep(60)\nfinally:\n    Path('cleaned').touch()"
)
ENGINE = "papermill.execute_notebook(here / 'n.ipynb', here / 'out.ipynb', engine_name='govstats', cwd=here, preload=['IPython'])"
EXECUTOR = """
with WarmKernels(['IPython'], workers=2) as warm:
    jobs = [NotebookJob(here / 'n.ipynb', folder=here) for _ in range(4)]
    [call.result() for call in [warm.submit(run_notebook, job) for job in jobs]]
"""


def test_streams_of_a_notebook_leave_nothing_on_the_callers(tmp_path, monkeypatch):
    """A notebook's streams that are taken apart write nothing to the caller's, not even a NUL."""
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # ipykernel redirects no descriptor under pytest
    write(tmp_path / "n.ipynb", "import sys\nprint('out')\nprint('err', file=sys.stderr)")
    body = (
        "from tests import jobs\n"
        "job = NotebookJob(here / 'n.ipynb', finish=jobs.collect)\n"
        "with WarmKernels(['IPython'], workers=1) as warm:\n"
        "    made = [warm.submit(run_notebook, job).result() for _ in range(2)]\n"
        "print(made, file=sys.stderr)\n"
    )
    with script(tmp_path, body) as started:
        _, said = started.communicate(timeout=60)
    assert said == "[2, 2]\n"


@pytest.mark.parametrize("body", [ENGINE, EXECUTOR])
def test_interrupt_ends_everything(tmp_path, body):
    """Ctrl-C in the caller lets the running cell clean up, and leaves no process behind."""
    write(tmp_path / "n.ipynb", SLEEP)
    with script(tmp_path, body) as started:
        family = descendants(started.pid)
        assert len(family) >= 2
        started.send_signal(signal.SIGINT)
        _, said = started.communicate(timeout=60)
    assert started.returncode != 0
    assert "KeyboardInterrupt" in said
    assert (tmp_path / "cleaned").exists()
    assert gone(*family)


@pytest.mark.parametrize("body", [ENGINE, EXECUTOR])
def test_killed_caller_leaves_nothing(tmp_path, body):
    """When the caller is killed, so that it can do nothing more, all its processes end by themselves."""
    write(tmp_path / "n.ipynb", SLEEP)
    with script(tmp_path, body) as started:
        family = descendants(started.pid)
        assert len(family) >= 2
        started.kill()
        started.communicate(timeout=60)
    assert gone(*family)


def test_killed_warm_process_is_replaced():
    """When the warm process is killed, what runs fails and says so; what comes next runs."""
    with WarmKernels(LIGHT, workers=1) as warm:
        assert warm.submit(jobs.double, 1).result() == 2
        running = warm.submit(jobs.wait, 60)
        while not any(task.begun for task in list(warm._crew._busy.values())):
            time.sleep(0.01)
        warm._crew._zygote._process.kill()
        with pytest.raises(NotebookDiedError, match="signal SIGKILL"):
            running.result(timeout=30)
        assert warm.submit(jobs.double, 2).result(timeout=60) == 4


# ---- each for itself

CHANGES = (
    "import os, sys, random, threading, time, warnings, statistics, tempfile",
    "import numpy as np, pandas as pd, matplotlib.pyplot as plt, seaborn as sns",
    ("state = dict(env=os.environ.get('LEFT'), cwd=os.getcwd(), rc=plt.rcParams['figure.dpi'],"
    " rows=pd.get_option('display.max_rows'), names='left' in globals(), mean=statistics.mean([1]),"
    " threads=[t.name for t in threading.enumerate() if t.name.startswith('left')],"
    " figures=plt.get_fignums(), filters=len(warnings.filters), path='/left' in sys.path,"
    " files=len(os.listdir('/proc/self/fd')), modules='left' in sys.modules,"
    " err=np.geterr()['divide'])"),
    "print(random.random(), np.random.rand(), tempfile.mktemp())",
    "state",
    "left = 1; os.environ['LEFT'] = '1'; os.chdir('/'); plt.rcParams['figure.dpi'] = 1; plt.figure()",
    "pd.set_option('display.max_rows', 1); statistics.mean = str; sys.path.append('/left'); np.seterr(divide='raise')",
    "warnings.simplefilter('error'); sys.modules['left'] = sys; file = open('/proc/self/maps'); sns.set_theme()",
    "threading.Thread(target=time.sleep, args=(60,), name='left', daemon=True).start()",
    "random.seed(1); np.random.seed(1)",
)  # fmt: skip


def test_nothing_passes_from_one_notebook_to_the_next(tmp_path):
    """What a notebook does to its process is unknown to the next; their random numbers differ."""
    path = write(tmp_path / "n.ipynb", *CHANGES)
    preload = ("IPython", "pandas", "matplotlib.pyplot", "seaborn")
    done = [run(path, preload=preload) for _ in range(7)]
    # The first four have one more file open, to tell the warm process which pages they wrote to.
    shown = [[cell.outputs[0] for cell in nb.cells[4:6]] for nb in done[4:]]
    states = {state.data["text/plain"] for _, state in shown}
    assert len(states) == 1
    assert "'env': None" in states.pop()
    numbers = [set(printed.text.split()) for printed, _ in shown]
    assert len(set.union(*numbers)) == 9


def test_caller_keeps_its_state(tmp_path):
    """The caller's directory, environment and streams stay as they were."""
    before = (Path.cwd(), dict(os.environ), sys.stdout, sys.stderr, signal.getsignal(signal.SIGINT))
    run(write(tmp_path / "n.ipynb", "import os\nos.chdir('/')\nos.environ['LEFT'] = '1'"))
    after = (Path.cwd(), dict(os.environ), sys.stdout, sys.stderr, signal.getsignal(signal.SIGINT))
    assert after == before


def test_environment_is_that_of_the_call(tmp_path, monkeypatch):
    """A notebook has the environment and the folder that its caller has when it runs it."""
    path = write(tmp_path / "n.ipynb", "import os\nprint(os.environ['SINCE'], os.getcwd())")
    monkeypatch.setenv("SINCE", "then")
    assert run(path, cwd=tmp_path).cells[-1].outputs[0].text == f"then {tmp_path}\n"
    monkeypatch.setenv("SINCE", "now")
    assert run(path, cwd="/").cells[-1].outputs[0].text == "now /\n"
    with WarmKernels(LIGHT, workers=1) as warm:
        assert warm.submit(jobs.environment, "SINCE").result() == ("now", str(Path.cwd()))


def test_threads_may_run_notebooks(tmp_path):
    """Notebooks run from several threads at once do not mix, and leave no event loop behind."""
    path = write(tmp_path / "n.ipynb", "import time\ntime.sleep(0.2)\nprint(number)")

    def one(number: int) -> str:
        done = papermill.execute_notebook(
            path,
            None,
            {"number": number},
            engine_name="govstats",
            progress_bar=False,
            preload=LIGHT,
        )
        return done.cells[-1].outputs[0].text

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(one, range(6))) == [f"{number}\n" for number in range(6)]
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        gc.collect()
    assert said == []


# ---- the executor


def test_whole_job_runs_in_the_child(tmp_path):
    """Cells, and the function for the executed notebook, run in one forked process; its result comes back."""
    path = write(tmp_path / "n.ipynb", "import os\nos.getpid()", "print(number)")
    with WarmKernels(LIGHT, workers=2) as warm:
        calls = {}
        for number in range(5):
            job = NotebookJob(path, {"number": number}, jobs.write, (tmp_path / f"{number}.txt",))
            calls[warm.submit(run_notebook, job)] = number
        names = {calls[call]: call.result() for call in as_completed(calls)}
        cell, finish = warm.submit(run_notebook, NotebookJob(path, finish=jobs.process)).result()
    assert names == {number: f"{number}.txt" for number in range(5)}
    written = [(tmp_path / f"{number}.txt").read_text().split() for number in range(5)]
    assert [number for _, number in written] == ["0", "1", "2", "3", "4"]
    assert len({pid for pid, _ in written}) == 5
    assert cell == str(finish) != str(os.getpid())


def test_job_runs_anywhere(tmp_path):
    """Outside a child, on a cluster's worker for example, the same function runs the same job."""
    path = write(tmp_path / "n.ipynb", "import os\nos.getpid()")
    job = NotebookJob(path, finish=jobs.process, options={"preload": LIGHT})
    cell, finish = run_notebook(job)
    assert cell != str(finish) == str(os.getpid())


def test_errors_come_back_whole():
    """What a call raises is raised where its result is awaited, with the place that it came from."""
    with WarmKernels(LIGHT, workers=1) as warm:
        with pytest.raises(ValueError, match="为什么") as caught:
            warm.submit(jobs.fail, "为什么").result()
        assert isinstance(caught.value.__cause__, RemoteTracebackError)
        assert "in fail" in str(caught.value.__cause__)
        with pytest.raises(GovstatsError, match="SystemExit: 4"):
            warm.submit(jobs.leave).result()
        with pytest.raises(Exception, match="pickle"):
            warm.submit(jobs.unsendable).result()
        with pytest.raises(Exception, match="pickle"):
            warm.submit(lambda: None)
        with pytest.raises(NotebookDiedError, match=r"die: .*SIGSEGV"):
            warm.submit(jobs.die, signal.SIGSEGV).result()
        assert warm.submit(jobs.double, 21).result() == 42
    with pytest.raises(RuntimeError, match="after shutdown"):
        warm.submit(jobs.double, 1)


def test_memory_is_limited():
    """A call that wants more than its memory fails alone, with a MemoryError."""
    with WarmKernels(LIGHT, workers=1, memory=200 * 2**20) as warm:
        with pytest.raises(MemoryError):
            warm.submit(jobs.allocate, 400 * 2**20).result()
        assert warm.submit(jobs.allocate, 50 * 2**20).result() == 50 * 2**20


def test_no_more_workers_than_allowed():
    """Calls beyond the number of workers wait for their turn."""
    with WarmKernels(LIGHT, workers=2) as warm:
        warm.submit(jobs.double, 1).result()
        calls = [warm.submit(jobs.wait, 0.5) for _ in range(4)]
        seen = set()
        while not all(call.done() for call in calls):
            seen.add(sum(call.running() for call in calls))
            time.sleep(0.01)
    assert max(seen) == 2


def test_call_told_ahead_waits_for_its_turn(tmp_path):
    """The next notebook is read while the one before it runs, and its cells run after it."""
    path = write(
        tmp_path / "n.ipynb",
        "import time\nbegun = time.time()\ntime.sleep(0.5)",
        "begun, time.time()",
    )
    with WarmKernels(LIGHT, workers=1) as warm:
        calls = [warm.submit(run_notebook, NotebookJob(path, finish=jobs.texts)) for _ in range(3)]
        spans = [tuple(map(float, call.result()[0].strip("()").split(","))) for call in calls]
    assert all(end <= begun for (_, end), (begun, _) in pairwise(spans))


def test_call_told_ahead_can_be_cancelled(tmp_path):
    """A call that waits is never made once it is cancelled, and the next one is."""
    with WarmKernels(LIGHT, workers=1) as warm:
        warm.submit(jobs.wait, 0.5)
        waiting = warm.submit(jobs.touch, tmp_path / "made")
        last = warm.submit(jobs.double, 4)
        while warm._crew._ahead is None:
            time.sleep(0.01)
        assert waiting.cancel()
        assert last.result() == 8
    assert not (tmp_path / "made").exists()


def test_call_that_never_begins_is_given_up():
    """The clock runs from a call's turn on, even if it hangs before it has begun."""
    with WarmKernels(LIGHT, workers=1, timeout=1) as warm:
        calls = [warm.submit(jobs.double, 1), warm.submit(jobs.stuck), warm.submit(jobs.double, 2)]
        with pytest.raises(NotebookTimeoutError, match="took more than 1 seconds"):
            calls[1].result()
        assert calls[2].result() == 4


def test_leaving_by_an_error_drops_what_waits():
    """An error inside the block ends what runs and cancels what waits, at once."""
    started, calls = time.monotonic(), []

    def leave() -> None:
        with WarmKernels(LIGHT, workers=1) as warm:
            warm.submit(jobs.double, 1).result()
            calls.extend(warm.submit(jobs.wait, 60) for _ in range(3))
            while not calls[0].running():
                time.sleep(0.01)
            raise KeyError

    with pytest.raises(KeyError):
        leave()
    assert time.monotonic() - started < 30
    assert "interrupted" in str(calls[0].exception())
    assert [call.cancelled() for call in calls] == [False, True, True]


def test_preload_is_checked():
    """A module that cannot be imported is named; a function is called once, before any fork."""
    zygote = Zygote(("json", "no_such_module"))
    with pytest.raises(InvalidRequestError, match=r"no_such_module cannot be imported"):
        zygote.fork()
    zygote.close()
    with WarmKernels(("json", "no_such_module"), workers=1) as warm:
        call = warm.submit(jobs.double, 1)
        assert isinstance(call.exception(), InvalidRequestError)
    with WarmKernels(("tests.jobs:warm",), workers=1) as warm:
        assert [warm.submit(jobs.called).result() for _ in range(2)] == [1, 1]
    assert jobs.calls == 0


# ---- where there is no fork


@pytest.fixture
def cold(monkeypatch):
    """papermill's own engine notes what it is asked to run instead of running it."""
    asked: list[str] = []
    monkeypatch.setattr(
        NBClientEngine,
        "execute_managed_notebook",
        classmethod(lambda cls, manager, kernel, **options: asked.append(kernel)),
    )
    fallback.warn.cache_clear()
    fallback._foreign.cache_clear()
    yield asked
    fallback.warn.cache_clear()
    fallback._foreign.cache_clear()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_without_a_fork_papermill_runs_it(tmp_path, monkeypatch, cold, platform):
    """Where there is no safe fork, papermill's own engine runs the notebook, and one warning says so."""
    monkeypatch.setattr(fallback.sys, "platform", platform)
    path = write(tmp_path / "n.ipynb", "1")
    with pytest.warns(UserWarning, match=f"no safe fork on {platform}"):
        run(path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run(path)
    assert cold == ["python3", "python3"]


def test_without_a_fork_the_executor_still_works(monkeypatch, cold):
    """Where there is no safe fork, calls are made in ordinary processes, and a warning says so."""
    monkeypatch.setattr(fallback.sys, "platform", "darwin")
    with pytest.warns(UserWarning, match="no safe fork"):
        executor = WarmKernels(LIGHT, workers=1)
    monkeypatch.undo()
    with executor as warm:
        assert warm.submit(jobs.double, 4).result() == 8


def test_another_kernel_is_left_to_papermill(tmp_path, monkeypatch, cold):
    """A notebook for another kernel runs in that kernel."""
    spec = tmp_path / "kernels" / "other"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text(
        json.dumps({"argv": ["R", "{connection_file}"], "display_name": "R", "language": "R"})
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    with pytest.warns(UserWarning, match="'other' is not this Python's own"):
        run(write(tmp_path / "n.ipynb", "1"), kernel_name="other", language="python")
    assert cold == ["other"]


# ---- many in a row


def footprint(pid: int) -> tuple[int, int]:
    """How many descriptors a process has open, and how many kB of memory are its own."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")
    private = sum(int(n) for n in re.findall(r"^Private_\w+:\s+(\d+)", rollup, re.MULTILINE))
    return len(list(Path(f"/proc/{pid}/fd").iterdir())), private


def settled(pid: int, expected: int) -> list[int]:
    """The descendants of a process once there are as many as expected, or after five seconds."""
    for _ in range(100):
        children = descendants(pid)
        if len(children) == expected:
            break
        time.sleep(0.05)
    return children


@pytest.mark.parametrize("count", [20, pytest.param(200, marks=pytest.mark.soak)])
@pytest.mark.parametrize("how", ["engine", "executor"])
def test_many_leave_nothing_behind(tmp_path, how, count):
    """Notebook after notebook leaves no process, no socket, no open file and no memory behind."""
    path = write(
        tmp_path / "n.ipynb", "import threading, subprocess\nprint('x' * 1000)", "[0] * 1000"
    )
    preload = (*LIGHT, "tests.jobs")
    threads = threading.active_count()

    def act(number: int) -> None:
        if how == "engine":
            for _ in range(number):
                run(path, preload=preload)
        else:
            calls = [warm.submit(run_notebook, NotebookJob(path)) for _ in range(number)]
            assert [call.result() for call in calls] == [None] * number

    with WarmKernels(preload, workers=2) as warm:
        act(10)
        zygote = session.warm(preload) if how == "engine" else warm._crew._zygote
        watched = (os.getpid(), zygote._process.pid)
        ahead = int(how == "executor")  # the child that is forked for the next call
        children = settled(watched[1], ahead)
        before = [footprint(pid) for pid in watched]
        act(count)
        children = settled(watched[1], ahead)
        after = [footprint(pid) for pid in watched]
    assert len(children) == ahead
    assert gone(*children)
    assert threading.active_count() == threads
    for (files, memory), (files_after, memory_after) in zip(before, after, strict=True):
        assert files_after <= files + 3  # a child on its way out may still be listened to
        assert memory_after - memory < 2048 + 10 * count
    if how == "engine":
        zygote.close()
        assert gone(watched[1])
