# `make demo` and `make test` set everything up by themselves. They need Python 3.11 or newer and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
UV := $(BIN)/uv pip compile --universal --no-strip-extras --generate-hashes --no-emit-index-url --no-annotate --no-header \
	--python-version 3.11
# The locks are complete, so pip resolves nothing and no later release can change the set-up.
INSTALL := $(PIP) install --no-deps --require-hashes -r
CHECK := said=$$($(BIN)/python -m pip --disable-pip-version-check check) || { echo "$$said"; exit 1; }

.PHONY: demo test test-buckets check docs bench bench-reading bench-audio bench-publish bench-pages bench-catalogue bench-engines bench-text bench-voices bench-faults bench-scale bench-buckets bench-peers lock sbom prove clean bench-install dist bench-overhead bench-rendering

demo: $(VENV)/run
	@$(BIN)/audionews build examples/articles --settings examples/audionews.toml --out output
	@echo "in this folder: $(BIN)/audionews serve"

test: $(VENV)/dev
	@$(BIN)/python -m pytest --cov --cov-report= -q -n logical --maxprocesses 8 --dist loadfile --no-loadscope-reorder
	@$(BIN)/coverage report --fail-under=95
	@$(BIN)/coverage report --fail-under=100 --include='*/audionews/arabic/*,*/audionews/articles/*,*/audionews/diacritizers/*,*/audionews/building/*'

check: $(VENV)/dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

# The site is checked once more as it was built: its links and anchors, and that it asks no other host for anything.
docs: $(VENV)/docs/ready
	@$(VENV)/docs/bin/zensical build --strict --clean
	@$(VENV)/docs/bin/python -m tests.built_site site
	@echo "open site/index.html"

$(VENV)/docs/ready: requirements/docs.txt | $(VENV)/bin/python
	@echo "setting up the documentation (once)"
	@$(BIN)/python -m venv $(VENV)/docs
	@$(VENV)/docs/bin/python -m pip --disable-pip-version-check -q install --no-deps --require-hashes -r requirements/docs.txt
	@touch $@

bench: $(VENV)/dev
	@$(BIN)/python bench/build.py

bench-reading: $(VENV)/dev
	@$(BIN)/python bench/reading.py
	@$(BIN)/python bench/fetch.py

bench-audio: $(VENV)/dev
	@$(BIN)/python bench/audio.py

bench-publish: $(VENV)/dev
	@$(BIN)/python bench/publish.py

bench-pages: $(VENV)/dev demo
	@$(BIN)/python bench/pages.py output

bench-catalogue: $(VENV)/dev
	@$(BIN)/python bench/catalogue.py
	@$(BIN)/python bench/races.py

bench-rendering: $(VENV)/dev
	@$(BIN)/python bench/rendering.py

bench-engines: $(VENV)/dev
	@$(BIN)/python bench/engines.py

bench-text: $(VENV)/dev
	@$(BIN)/python bench/text.py

bench-voices: $(VENV)/dev $(VENV)/measure/ready
	@$(BIN)/python bench/voices.py $(VOICES)

# Needs strace, libfaketime, and the right to mount a disk in memory.
bench-faults: $(VENV)/dev
	@$(BIN)/python bench/faults.py
	@$(BIN)/python bench/power.py
	@$(BIN)/python bench/polling.py

# Runs the tests of stores against local servers, which need packages that do not go together with ours: they lie over
# them. Without npm that of Azure, and without sshd one of those of SFTP, is left out.
test-buckets: $(VENV)/buckets/ready
	@AUDIONEWS_STRICT=programs $(VENV)/buckets/bin/python -m pytest -q tests/system/test_buckets.py \
		tests/system/test_bucket_builds.py tests/system/test_object_stores.py tests/e2e/test_object_storage.py

bench-buckets: $(VENV)/buckets/ready
	@$(VENV)/buckets/bin/python -m bench.buckets
	@$(VENV)/buckets/bin/python -m bench.places

$(VENV)/buckets/ready: requirements/buckets.txt $(VENV)/dev
	@$(BIN)/python -m venv $(VENV)/buckets
	@$(VENV)/buckets/bin/python -m pip --disable-pip-version-check -q install --no-deps --require-hashes -r requirements/buckets.txt
	@echo "import site; site.addsitedir('$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')')" \
		> "$$($(VENV)/buckets/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/all.pth"
	@! command -v npm >/dev/null || npm install --silent --no-save --no-audit --no-fund --ignore-scripts \
		--prefix $(VENV)/buckets/node azurite@3.35.0 >/dev/null
	@touch $@

