# make demo: try it.  make test: everything.  make help: the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
CARGO ?= cargo
VANBAN = $(or $(CARGO_TARGET_DIR),target)/release/vanban
BASE ?= HEAD

.PHONY: help demo build lint test hostile bench bench-search records compare sample clean

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' Makefile

demo: build ## install what is missing, build, index corpus/, search it and trace a directive
	@bash tests/demo.sh $(VANBAN)

build: ## the program, at full speed
	@bash tests/toolchain.sh
	$(CARGO) build --release --locked

lint: ## format, clippy, documentation, licences
	@bash tests/toolchain.sh
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --no-deps --document-private-items --quiet
	@bash tests/licences.sh

test: ## everything: rules, laws, commands, the sample corpus and a second story from another seed
	@bash tests/toolchain.sh
	$(CARGO) test --locked

hostile: ## 2,000 damaged copies of real documents and every bomb, within limits
	@bash tests/toolchain.sh
	VANBAN_HOSTILE=2000 $(CARGO) test --locked --test hostile -- --nocapture --test-threads 1

bench: build ## speed of recognition and of a whole build, and what is read, beside their peers; quote ratios
	$(CARGO) bench --locked --bench pipeline --bench reading
	@python3 tests/bench/ocr.py $(VANBAN)

bench-search: ## relevance, speed and size of search, beside its peers: make bench-search ARGS="speed --documents 1000000"
	$(CARGO) bench --locked --bench search -- $(ARGS)

records: ## write tests/records.jsonl anew: its diff is what a change of rules gained and lost
	UPDATE=1 $(CARGO) test --locked --test records

compare: ## what this tree gains and loses against another: make compare BASE=main CORPUS=folder
	@bash tests/compare.sh $(BASE) $(or $(CORPUS),corpus)

sample: ## write corpus/ anew
	$(CARGO) run --locked --example make -- --seed 7 --out corpus

clean: ## remove what was built
	$(CARGO) clean
	rm -rf index
