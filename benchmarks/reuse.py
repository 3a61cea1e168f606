"""How long it takes to compare every unit's text with every other's, beside difflib pair by pair.

    python benchmarks/reuse.py [UNITS]

A thousand invented units write part five in two thousand characters each, from a common stock of
words and set phrases; forty of them copy half of another's, and all hold a passage of one template.
Processor time is shown, difflib's from a sample of pairs. Trust the ratio, not the seconds.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from govstats.checks.reuse import check_reuse_between  # noqa: E402
from govstats.reports import Passage, Report  # noqa: E402

UNITS = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
LENGTH, COPIES, SAMPLE = 2000, 40, 30
WHO = "各科室 村居 办公室 窗口 分管同志 信息员 法制员 审核人 值班人员 联络员 综治办 便民中心 驻村干部 档案员 宣传委员 网格员".split()  # noqa: SIM905
WHEN = "每周 每月 每季度 年初 年末 遇到变动时 发文当天 会后三天内 收到申请后 换届之后 培训期间 检查之前".split()  # noqa: SIM905
HOW = "逐项 当面 分批 对照清单 会同村居 按照分工 通过台账 借助系统 利用例会 结合走访 委托专人 先行".split()  # noqa: SIM905
DO = "核对 更新 整理 登记 抽查 补录 公布 说明 归档 移交 复核 通报 撤换 翻译 绘制 测试 讲解 催办 汇总 标注".split()  # noqa: SIM905
WHAT = "栏目 台账 链接 文件 目录 图解 答复书 名单 账目 方案 公告 问答 手册 表格 附件 地图 照片 时间 电话 流程 依据 结果 清单 合同 预算".split()  # noqa: SIM905
SET = ("进一步加强政府信息公开工作", "针对上述问题，下一步将重点做好以下工作", "不断提高工作人员的业务能力和工作水平", "及时准确全面公开政府信息")  # fmt: skip
TEMPLATE = "县里统一要求各单位把公开栏目的更新情况写进半年小结，并由县里按季度核对后反馈，未按时更新的说明原因。"


def write(rng: random.Random, length: int) -> str:
    """Return so many characters of invented prose, one sentence in six a set phrase."""
    text = ""
    while len(text) < length:
        if rng.random() < 1 / 6:
            text += rng.choice(SET) + "。"
        else:
            text += "".join(map(rng.choice, (WHO, WHEN, HOW, DO, WHAT))) + rng.choice("，，。；")
    return text[:length]


def unit(number: int, text: str) -> Report:
    """Return a unit's report with its part five."""
    half = len(text) // 3
    passages = (Passage("problems", text[:half], "l1"), Passage("improvements", text[half:], "l2"))
    return Report(
        source=f"unit-{number}", sha256="", agency=f"unit-{number}", agency_name=f"单位{number}",
        year=2023, edition="2021", cells=(), passages=passages,
    )  # fmt: skip


def main() -> None:
    """Compare all units with each other, and a sample of pairs with difflib."""
    rng = random.Random(2023)  # noqa: S311 - invented prose
    texts = [TEMPLATE + write(rng, LENGTH) for _ in range(UNITS)]
    copied = {}
    for number in range(COPIES):
        source = number + UNITS // 2
        texts[number] = texts[source][: LENGTH // 2] + write(rng, LENGTH // 2)
        copied[number] = source
    reports = [unit(number, text) for number, text in enumerate(texts)]
    started = time.process_time()
    found = check_reuse_between(reports).failures
    ours = time.process_time() - started
    pairs = {frozenset(int(p.agency.split("-")[1]) for p in f.passages) for f in found}
    planted = {frozenset(pair) for pair in copied.items()}
    started = time.process_time()
    for _ in range(SAMPLE):
        one, other = rng.sample(texts, 2)
        SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    each = (time.process_time() - started) / SAMPLE
    every = UNITS * (UNITS - 1) / 2
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{UNITS} units, {every:.0f} pairs: {ours:.1f} s, {memory:.0f} MB at most")
    print(
        f"difflib: {each * 1000:.0f} ms a pair, {each * every / 3600:.1f} h for all; ratio {each * every / ours:.0f}"
    )
    print(
        f"copies found {len(pairs & planted)} of {len(planted)}, others named {len(pairs - planted)}"
    )


if __name__ == "__main__":
    main()
