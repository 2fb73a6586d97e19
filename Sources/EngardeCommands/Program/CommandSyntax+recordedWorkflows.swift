// swift-format-ignore-file

extension CommandSyntax {
    /// A part of ``recorded``.
    static let recordedWorkflows: [String: String] = [
        "dev": #"""
            -d --detach|flag|||||Leave the services running and a watcher in the background.
            --build|flag|||||Build images before starting containers.
            --no-deps|flag|||||Do not start the services that the named ones depend on.
            --dry-run|flag|||||Print the steps; change nothing.
            --menu|option|menu||true,false||Show services and keys at the bottom of the terminal; '=false' or COMPOSE_MENU=false leaves them out.
            --background|option hidden|background||||
            """#,
        "test": #"""
            --build|flag|||||Build images first, even where the tests' source is mounted.
            --no-build|flag|||||Do not build images, even if they are missing.
            --keep|flag|||||Leave containers, networks and volumes as they are in the end.
            --out|option|directory||||Where reports are copied to.
            --dry-run|flag|||||Print the steps; change nothing.
            """#,
        "sync": #"""
            --wait|flag|||||Wait until everything is in the containers; done without it, too.
            --once|flag|||||Compare and copy once, whoever watches.
            --timeout|option|seconds|120|||How long it may take.
            --log|flag|||||List what became of the last edits; wait for nothing.
            --format|option|format||||table, json (an object a line), a template, or 'table' and a template.
            --dry-run|flag hidden|||||
            """#,
        "rebuild": #"""
            --no-cache|flag|||||Do not use the cache.
            --pull|flag|||||Pull newer base images.
            --wait|flag|||||Wait until the services are ready.
            -f --follow|flag|||||Show what the services write then, until Ctrl-C.
            --dry-run|flag|||||Print the steps; change nothing.
            """#,
        "db": #"""
            --service|option|service||||The database, where there are several.
            -y --yes|flag|||||Do not ask before data is lost (reset, restore).
            --migrate|flag|||||Run the migrations in the new database (reset).
            --snapshot|option|name||||Take a snapshot before (reset).
            --no-backup|flag|||||Do not keep what is replaced as a snapshot (restore).
            --branch|flag|||||Let it belong to the branch that is checked out (snapshot).
            --remove|flag|||||Remove the snapshot of the name (snapshot).
            --format|option|format|table|||table, json (an object a line), a template, or 'table' and a template.
            -q --quiet|flag|||||Only names (list).
            --dry-run|flag|||||Print the steps; change nothing.
            """#,
        "debug": #"""
            --off|flag|||||Run the service as the files say again, and remove the editor's entry.
            --port|option|port||||The port of 127.0.0.1; without it the usual one, or the next that is free.
            --wait|flag|||||Let the application begin when a debugger is attached.
            --dry-run|flag|||||Print the steps; change nothing.
            """#,
        "profile": #"""
            --duration|option|seconds|10|||How long is recorded.
            -o --output|option|file||||Write to a file, or into a directory, in place of 'profiles' in the project.
            --rate|option|number|100|||How often it is looked at what runs, in a second.
            --idle|flag|||||Let what waits count, too; of Node.js it always does.
            --dry-run|flag|||||Print the steps; do nothing.
            """#,
        "prod-check": #"""
            --format|option|format|table|table,json||The format: table or json.
            --timeout|option|seconds||||How long services may take to become ready; without it 300.
            --keep|flag|||||Leave everything running, and say how to reach and remove it.
            --remove|flag|||||Remove what --keep left; check nothing.
            --dry-run|flag|||||Print the steps; take none.
            """#,
        "stacks": #"""
            --format|option|format|table|||table, json (an array), a template, or 'table' and a template.
            -q --quiet|flag|||||Only names.
            --gone|flag|||||With rm: those whose worktree is there no longer.
            -y --yes|flag|||||With rm: do not ask.
            --port|option|number|8080|||With proxy: the port on the loopback interface.
            -d --detach|flag|||||With proxy: leave it in the background and return.
            --stop|flag|||||With proxy: end the one in the background.
            --dry-run|flag|||||Print the steps; change nothing.
            --background|flag hidden|||||
            """#,
        "env": #"""
            --dry-run|flag hidden|||||
            --format|option|format||||list: as for other lists, or json; show: yaml or json; diff: text or json.
            """#,
        "open": #"""
            --port|option|number||||The port, in the container or on the host.
            --print|flag|||||Print the address; open nothing.
            --index|option|number||||Which of the service's containers.
            --dry-run|flag|||||Print the address; open nothing.
            """#,
        "update": #"""
            --no-cache|flag|||||Do not use the cache where images are built.
            --ignore-pull-failures|flag|||||Pull what can be pulled; a failure is only a warning.
            --wait|flag|||||Wait until what was replaced is ready.
            --dry-run|flag|||||Print the steps; change nothing.
            """#,
        "clean": #"""
            --volumes|flag|||||Remove volumes that no container mounts, too, with what they hold.
            -a --all|flag|||||Remove images that no container uses, too, and the engine's unused build cache.
            -y --yes|flag|||||Do not ask.
            --format|option|format|text|text,json||How to show it: text or json.
            --dry-run|flag|||||Show what would go and the steps; change nothing.
            """#,
        "aliases": #"""
            --dry-run|flag hidden|||||
            --shell|option|shell||bash,zsh,fish||The shell: bash, zsh or fish; without it, that of SHELL.
            """#,
    ]
}
