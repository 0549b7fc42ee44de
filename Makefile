# make report   set up what is needed and run the main job on the Diplomat page
# make test     set up what is needed and pass all checks and tests
# make reports  make all committed reports again
# make lock     resolve the locked dependencies anew (needs uv)

PYTHON ?= python3
BIN := .venv/bin
DIPLOMAT := data/diplomat-north-korea
CNBC := data/cnbc-rare-earth

.PHONY: report reports test check lock clean

report: .venv/installed
	$(BIN)/toolkit report $(DIPLOMAT)/diplomat-north-koreas-six-trillion-dollar-question.txt \
	  --topics $(DIPLOMAT)/topics.toml --targets $(DIPLOMAT)/targets.toml \
	  -o reports/diplomat-north-korea

reports: report
	$(BIN)/toolkit report $(CNBC)/cnbc-why-china-wants-north-koreas-rare-earth-minerals.txt \
	  -o reports/cnbc-rare-earth

test: check
	$(BIN)/python -m pytest -n auto --cov --cov-report=term

check: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy


.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --extra dev --upgrade pyproject.toml -o requirements.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
