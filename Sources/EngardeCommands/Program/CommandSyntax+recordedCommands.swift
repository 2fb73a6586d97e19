// swift-format-ignore-file

extension CommandSyntax {
    /// A part of ``recorded``.
    static let recordedCommands: [String: String] = [
        "engarde": #"""
            -f --file|option repeating|file||||A Compose file; may be given several times, later ones win; '-' is standard input.
            -p --project-name|option|name||||The project's name.
            --profile|option repeating|profile||||A profile to enable; may be given several times; '*' is all.
            --env-file|option repeating|file||||A file with variables, in place of '.env'; later ones win.
            -E --environment|option|environment||||The environment, such as dev or prod: its Compose files on top of the base file, and its env files.
            --project-directory --workdir|option|directory||||The project's directory.
            --all-resources|flag|||||Take networks and volumes that no service uses, too.
            --compatibility|flag|||||Separate the parts of names by '_', as the first Compose did.
            --dry-run|flag|||||Print the plan; change nothing.
            --parallel|option|number|-1|||How many steps are under way at once.
            --progress|option|mode|auto|auto,tty,plain,json,quiet||How progress is shown: auto, tty, plain, json or quiet.
            --ansi|option|mode|auto|auto,never,always||When colours and redrawing are used: auto, never or always.
            --no-ansi|flag hidden|||||
            --redact|option|redact||true,false||Leave out values that may be secret in plans, events and errors; done unless '=false'.
            --verbose|flag|||||Print each plan with the causes of its steps before it is carried out.
            -v --version|flag|||||Show the version.
            -c --context|option|name||||The docker context whose engine is meant; wins over DOCKER_HOST.
            -H --host|option repeating|address||||The engine's address: unix://, tcp:// or ssh://.
            --config|option hidden|config||||
            --tls|flag hidden|||||
            --tlsverify|flag hidden|||||
            --tlscacert|option hidden|tlscacert||||
            --tlscert|option hidden|tlscert||||
            --tlskey|option hidden|tlskey||||
            -D --debug|flag hidden|||||
            -l --log-level|option hidden|log-level||||
            """#,
        "up": #"""
            -d --detach|flag|||||Leave the services running and return.
            -w --watch|flag|||||Carry saved edits into the containers.
            --no-reload|flag|||||With --watch: go on with the Compose files, env files and Dockerfiles as they were at the start.
            --wait|flag|||||Wait until all services are ready; implies -d.
            --wait-timeout|option|seconds||||How long services may take to become ready.
            --no-start|flag|||||Create everything, and start nothing.
            --dry-run|flag|||||Print the plan and the cause of each step; change nothing.
            --isolated|option|isolated||true,false|A stack of its own|Give this checkout a stack of its own, beside others of the repository; '=false' undoes that.
            --no-isolated|flag||||A stack of its own|Let this checkout's project go by its own name again.
            --fresh|flag||||A stack of its own|Let the stack begin with empty volumes, and not with copies of the first one's.
            --build|flag||||Images|Build images before starting containers.
            --no-build|flag||||Images|Do not build images, even if they are missing.
            --pull|option|when|policy|always,build,missing,never,policy|Images|Pull images: always, missing, never, build (do not pull what can be built), or policy (as the files say).
            --quiet-build|flag||||Images|Show nothing of building but failures.
            --quiet-pull|flag||||Images|Of pulling, show only that it is done, and failures.
            --force-recreate|flag||||Containers|Replace containers even if nothing changed.
            --no-recreate|flag||||Containers|Keep containers even if their configuration changed.
            --always-recreate-deps|flag||||Containers|Replace the containers of the services that the named ones depend on, too.
            --no-deps|flag||||Containers|Do not start the services that the named ones depend on.
            --remove-orphans|flag||||Containers|Remove containers of services that the project does not have.
            -V --renew-anon-volumes|flag||||Containers|Give replaced containers new anonymous volumes.
            --scale|option repeating|service=number|||Containers|How many containers a service has.
            -t --timeout|option|seconds|||Containers|How long a container may take to stop.
            -y --yes|flag||||Containers|Answer every question with yes.
            --attach|option repeating|service|||Output|Show only the output of this service; may be given several times.
            --no-attach|option repeating|service|||Output|Do not show the output of this service; may be given several times.
            --attach-dependencies|flag||||Output|Show the output of the services that the named ones depend on, too.
            --no-log-prefix|flag||||Output|Show log lines without the container's name.
            --no-color|flag||||Output|Show log lines without colour.
            --timestamps|flag||||Output|Show the time of each log line.
            --menu|option|menu||true,false|Output|Show services and keys at the bottom of the terminal; '=false' or COMPOSE_MENU=false leaves them out.
            --abort-on-container-exit|flag||||Ending by itself|Stop everything as soon as a container has ended; exit with its code.
            --abort-on-container-failure|flag||||Ending by itself|Stop everything as soon as a container has failed; exit with its code.
            --exit-code-from|option|service|||Ending by itself|Exit with the code of this service's container; implies --abort-on-container-exit.
            """#,
        "watch": #"""
            --no-up|flag|||||Do not bring the services up first.
            --dry-run|flag|||||Print the plan that brings the services up; change nothing, watch nothing.
            --quiet|flag|||||Show nothing of building but failures.
            --no-reload|flag|||||Go on with the Compose files, env files and Dockerfiles as they were at the start.
            --prune|option hidden|prune|true|true,false||
            --menu|option|menu||true,false||Show services and keys at the bottom of the terminal; '=false' or COMPOSE_MENU=false leaves them out.
            --attach|flag|||||Show what the watcher in the background does, until Ctrl-C; it goes on.
            --stop|flag|||||End the watcher in the background.
            --background|option hidden|background||||
            """#,
        "down": #"""
            -v --volumes --volume|flag|||||Remove named volumes that are not external, and anonymous ones.
            --remove-orphans|flag|||||Remove containers of services that the project does not have, too.
            --rmi|option|rmi||local,all||Remove images: local (those without a name of their own) or all.
            -t --timeout|option|seconds||||How long a container may take to stop.
            --dry-run|flag|||||Print the plan; change nothing.
            """#,
        "start": #"""
            --wait|flag|||||Wait until the services are ready.
            --wait-timeout|option|seconds||||How long services may take to become ready; implies --wait.
            --dry-run|flag|||||Print the plan; change nothing.
            """#,
        "stop": #"""
            -t --timeout|option|seconds||||How long a container may take to stop.
            --dry-run|flag|||||Print the plan; change nothing.
            """#,
        "restart": #"""
            -t --timeout|option|seconds||||How long a container may take to stop.
            --no-deps|flag|||||Leave the services alone that depend on the named ones with 'restart: true'.
            --dry-run|flag|||||Print the plan; change nothing.
            """#,
        "kill": #"""
            -s --signal|option|signal|SIGKILL|||The signal, by name or number.
            --remove-orphans|flag|||||Kill and remove containers of services that the project does not have, too.
            --dry-run|flag|||||Print the plan; change nothing.
            """#,
        "pause": #"""
            --dry-run|flag|||||Print the plan; change nothing.
            """#,
        "unpause": #"""
            --dry-run|flag|||||Print the plan; change nothing.
            """#,
        "create": #"""
            --dry-run|flag|||||Print the plan and the cause of each step; change nothing.
            --build|flag||||Images|Build images before starting containers.
            --no-build|flag||||Images|Do not build images, even if they are missing.
            --pull|option|when|policy|always,build,missing,never,policy|Images|Pull images: always, missing, never, build (do not pull what can be built), or policy (as the files say).
            --quiet-build|flag||||Images|Show nothing of building but failures.
            --quiet-pull|flag||||Images|Of pulling, show only that it is done, and failures.
            --force-recreate|flag||||Containers|Replace containers even if nothing changed.
            --no-recreate|flag||||Containers|Keep containers even if their configuration changed.
            --always-recreate-deps|flag||||Containers|Replace the containers of the services that the named ones depend on, too.
            --no-deps|flag||||Containers|Do not start the services that the named ones depend on.
            --remove-orphans|flag||||Containers|Remove containers of services that the project does not have.
            -V --renew-anon-volumes|flag||||Containers|Give replaced containers new anonymous volumes.
            --scale|option repeating|service=number|||Containers|How many containers a service has.
            -t --timeout|option|seconds|||Containers|How long a container may take to stop.
            -y --yes|flag||||Containers|Answer every question with yes.
            """#,
        "rm": #"""
            -f --force|flag|||||Do not ask.
            -s --stop|flag|||||Stop and remove containers that run, too.
            -v --volumes|flag|||||Remove the containers' anonymous volumes, too.
            -a --all|flag hidden|||||
            --dry-run|flag|||||Print the plan; change nothing.
            """#,
        "scale": #"""
            --no-deps|flag|||||Leave the services alone that the named ones depend on.
            --dry-run|flag|||||Print the plan and the cause of each step; change nothing.
            """#,
        "wait": #"""
            --down-project|flag|||||Take the project down as soon as the first container has ended.
            --dry-run|flag|||||Say what would be waited for; wait for nothing.
            """#,
        "ps": #"""
            --dry-run|flag hidden|||||
            -a --all|flag||||Which containers|Those that do not run and those of single commands, too.
            --status|option repeating|state||created,dead,exited,paused,removing,restarting,running|Which containers|Those that are: created, dead, exited, paused, removing, restarting or running.
            --filter|option|status=state|||Which containers|The same in another form.
            --orphans|option|orphans|true|true,false|Which containers|Those of services that the project does not have, too; '=false' leaves them out.
            --format|option|format|||What is printed|table, json (an object a line), a template, or 'table' and a template.
            --no-trunc|flag||||What is printed|Long values are not cut.
            -q --quiet|flag||||What is printed|Only identifiers.
            --services|flag||||What is printed|Only the names of services.
            """#,
        "logs": #"""
            --dry-run|flag hidden|||||
            -f --follow|flag|||||Show new lines as they come.
            -n --tail|option|number|all|||How many of the last lines of each container to show, or 'all'.
            --since|option|time||||Show what was written from then on: '10m' ago, or an instant.
            --until|option|time||||Show what was written until then.
            --index|option|number||||Show one of the service's containers.
            -t --timestamps|flag|||||Show the time of each line.
            --no-log-prefix|flag|||||Show lines without the container's name.
            --no-color|flag|||||Show lines without colour.
            --watch|flag|||||Show what the watcher in the background said, in place of the services' output.
            """#,
        "top": #"""
            --dry-run|flag hidden|||||
            """#,
        "stats": #"""
            --dry-run|flag hidden|||||
            -a --all|flag|||||Containers that do not run, too.
            --format|option|format|table|||table, json (an object a line), a template, or 'table' and a template.
            --no-stream|flag|||||Look once.
            --no-trunc|flag|||||Identifiers are not cut.
            """#,
        "events": #"""
            --dry-run|flag hidden|||||
            --json|flag|||||Show each as a JSON object on a line.
            --since|option|time||||Show what happened from then on: '10m' ago, or an instant.
            --until|option|time||||End then.
            """#,
        "port": #"""
            --dry-run|flag hidden|||||
            --protocol|option|protocol||tcp,udp,sctp||The protocol: tcp, udp or sctp.
            --index|option|number||||Which of the service's containers.
            """#,
        "volumes": #"""
            --dry-run|flag hidden|||||
            --format|option|format|table|||table, json (an object a line), a template, or 'table' and a template.
            -q --quiet|flag|||||Only names.
            """#,
        "ls": #"""
            --dry-run|flag hidden|||||
            -a --all|flag|||||Those of which nothing runs, too.
            --filter|option repeating|name=pattern||||Those whose name has a part that fits this pattern.
            --format|option|format|table|||table, json (an array), a template, or 'table' and a template.
            -q --quiet|flag|||||Only names.
            """#,
        "exec": #"""
            -T --no-tty --no-TTY|flag|||||Give the command no terminal.
            -d --detach|flag|||||Return without waiting for the command.
            -e --env|option repeating|name=value||||A further variable.
            -u --user|option|user||||The user.
            -w --workdir|option|directory||||The directory.
            --index|option|number||||Which of the service's containers.
            --privileged|flag|||||Give the command all rights.
            --dry-run|flag|||||Say what would be run; run nothing.
            -i --interactive|option hidden|interactive||true,false||
            -t --tty|flag hidden|||||
            """#,
        "run": #"""
            -d --detach|flag|||||Leave the command running and print its container's identifier.
            -T --no-tty --no-TTY|option|no-tty||true,false||Give the command no terminal.
            -t --tty|option hidden|tty||true,false||
            -i --interactive|option|interactive||true,false||Connect standard input; '--interactive=false' does not.
            --no-deps|flag|||||Do not start the services that the service depends on.
            --remove-orphans|flag|||||Remove containers of services that the project does not have, and ended ones of 'run'.
            -q --quiet|flag|||||Show nothing of what is done before the command runs.
            --dry-run|flag|||||Print the plan; change nothing.
            --rm|flag||||Container|Remove the container when the command has ended.
            --name|option|name|||Container|The container's name.
            -e --env|option repeating|name=value|||Container|A further variable; without a value it is that of this shell.
            --env-from-file|option repeating|file|||Container|A file with further variables.
            --entrypoint|option|command|||Container|What runs in place of the image's entrypoint.
            -u --user|option|user|||Container|The user.
            -w --workdir|option|directory|||Container|The directory.
            -v --volume --volumes|option repeating|mount|||Container|A further mount: 'source:target[:options]'.
            -l --label --labels|option repeating|name=value|||Container|A further label.
            -p --publish|option repeating|port|||Container|A port to publish: '[host port:]port'.
            -P --service-ports|flag||||Container|Publish the service's ports, which 'run' else leaves out.
            --use-aliases|flag||||Container|Make the container known in its networks as the service is.
            --cap-add|option repeating|capability|||Container|A capability to add.
            --cap-drop|option repeating|capability|||Container|A capability to drop.
            --build|flag||||Images|Build images before starting containers.
            --no-build|flag||||Images|Do not build images, even if they are missing.
            --pull|option|when|policy|always,build,missing,never,policy|Images|Pull images: always, missing, never, build (do not pull what can be built), or policy (as the files say).
            --quiet-build|flag||||Images|Show nothing of building but failures.
            --quiet-pull|flag||||Images|Of pulling, show only that it is done, and failures.
            """#,
        "attach": #"""
            --index|option|number||||Which of the service's containers.
            --detach-keys|option|keys||||The keys that disconnect, such as 'ctrl-x,x'.
            --no-stdin|flag|||||Do not hand on what is typed.
            --sig-proxy|option|sig-proxy|true|true,false||Hand signals on to the container; '--sig-proxy=false' obeys them.
            --dry-run|flag|||||Say what would be connected to; do nothing.
            """#,
        "cp": #"""
            --all|flag|||||Containers of single commands, too.
            -a --archive|flag|||||Give files in a container to its user; let files from a container keep their owners.
            -L --follow-link|flag|||||Copy what a symbolic link leads to, not the link.
            --index|option|number||||Which of the service's containers.
            --dry-run|flag|||||Say what would be copied; copy nothing.
            """#,
        "export": #"""
            --index|option|number||||Which of the service's containers.
            -o --output|option|file||||Write to a file, not to standard output.
            --dry-run|flag|||||Say what would be written; write nothing.
            """#,
        "commit": #"""
            -a --author|option|author||||Who made it, such as 'Ann <ann@example.com>'.
            -c --change|option repeating|instruction||||A Dockerfile instruction to apply.
            --index|option|number||||Which of the service's containers.
            -m --message|option|text||||A comment.
            -p --pause|option|pause|true|true,false||Let the container's processes stand still meanwhile; '=false' does not.
            --dry-run|flag|||||Say what would be made; make nothing.
            """#,
        "build": #"""
            --no-cache|flag|||||Do not use the cache.
            --pull|flag|||||Pull newer base images.
            --build-arg|option repeating|name=value||||A build argument; overrides the project's.
            --ssh|option repeating|name[=file]||||An SSH agent or a private key that builds may use; 'default' is the user's agent.
            --with-dependencies|flag|||||Build the images of the services that the named ones depend on, too.
            --push|flag|||||Send the images that have names of their own to their registries when they are built.
            -q --quiet|flag|||||Show nothing but failures.
            --progress|option hidden|progress||auto,tty,plain,json,quiet||
            --builder|option hidden|builder||||
            --secret|option repeating hidden|secret||||
            -m --memory|option hidden|memory||||
            --provenance|option|value||||Say beside each image how it was built: 'true', 'false' or parameters.
            --sbom|option|value||||Say beside each image what is in it: 'true', 'false' or parameters.
            --check|flag hidden|||||
            --print|flag|||||Print what 'docker buildx bake' would be given; build nothing.
            --parallel|option hidden|parallel|true|true,false||
            --compress|option hidden|compress|true|true,false||
            --force-rm|option hidden|force-rm|true|true,false||
            --no-rm|flag hidden|||||
            --dry-run|flag|||||Print the plan; change nothing.
            """#,
        "pull": #"""
            -q --quiet|flag|||||Show nothing but failures.
            --ignore-pull-failures|flag|||||Pull what can be pulled; a failure is only a warning.
            --ignore-buildable|flag|||||Leave images alone that can be built.
            --include-deps|flag|||||Pull the images of the services that the named ones depend on, too.
            --policy|option|when||missing,always||When to pull, whatever the files say: missing or always.
            --parallel|option hidden|parallel|true|true,false||
            --no-parallel|option hidden|no-parallel|true|true,false||
            --dry-run|flag|||||Print the plan; change nothing.
            """#,
        "push": #"""
            -q --quiet|flag|||||Show nothing but failures.
            --ignore-push-failures|flag|||||Push what can be pushed; a failure is only a warning.
            --include-deps|flag|||||Push the images of the services that the named ones depend on, too.
            --dry-run|flag|||||Print the plan; change nothing.
            """#,
        "images": #"""
            --dry-run|flag hidden|||||
            --format|option|format|table|||table, json (an array), a template, or 'table' and a template.
            -q --quiet|flag|||||Only identifiers.
            """#,
        "config": #"""
            --format|option|format||yaml,json||The format: yaml or json; --variables are a table without it.
            --dry-run|flag hidden|||||
            -q --quiet|flag|||||Show nothing; only check the files.
            --explain|flag|||||Show where the values at the given paths come from; without paths, all values.
            --services|flag|||||Show the names of the services, one a line.
            --images|flag|||||Show the names of the images, one a line.
            --volumes|flag|||||Show the names of the volumes, one a line.
            --networks|flag|||||Show the names of the networks, one a line.
            --models|flag|||||Show what the models are, one a line.
            --profiles|flag|||||Show the names of the profiles, one a line.
            --environment|flag|||||Show the variables that files may use, one a line.
            --variables|flag|||||Show the variables that the files use, with their defaults.
            --hash|option|service||||Show the digests of services: a name, or '*'.
            --no-interpolate|flag|||||Leave variables as they are written.
            --no-path-resolution|flag|||||Leave relative paths as they are written.
            --no-normalize|flag|||||Leave out what follows from other attributes, such as the default network.
            --no-consistency|flag|||||Do not check that what services refer to is there.
            --no-env-resolution|flag|||||Do not read the env files of services.
            --resolve-image-digests|flag|||||Name images by the digests that their registries have for them now.
            --lock-image-digests|flag|||||Show only the images with their digests, as a file to be laid over the others.
            --strict|flag|||||Take warnings for errors.
            --redact|option|redact||true,false||Leave out values of secrets and of variables named like passwords; done at a terminal unless '=false'.
            -o --output|option|file||||Write to a file.
            """#,
        "explain": #"""
            --dry-run|flag hidden|||||
            --json|flag|||||Print JSON: the page as an object, or all pages as an array.
            """#,
        "help": #"""
            --dry-run|flag hidden|||||
            """#,
        "completion": #"""
            --dry-run|flag hidden|||||
            """#,
        "man": #"""
            --dry-run|flag hidden|||||
            -o --output|option|directory||||Write all pages into this directory.
            """#,
        "version": #"""
            --dry-run|flag hidden|||||
            --short|flag|||||Show only the number.
            -f --format|option open|format|pretty|pretty,json||How to show it: pretty, json, or a template of '.Version'.
            """#,
    ]
}
