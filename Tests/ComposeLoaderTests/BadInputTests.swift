import ComposeLoader
import Diagnostics
import Testing

/// What a user reads when a project cannot be loaded: the whole message.
@Suite struct BadInputTests {
    @Test func aMissingFileIsNamedAndASimilarOneSuggested() {
        let loading = Loading(files: ["docker-compose.yaml": "services: {}"])
            .with { $0.request.files = ["docker-compose.yml"] }
        #expect(
            loading.failure() == """
                error: Compose file 'docker-compose.yml' does not exist

                hint: did you mean 'docker-compose.yaml'?
                """
        )
    }

    @Test func noFileAtAllSaysWhereItWasLookedFor() {
        #expect(
            Loading(files: [:]).failure() == """
                error: no Compose file in '/project' or above it

                hint: create a 'compose.yaml', or name a file with '-f'
                """
        )
    }

    @Test func aDirectoryInPlaceOfAFileSuggestsTheFileInIt() {
        let loading = Loading(files: ["deploy/compose.yaml": "services: {}"]).with { $0.request.files = ["deploy"] }
        #expect(
            loading.failure() == """
                error: Compose file 'deploy' is a directory

                hint: use '-f deploy/compose.yaml'
                """
        )
    }

    @Test func aSyntaxErrorPointsAtTheCharacter() {
        #expect(
            Loading("services:\n  web:\n    image: nginx\n   ports: [80]\n").failure() == """
                error: 'ports' is indented by 3 spaces, which fits no line above
                  --> compose.yaml:4:4
                  |
                4 |    ports: [80]
                  |    ^^^^^

                hint: indent it by 4 spaces, like line 3
                """
        )
    }

    @Test func aTabIsExplained() {
        #expect(
            Loading("services:\n  web:\n\timage: nginx\n").failure() == """
                error: there is a tab in the indentation, which may only have spaces
                  --> compose.yaml:3:1
                  |
                3 | \timage: nginx
                  | ^

                hint: use spaces
                """
        )
    }

    @Test func anUnknownAttributeSuggestsTheNearestOne() {
        #expect(
            Loading("services:\n  web:\n    image: nginx\n    enviroment:\n      A: b\n").failure() == """
                error: unknown attribute 'enviroment' in 'services.web'
                  --> compose.yaml:4:5
                  |
                4 |     enviroment:
                  |     ^^^^^^^^^^

                hint: did you mean 'environment'?
                """
        )
    }

    @Test func servicesAtTheTopLevelAreToldWhereTheyBelong() {
        #expect(
            Loading("web:\n  image: nginx\n").failure() == """
                error: unknown attribute 'web' at the top level
                  --> compose.yaml:1:1
                  |
                1 | web:
                  | ^^^

                hint: put services below 'services:'
                """
        )
    }

    @Test func aWrongKindOfValueIsNamed() {
        #expect(
            Loading("services:\n  web:\n    image: nginx\n    user: 1000\n").failure() == """
                error: 'services.web.user' must be a string, not a number
                  --> compose.yaml:4:11
                  |
                4 |     user: 1000
                  |           ^^^^

                hint: write "1000" in quotes
                """
        )
    }

    @Test func allErrorsOfAStageAreReportedAtOnce() {
        #expect(
            Loading("services:\n  web:\n    imge: nginx\n    ports: 80\n").failure() == """
                error: unknown attribute 'imge' in 'services.web'
                  --> compose.yaml:3:5
                  |
                3 |     imge: nginx
                  |     ^^^^

                hint: did you mean 'image'?

                error: 'services.web.ports' must be a list, not a number
                  --> compose.yaml:4:12
                  |
                4 |     ports: 80
                  |            ^^
                """
        )
    }

    @Test func anUndefinedDependencyIsLocatedAndTheNearestServiceSuggested() {
        #expect(
            Loading(
                "services:\n  web:\n    image: nginx\n    depends_on:\n      - databse\n  database:\n    image: x\n"
            )
            .failure() == """
                error: service 'web' depends on undefined service 'databse'
                  --> compose.yaml:5:9
                  |
                5 |       - databse
                  |         ^^^^^^^

                hint: did you mean 'database'?
                """
        )
    }

    @Test func aDependencyThatNoProfileEnablesSaysHowToEnableIt() {
        let text = """
            services:
              web:
                image: nginx
                depends_on: [debugger]
              debugger:
                image: x
                profiles: [tools]
            """
        #expect(
            Loading(text).failure() == """
                error: service 'web' depends on service 'debugger', which no active profile enables
                  --> compose.yaml:4:18
                  |
                4 |     depends_on: [debugger]
                  |                  ^^^^^^^^

                hint: activate it with '--profile tools', or set 'required: false'
                """
        )
    }

    @Test func aDependencyCycleIsShownEdgeByEdge() {
        let text = """
            services:
              a:
                image: x
                depends_on: [b]
              b:
                image: x
                depends_on:
                  c: {condition: service_started}
              c:
                image: x
                depends_on: [a]
            """
        #expect(
            Loading(text).failure() == """
                error: services depend on each other in a circle: 'a' -> 'b' -> 'c' -> 'a'
                  --> compose.yaml:4:18
                  |
                4 |     depends_on: [b]
                  |                  ^

                the circle:
                  | compose.yaml:4:18: 'a' depends on 'b'
                  | compose.yaml:8:7: 'b' depends on 'c'
                  | compose.yaml:11:18: 'c' depends on 'a'

                hint: remove one of these dependencies
                """
        )
    }

    @Test func aRequiredVariableIsLocatedInsideTheText() {
        #expect(
            Loading("services:\n  web:\n    image: \"repo/app:${TAG:?set the tag}\"\n").failure() == """
                error: required variable 'TAG' has no value: set the tag
                  --> compose.yaml:3:22
                  |
                3 |     image: "repo/app:${TAG:?set the tag}"
                  |                      ^^^^^^^^^^^^^^^^^^^

                hint: set it in the shell or in '.env'
                """
        )
    }

    @Test func aMalformedVariableIsExplained() {
        #expect(
            Loading("services:\n  web:\n    image: x\n    command: echo ${1}\n").failure() == """
                error: '${1…' is not a valid variable: '${' must be followed by a name of letters, digits and '_'
                  --> compose.yaml:4:19
                  |
                4 |     command: …
                  |              ^

                hint: write '$$' if a dollar sign is meant
                """
        )
    }

    @Test func aDuplicateKeyIsLocatedAtTheSecond() {
        #expect(
            Loading("services:\n  web:\n    image: a\n    image: b\n").failure() == """
                error: key 'image' is already defined on line 3
                  --> compose.yaml:4:5
                  |
                4 |     image: b
                  |     ^^^^^

                hint: keep one of the two
                """
        )
    }

    @Test func aServiceWithoutImageOrBuildIsLocated() {
        #expect(
            Loading("services:\n  web:\n    ports: [80]\n").failure() == """
                error: service 'web' has neither 'image' nor 'build'
                  --> compose.yaml:2:3
                  |
                2 |   web:
                  |   ^^^

                hint: name the image to run, or the directory to build it from
                """
        )
    }

    @Test func anUndefinedVolumeNetworkSecretAndConfigAreReportedTogether() {
        let text = """
            services:
              web:
                image: nginx
                volumes: [data:/data]
                networks: [back]
                secrets: [key]
                configs: [settings]
            volumes:
              date: {}
            """
        #expect(
            Loading(text).failure() == """
                error: service 'web' refers to undefined network 'back'
                  --> compose.yaml:5:16
                  |
                5 |     networks: [back]
                  |                ^^^^

                hint: define it below 'networks:' at the top level

                error: service 'web' refers to undefined volume 'data'
                  --> compose.yaml:4:15
                  |
                4 |     volumes: [data:/data]
                  |               ^^^^^^^^^^

                hint: did you mean 'date'?

                error: service 'web' refers to undefined config 'settings'
                  --> compose.yaml:7:15
                  |
                7 |     configs: [settings]
                  |               ^^^^^^^^

                hint: define it below 'configs:' at the top level

                error: service 'web' refers to undefined secret 'key'
                  --> compose.yaml:6:15
                  |
                6 |     secrets: [key]
                  |               ^^^

                hint: define it below 'secrets:' at the top level
                """
        )
    }

    @Test func aMissingEnvFileIsLocatedWhereItIsNamed() {
        #expect(
            Loading("services:\n  web:\n    image: nginx\n    env_file: app.env\n").failure() == """
                error: env file 'app.env' of service 'web' does not exist
                  --> compose.yaml:4:15
                  |
                4 |     env_file: app.env
                  |               ^^^^^^^

                hint: create it, or set 'required: false'
                """
        )
    }

    @Test func aBadLineOfAnEnvFileIsLocatedInIt() {
        let loading = Loading(files: [
            "compose.yaml": "services:\n  web:\n    image: nginx\n", ".env": "GOOD=1\nBAD NAME=2\n",
        ])
        #expect(
            loading.failure() == """
                error: a variable's name contains a space
                  --> .env:2:1
                  |
                2 | BAD NAME=…
                  | ^^^^^^^^
                """
        )
    }

    @Test func badPortsVolumesDurationsAndSizesAreExplained() {
        #expect(
            Loading("services:\n  web:\n    image: x\n    ports: ['80:http']\n").failure() == """
                error: '80:http' is not a port: 'http' is not a port number from 0 to 65535
                  --> compose.yaml:4:13
                  |
                4 |     ports: ['80:http']
                  |             ^^^^^^^^^

                hint: write '[HOST_IP:][HOST_PORT:]CONTAINER_PORT[/PROTOCOL]'
                """
        )
        #expect(
            Loading("services:\n  web:\n    image: x\n    stop_grace_period: 30\n").failure() == """
                error: 'services.web.stop_grace_period' must be a string, not a number
                  --> compose.yaml:4:24
                  |
                4 |     stop_grace_period: 30
                  |                        ^^

                hint: write "30" in quotes
                """
        )
        #expect(
            Loading("services:\n  web:\n    image: x\n    mem_limit: 1x\n").failure() == """
                error: 'services.web.mem_limit' must be a size, not '1x'
                  --> compose.yaml:4:16
                  |
                4 |     mem_limit: 1x
                  |                ^^

                hint: write a number and a unit, such as '512m' or '1.5g'
                """
        )
    }

    @Test func valuesThatCannotBeMergedSayHowToReplaceThem() {
        let loading = Loading(
            layers: "services:\n  web:\n    image: x\n    logging:\n      options: {a: b}\n",
            "services:\n  web:\n    logging: nothing\n"
        )
        #expect(
            loading.failure() == """
                error: 'services.web.logging' must be a mapping, not a string
                  --> b.yaml:3:14
                  |
                3 |     logging: nothing
                  |              ^^^^^^^
                """
        )
    }

    @Test func anInvalidProjectNameSuggestsTheNormalisedOne() {
        let loading = Loading("services:\n  web:\n    image: x\n").with { $0.request.projectName = "My App" }
        #expect(
            loading.failure() == """
                error: 'My App' is not a valid project name: use lower-case letters, digits, '-' and '_', and begin with a letter or digit

                hint: use 'myapp'
                """
        )
    }
}
