# The verbs of this repository. `make demo` and `make test` install what they need on Debian (as root).

SWIFT ?= swift

.PHONY: demo test test-newest test-podman check format bench docs release man install uninstall clean

## Bring the example workspace up, edit a file in both services, and show how long each edit took.
demo:
	@KEEP=$(KEEP) bash Scripts/demo

## Install what is missing, build, run all tests.
test:
	@bash Scripts/test

## The scenarios with the newest Docker Engine that Debian has, fetched and run beside the machine's own (as root).
test-newest:
	@bash Scripts/test-engine newest

## The scenarios with Podman, in the same way; Scripts/lacking/podman names what it cannot do.
test-podman:
	@bash Scripts/test-engine podman

## What can be said without building: the form of the sources, and of the scripts.
check:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests
	@bash Scripts/check-scripts

## Put every source file in its form.
format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

## Measure against docker compose, both in one run.
bench:
	@bash Benchmarks/run

## The reference of the library products, as web pages in .build/docs; a link that leads nowhere is an error.
docs:
	@bash Scripts/docs

## The binary that is shipped: .build-release/release/engarde
release:
	@SWIFT=$(SWIFT) bash Scripts/release

## The pages of the manual, from what the commands declare: .build-release/man
man: release
	.build-release/release/engarde man -o .build-release/man

## The program, its manual, completion for shells, and 'docker engarde'; PREFIX=/usr/local, DESTDIR=, COMPOSE=1 for 'docker compose'
install: release
	@PREFIX=$(PREFIX) DESTDIR=$(DESTDIR) COMPOSE=$(COMPOSE) bash Scripts/install

## What `make install` installed, removed again.
uninstall:
	@PREFIX=$(PREFIX) DESTDIR=$(DESTDIR) bash Scripts/install uninstall

## Everything that was built or measured; the peer's packages and the engine's log as well.
clean:
	@bash Scripts/ensure-engine stop
	@bash Scripts/ensure-newest-engine stop
	@bash Scripts/ensure-podman stop
	rm -rf .build .build-release
