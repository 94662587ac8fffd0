# For developers; users need only ./run and ./test.
PYTHON = .venv/bin/python

.PHONY: lock text revision bench journeys faults shots

lock:            ## resolve pyproject.toml anew and write the two lock files (needs uv)
	rm -f uv.lock
	uv lock --quiet
	uv export --quiet --no-emit-project --no-header --no-dev -o requirements.lock
	uv export --quiet --no-emit-project --no-header -o requirements-dev.lock

text:            ## collect the texts, bring the Chinese catalogue up to date, compile it
	PYTHONPATH=. $(PYTHON) packaging/texts.py

revision:        ## M="what changes": write the next Alembic revision from what the tables declare
	PYTHONPATH=. $(PYTHON) packaging/revision.py "$(M)"

bench:           ## ours beside the raw limit, as ratios, in one run; ONLY="searching years" chooses parts
	PYTHONPATH=. $(PYTHON) -m bench $(if $(ONLY),--only $(ONLY))

journeys:        ## a stranger at the keyboard: real keys into the window, read back through the accessibility bus
	tests/journeys/outside/run

faults:          ## every kill, full disk and crowd of writers, and a month of 380 people, whole
	FAULTS=all ./test -m "" tests/faults tests/app/test_demo_month.py -s

shots:           ## every page in both languages and both looks, at 100 % and at 200 %; ONLY="cells talks" chooses pages
	PYTHONPATH=. $(PYTHON) -m ui.shots --db $(SHOTS_DB) --to build/shots $(addprefix --page ,$(ONLY))
	PYTHONPATH=. $(PYTHON) -m ui.shots --db $(SHOTS_DB) --to build/shots --scale 200 $(addprefix --page ,$(ONLY))

SHOTS_DB = build/shots.daybook
shots: | $(SHOTS_DB)
$(SHOTS_DB):
	mkdir -p build
	$(PYTHON) -m facility_app.cli demo --db $@ --people 120 --staff 40 --days 5 --today