bench-scale: $(VENV)/dev
	@$(BIN)/python bench/scale.py

# Against what is commonly used instead; the tables of README come from one run of it.
bench-peers: $(VENV)/dev
	@$(BIN)/python bench/peers.py && echo
	@$(BIN)/python bench/same_voice.py && echo
	@$(BIN)/python bench/audio.py --encode 20 --join 20 && echo
	@$(BIN)/python bench/publish.py --feed

# Builds the source archive and the wheel, twice: two builds must have the same bytes.
dist: $(VENV)/dev
	@rm -rf dist build/again && $(BIN)/python -m hatchling build -d dist >/dev/null && $(BIN)/python -m hatchling build -d build/again >/dev/null
	@for file in dist/*; do cmp "$$file" "build/again/$${file##*/}" || exit 1; done; sha256sum dist/*

# Installs the wheel with each extra into an environment of its own, and runs its demonstration outside of the repository.
bench-install: dist
	@$(BIN)/python bench/install.py dist/*.whl

# Needs the voice ar-ziad: audionews voices install ar-ziad.
bench-overhead: $(VENV)/dev
	@$(BIN)/python bench/overhead.py

# The locks hold hashes for every platform and name no host. The extra proof is in none: its tests need a model besides.
lock: $(VENV)/bin/python
	@$(PIP) install uv
	$(UV) --extra espeak --extra hts --group build pyproject.toml -o requirements/run.txt
	$(UV) $(patsubst %,--extra %,alternate cluster edge espeak hts piper) --group dev pyproject.toml -o requirements/dev.txt
	$(UV) --group pyproject.toml:measure -o requirements/measure.txt
	$(UV) --group pyproject.toml:buckets -o requirements/buckets.txt
	$(UV) --group pyproject.toml:docs -o requirements/docs.txt
	@$(MAKE) -s sbom
	@for lock in run dev; do $(MAKE) -s prove LOCK=requirements/$$lock.txt || exit 1; done
	@$(MAKE) -s prove LOCK=requirements/measure.txt PROVEN='-c "import bench.listener"'

# The bill of materials, made from the locks and requirements/licences.toml, and checked against the schema of CycloneDX.
sbom: $(VENV)/bin/python
	@$(BIN)/python requirements/sbom.py
	@$(BIN)/python -m venv $(VENV)/sbom && $(VENV)/sbom/bin/python -m pip install -q 'cyclonedx-python-lib[json-validation]>=11,<12'
	@$(VENV)/sbom/bin/python -c 'import sys; from pathlib import Path; \
		from cyclonedx.schema import SchemaVersion; from cyclonedx.validation.json import JsonStrictValidator; \
		sys.exit(JsonStrictValidator(SchemaVersion.V1_6).validate_str(Path("requirements/sbom.cdx.json").read_text("utf-8")))'
	@rm -rf $(VENV)/sbom

# Installs a lock with the oldest supported pip, which looks extras up anew where later ones accept the pin.
PROOF := $(VENV)/proof
PROVEN := -m pip check
prove:
	@rm -rf $(PROOF) && $(BIN)/python -m venv $(PROOF) && $(PROOF)/bin/python -m pip install -q pip==23.0
	@$(PROOF)/bin/python -m pip install -q --no-deps --require-hashes -r $(LOCK) && $(PROOF)/bin/python $(PROVEN)
	@rm -rf $(PROOF)

clean:
	rm -rf $(VENV) build dist site .cache .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find output -mindepth 1 ! -name .gitkeep -delete

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "audionews: needs Python 3.11 or newer\n  try: make PYTHON=python3.11 demo")'
	@$(PYTHON) -m venv $(VENV)

# hatchling is in both locks, so the editable install needs nothing that is not locked.
$(VENV)/run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "setting up (once)"
	@$(INSTALL) requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@$(CHECK)
	@touch $@

$(VENV)/dev: requirements/dev.txt $(VENV)/run
	@$(INSTALL) requirements/dev.txt
	@$(CHECK)
	@touch $@

# What listens to the voices: an environment of its own, which nothing else needs.
$(VENV)/measure/ready: requirements/measure.txt | $(VENV)/bin/python
	@echo "setting up the listener (once)"
	@$(BIN)/python -m venv $(VENV)/measure
	@$(VENV)/measure/bin/python -m pip --disable-pip-version-check -q install --no-deps --require-hashes -r requirements/measure.txt
	@touch $@
