# govstats: everything that a checkout can do. `make` alone lists the targets.

.DEFAULT_GOAL := help

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export PIP_ROOT_USER_ACTION := ignore
export PIP_USER := 0

# The interpreter that .venv is made from: the newest one found, or what PYTHON= names.
PYTHON ?=
PYTHONS := $(or $(PYTHON),python3.14 python3.13 python3.12 python3.11 python3)
PY := .venv/bin/python
READY := .venv/.installed

# The stamp holds the folder that .venv was made in: scripts in a .venv do not survive a move.
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
STALE := stale
endif

.PHONY: help report test lab lint types bench docs soak lock clean stale

help: ## list the targets | 列出全部目标
	@echo "govstats: make TARGET [PYTHON=python3.12]"
	@sed -n 's/^\([a-z]*\):.*## \(.*\) | \(.*\)/\1|\2|\3/p' Makefile | while IFS='|' read -r name en zh; do \
		printf '  %-8s %-62s %s\n' "$$name" "$$en" "$$zh"; done

report: $(READY) ## write the reports of every agency to outputs/ (zh, en) | 生成全部报告
	@.venv/bin/govstats render --year all --to html,pdf,docx,xlsx --out outputs
	@.venv/bin/govstats render --year all --to html,pdf,docx,xlsx --data data/synthetic --out outputs

test: $(READY) ## run the tests, two at a time | 运行测试
	@$(PY) -m pytest -q -n 2 --dist worksteal -m "not soak"

lab: $(READY) ## open the exploration notebook in JupyterLab | 在 JupyterLab 中打开探索笔记本
	@$(PY) -m jupyterlab --config lab/config.py $$([ "$$(id -u)" -ne 0 ] || echo --allow-root)

lint: $(READY) ## check style and formatting | 检查代码风格
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check

types: $(READY) ## check types | 检查类型
	@$(PY) -m mypy

bench: $(READY) ## run every benchmark | 运行性能测试
	@for script in benchmarks/*.py; do echo "== $$script"; $(PY) "$$script" || exit 1; done

docs: $(READY) ## write the documentation that follows from the code | 由代码生成文档
	@$(PY) docs/generate.py

soak: $(READY) ## run the long tests | 运行长时间测试
	@$(PY) -m pytest -q -m soak

lock: ## resolve requirements.lock anew from pyproject.toml (needs uv) | 重新生成依赖锁定文件
	@command -v uv >/dev/null || { echo "make lock needs uv: install it with 'pip install uv' or 'pipx install uv'." \
		"需要 uv：请先执行 pip install uv 或 pipx install uv。" >&2; exit 1; }
	@uv pip compile pyproject.toml --quiet --universal --generate-hashes --all-extras --python-version 3.11 \
		--no-config --upgrade --custom-compile-command "make lock" \
		--output-file requirements.lock

clean: ## remove what make wrote: outputs, caches, .venv | 清除生成的文件
	@find outputs -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +
	@find . -name .venv -prune -o -name .git -prune -o -type d \( -name __pycache__ -o -name .ipynb_checkpoints \) \
		-prune -exec rm -rf {} +
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

# The stamp goes first and comes back last: after an interruption the next run starts from nothing.
$(READY): requirements.lock pyproject.toml $(STALE)
	@python=; bare=; \
	for name in $(PYTHONS); do \
		"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		if "$$name" -c 'import ensurepip, venv' 2>/dev/null; then python=$$name; break; fi; \
		bare=$${bare:-$$name}; \
	done; \
	if [ -z "$$python" ] && [ -n "$$bare" ]; then \
		echo "$$bare has no venv module. Install it (Debian, Ubuntu: apt install python3-venv), then run make again." >&2; \
		echo "$$bare 缺少 venv 模块。请安装（Debian、Ubuntu：apt install python3-venv）后重新运行 make。" >&2; \
		exit 1; \
	elif [ -z "$$python" ]; then \
		echo "Python 3.11 or newer was not found (tried: $(PYTHONS))." \
			"Install it (Debian, Ubuntu: apt install python3 python3-venv) or name one: make PYTHON=/path/to/python3." >&2; \
		echo "未找到 Python 3.11 或更高版本（已尝试：$(PYTHONS)）。" \
			"请安装（Debian、Ubuntu：apt install python3 python3-venv），或指定：make PYTHON=/path/to/python3。" >&2; \
		exit 1; \
	fi; \
	if [ "$$(cat $(READY) 2>/dev/null)" = "$$(pwd -P)" ] && $(PY) -c '' 2>/dev/null; then \
		echo "Updating .venv / 正在更新 .venv"; \
		rm -f $(READY); \
	else \
		echo "Making .venv with $$("$$python" --version), about a minute / 正在创建 .venv，约需一分钟"; \
		rm -f $(READY); \
		"$$python" -m venv --clear .venv; \
	fi
	@$(PY) -m pip install --quiet --require-hashes -r requirements.lock
	@$(PY) -m pip install --quiet --no-deps --no-build-isolation -e .
	@pwd -P > $(READY)
