# The verbs of this repository. `make demo` and `make test` install what they need on Debian (as root).

SWIFT ?= swift
RELEASE_FLAGS = -c release --static-swift-stdlib --scratch-path .build-release -Xlinker -s

.PHONY: demo test check format bench docs release clean

## Bring the example workspace up, edit a file in both services, and show how long each edit took.
demo:
	@KEEP=$(KEEP) bash Scripts/demo

## Install what is missing, build, run all tests.
test:
	@bash Scripts/test

## Formatting and other static checks.
check:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests
	@bash -n Scripts/demo Scripts/test Scripts/ensure-engine Scripts/ensure-compose

## Put every source file in its form.
format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

## Measure against docker compose, both in one run.
bench:
	@bash Benchmarks/run

## The documentation of the library products.
docs:
	$(SWIFT) build --target ComposeLoader
	@echo "start reading at docs/Modules.md"

## The binary that is shipped: .build-release/release/engarde
release:
	$(SWIFT) build $(RELEASE_FLAGS) --product engarde

clean:
	rm -rf .build .build-release
