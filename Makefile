# `make help` lists what there is. Nothing here is needed to use Concord: ./run and ./test are.

PYTHON = .venv/bin/python
.DEFAULT_GOAL = help

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: ## the site with its demo organisation, on port 8000
	./run

.PHONY: test
test: ## every test, browser tests included
	./test

.PHONY: test-production
test-production: .venv ## the main job over Debian's PostgreSQL and RabbitMQ, set up as in docker-compose.yml
	$(PYTHON) -m tests.production

.PHONY: check
check: ## everything that CI asks for
	bash .ci/run

.PHONY: format
format: .venv ## Python in the house's shape
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

.PHONY: types
types: .venv ## mypy alone
	$(PYTHON) -m mypy .

.PHONY: diagnose-power
diagnose-power: .venv ## how often the interviewer calibration names somebody rightly, and how often wrongly
	OPENBLAS_NUM_THREADS=1 $(PYTHON) -m tests.consensus.statistics.diagnostics.power

.PHONY: screenshots
screenshots: .venv ## every page of a fresh demo, wide, phone, dark and 320 px, with what axe says; ARGS="--guide" those of the guide
	$(PYTHON) -m tests.screenshots $(ARGS)

.PHONY: leaks
leaks: .venv ## twin worlds whole: every address, method, probe, viewer and state, with a table of what was compared
	$(PYTHON) -m tests.leaks $(ARGS)

.PHONY: machine
machine: .venv ## people do anything in any order over HTTP: EXAMPLES= panels of at most STEPS= steps (150 of 40: ten minutes)
	CONCORD_MACHINE="$(or $(EXAMPLES),150) $(or $(STEPS),40)" $(PYTHON) -m pytest -q tests/machine

.PHONY: chaos
chaos: .venv ## WHAT=saves, reports, broker or mix; SIZE=, ROUNDS=, SEED=: a site whose processes are killed, frozen and starved
	$(PYTHON) -m tests.chaos $(or $(WHAT),mix) $(if $(SIZE),--size $(SIZE)) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(SEED),--seed $(SEED))

.PHONY: typing
typing: .venv ## N= browsers are killed while somebody types: how many seconds of typing are gone
	CONCORD_TYPING=$(or $(N),50) $(PYTHON) -m pytest -n0 -q -s tests/scorecards/test_browser_dies.py

.PHONY: coverage
coverage: .venv ## lines and branches of the rule, of submitting and of aggregation that their tests reach
	$(PYTHON) -m coverage run --branch --include='$(COVERED)' -m pytest -q -n 0 -m "not browser" $(COVERED_BY)
	$(PYTHON) -m coverage report --show-missing --skip-covered
comma := ,
empty :=
space := $(empty) $(empty)
COVERED = $(subst $(space),$(comma),$(strip panels/scorecards/blinding.py panels/scorecards/actions.py panels/scorecards/opening.py \
    panels/scorecards/drafts.py panels/scorecards/completeness.py panels/scorecards/payloads.py panels/scorecards/receivers.py \
    panels/scorecards/exposure.py panels/scorecards/chasing_actions.py panels/seating/actions/locks.py panels/seating/actions/endings.py \
    panels/seating/actions/chasing.py panels/seating/actions/erasing.py panels/seating/actions/recusing.py \
    panels/overview/erasing/carrying_out.py panels/overview/erasing/ledger.py panels/overview/erasing/files.py \
    panels/seating/actions/outside.py panels/consensus/gather.py panels/consensus/counted.py \
    panels/consensus/basis.py panels/consensus/digest.py panels/consensus/outbox.py panels/consensus/rounding.py \
    panels/consensus/receivers.py panels/consensus/tasks.py panels/consensus/actions/building.py panels/consensus/actions/reports.py \
    panels/scorecards/talking.py panels/decisions/agenda.py panels/decisions/debriefing.py panels/decisions/opening.py \
    interviews/roles/blinding.py interviews/roles/actions/kickoffs.py \
    interviews/runtime/actor.py interviews/audit/actions.py interviews/audit/chain.py interviews/audit/canonical.py))
COVERED_BY = tests/scorecards tests/seating tests/consensus/actions tests/consensus/test_gather.py tests/consensus/test_rights.py \
    tests/consensus/test_race.py tests/consensus/test_outbox.py tests/overview/erasing tests/consensus/test_views.py tests/runtime/test_actor.py tests/audit tests/decisions \
    tests/roles/test_kickoffs.py tests/consensus/test_tasks.py tests/chaos/test_killed_at_points.py

.PHONY: audit
audit: .venv ## known faults in what Concord stands on (asks the package index), bandit, Django's check for a deployed site
	env CONCORD_SITE_URL=https://concord.example CONCORD_ALLOWED_HOSTS=concord.example CONCORD_BEHIND_PROXY=1 \
	    CONCORD_SECRET_KEY="$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))')" \
	    $(PYTHON) manage.py check --deploy --fail-level WARNING
	.venv/bin/bandit --quiet --configfile pyproject.toml --recursive interviews panels
	.venv/bin/pip-audit --strict --requirement requirements.txt --require-hashes --disable-pip

.PHONY: tamper
tamper: .venv ## N= random changes behind Concord's back, SEED= if wanted: does `verify` find each? 1,000 take four minutes
	CONCORD_TAMPER=$(or $(N),1000) CONCORD_TAMPER_SEED=$(SEED) $(PYTHON) -m pytest -q -s tests/overview/demo/test_verify.py

.PHONY: bench-measures
bench-measures: .venv ## how long the measures take, as JSON; FILE= the ratings of InstEval, else made-up ones
	$(PYTHON) -m bench.measures "$(FILE)"

.PHONY: bench-fence
bench-fence: .venv ## what row-level security costs each page and step, with and without it, as JSON; PANELS= how many
	DJANGO_SETTINGS_MODULE=interviews.settings $(PYTHON) -m bench.fence $(or $(PANELS),600)

.PHONY: simulate
simulate: .venv ## coverage and error of the adjusted score in eight kinds of organisation, 300 each: ten minutes
	OPENBLAS_NUM_THREADS=1 $(PYTHON) -m tests.consensus.statistics.simulation

.PHONY: mutation
mutation: .venv ## puts small faults into the formulas: do the tests notice 90 %? six minutes; all of one: FILES=d_study.py ARGS="--per-file 0"
	PYTHONHASHSEED=0 OPENBLAS_NUM_THREADS=1 nice $(PYTHON) -m tests.mutation $(ARGS) $(FILES)

.PHONY: mutation-site
mutation-site: .venv ## the same for the rule, submitting and aggregation, with a database: ten minutes; all of one: FILES=panels/... ARGS="--per-file 0"
	PYTHONHASHSEED=0 OPENBLAS_NUM_THREADS=1 nice $(PYTHON) -m tests.mutation.site $(ARGS) $(FILES)

.PHONY: lock
lock: .venv ## requirements*.txt from pyproject.toml, newest versions, with hashes
	$(PYTHON) -m uv lock --upgrade
	$(PYTHON) -m uv export --quiet --frozen --no-dev $(LOCKED) --output-file requirements.txt
	$(PYTHON) -m uv export --quiet --frozen $(LOCKED) --output-file requirements-dev.txt
	$(PYTHON) -m uv export --quiet --frozen --only-group tool $(LOCKED) --output-file requirements-uv.txt
LOCKED = --format requirements-txt --no-emit-project --no-header --no-annotate

.PHONY: clean
clean: ## what tests and tools left behind; never var/, the data folder
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.venv:
	. .ci/environment.sh && have_environment requirements-dev.txt
