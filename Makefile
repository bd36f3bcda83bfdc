# Two commands matter: `make demo` shows the product, `make test` runs every check. Both set themselves up.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: setup demo test fmt rules docs bench dist clean

setup: $(READY)

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	touch $(READY)

demo: $(READY)
	mkdir -p demo-output
	$(BIN)/lawcheck review "examples/小微企业服务管理办法（送审稿）.docx" --as-of 2026-06-01 --format json --output demo-output/review.json --fail-on never
	$(BIN)/lawcheck review "examples/小微企业服务管理办法（送审稿）.docx" --as-of 2026-06-01 --annotate demo-output/annotated.docx --fail-on never
	@echo
	@echo "demo-output/annotated.docx  带批注的 Word 文件"
	@echo "demo-output/review.json     机器可读的审查结果"

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(BIN)/pytest --numprocesses auto --dist loadfile

fmt: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

rules: $(READY)
	$(BIN)/lawcheck rules test

docs: $(READY)
	$(BIN)/python docs/generate.py

bench: $(READY)
	$(BIN)/python benchmarks/startup.py --max 0.65
	$(BIN)/python benchmarks/review_docx.py --max 8

dist: $(READY)
	$(BIN)/python -m build --outdir dist
	$(BIN)/python bundle/make_bundle.py dist

clean:
	rm -rf $(VENV) demo-output dist build
