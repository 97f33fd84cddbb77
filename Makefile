# The front door. `make` alone prints this list.

PREFIX ?= /usr/local
SWIFT ?= swift
TEST_PYTHON ?= /usr/bin/python3

.DEFAULT_GOAL := help
.PHONY: help build release unit test e2e check fuzz mutants raw states power bench demo install uninstall clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## debug build of everything
	$(SWIFT) build

# The runner is dynamic towards the C library alone: user look-ups go through the system's name
# services. A build folder of its own, because what is linked so is compiled for it.
RUNNER = --scratch-path .build/partly -c release -Xswiftc -static-stdlib \
  -Xswiftc -cross-module-optimization -Xlinker --gc-sections

release: ## dist/webhook-cgi (fully static; RECEIVER=musl|glibc|ordinary) and dist/spool-runner
	@mkdir -p dist
	$(SWIFT) build $(RUNNER) --product spool-runner
	@install -s -m 0755 .build/partly/release/spool-runner dist/spool-runner
	@SWIFT='$(SWIFT)' RECEIVER='$(RECEIVER)' scripts/build-receiver.sh dist
	@scripts/check-binary.sh dist

unit: ## unit tests only
	$(SWIFT) test --quiet

test: ## all tests: installs what they need when run as root
	@scripts/test.sh

e2e: release ## black-box tests: real nginx, fcgiwrap and systemd (root)
	@scripts/e2e.sh

check: ## lint, imports, warnings, binary; runs no tests
	@scripts/check.sh

fuzz: release ## damaged input for every reader, from fresh seeds (FUZZ_SECONDS, FUZZ_SEED)
	@scripts/fuzz.sh

mutants: ## take each sync away in turn and show which test notices
	@scripts/mutants.sh

raw: release ## 30,000 damaged requests on connections to the listener (root)
	@RAW_REQUESTS=30000 scripts/e2e.sh -k test_every_damaged_request_gets_one_answer

states: release ## passes over spools full of bad entries, from fresh seeds (RANDOM_STATES; root)
	@RANDOM_STATES=$${RANDOM_STATES:-50} scripts/e2e.sh -k test_random_states

power: release ## cut the power of ext4, xfs and btrfs under load (root)
	@scripts/power.sh

bench: release ## figures, side by side with a C reference
	@bench/run.sh

demo: release ## one real delivery from end to end, in a temporary folder
	@scripts/demo.sh

clean: ## remove what was built
	rm -rf .build dist

include deploy/install.mk
