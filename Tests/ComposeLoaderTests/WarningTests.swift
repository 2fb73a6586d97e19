import ComposeLoader
import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

@Suite struct WarningTests {
    @Test func anUnsetVariableIsShownWhereItIsUsed() throws {
        #expect(
            try Loading("services:\n  web:\n    image: app:${TAG}\n").warnings() == [
                """
                warning: variable 'TAG' is not set, so it is replaced by nothing
                  --> compose.yaml:3:16
                  |
                3 |     image: app:${TAG}
                  |                ^^^^^^

                hint: set it in the shell or in '.env', or write '${TAG:-}' if that is meant
                """
            ]
        )
    }

    @Test func theVersionIsObsolete() throws {
        #expect(
            try Loading("version: '3.8'\nservices:\n  web: {image: x}\n").warnings() == [
                """
                warning: the attribute 'version' is obsolete and has no effect
                  --> compose.yaml:1:1
                  |
                1 | version: '3.8'
                  | ^^^^^^^

                hint: remove the line
                """
            ]
        )
    }

    @Test func aCommandThatNeedsAShellIsCutOffWithAWarning() throws {
        #expect(
            try Loading("services:\n  web:\n    image: x\n    command: npm ci && npm start\n").warnings() == [
                """
                warning: 'services.web.command' ends at '&': no shell runs it, so what follows is dropped
                  --> compose.yaml:4:14
                  |
                4 |     command: npm ci && npm start
                  |              ^^^^^^^^^^^^^^^^^^^

                hint: write ['sh', '-c', '…'] if a shell is meant
                """
            ]
        )
    }

    @Test func anObsoleteExternalNameIsShown() throws {
        let warnings = try Loading(
            "services:\n  web: {image: x, volumes: ['data:/v']}\nvolumes:\n  data:\n    external: {name: old}\n"
        ).warnings()
        #expect(warnings.count == 1)
        #expect(
            warnings.first?.hasPrefix("warning: 'volumes.data.external.name' is obsolete\n  --> compose.yaml:5:16")
                == true
        )
    }

    @Test func aPortThatAnOverridePublishesOnceMoreIsShown() throws {
        let layers = ["80:80", "8080:80"].map { "services:\n  web:\n    image: x\n    ports: ['\($0)']\n" }
        #expect(
            try Loading(layers: layers[0], layers[1]).warnings() == [
                """
                warning: 'services.web.ports' publishes port 80 twice: as 8080 here, and as 80 at a.yaml:4:13
                  --> b.yaml:4:13
                  |
                4 |     ports: ['8080:80']
                  |             ^^^^^^^^^

                hint: 'ports' appends across files: use '!override' to replace
                """
            ]
        )
    }

    @Test func aNumberThatBecomesAnotherTextIsShown() throws {
        let text =
            "services:\n  web:\n    image: x\n    environment:\n      V: 1.50\n      W: 1.5\n      X: '1.50'\n      Y: 42\n"
        #expect(
            try Loading(text).warnings() == [
                """
                warning: '1.50' is a number, so it becomes '1.5'
                  --> compose.yaml:5:10
                  |
                5 |       V: 1.50
                  |          ^^^^

                hint: write "1.50" in quotes to keep it as it is
                """
            ]
        )
    }

    @Test func aSingleLetterInFrontOfAMountIsADrive() throws {
        #expect(
            try Loading("services:\n  web:\n    image: x\n    volumes: ['v:/data']\nvolumes: {v: }\n").warnings() == [
                """
                warning: 'v:' is read as a Windows drive, not as the volume 'v'
                  --> compose.yaml:4:15
                  |
                4 |     volumes: ['v:/data']
                  |               ^^^^^^^^^

                hint: give the volume a longer name, or write the mount as a mapping
                """
            ]
        )
    }

    @Test func aServiceThatNoProfileCanStartIsShown() throws {
        let text = """
            services:
              web: {image: x}
              tool:
                image: x
                profiles: [tools, more]
                depends_on: [db]
              client: {image: x, profiles: [tools], depends_on: [tool]}
              free: {image: x, profiles: [tools, data], depends_on: [db, web]}
              loose: {image: x, profiles: [tools], depends_on: {db: {condition: service_started, required: false}}}
              db: {image: x, profiles: [data]}

            """
        let expected = [
            """
            warning: no profile can start service 'client': it depends on 'tool', which no profile can start
              --> compose.yaml:7:54
              |
            7 |   client: {image: x, profiles: [tools], depends_on: [tool]}
              |                                                      ^^^^

            hint: set 'required: false', or make 'tool' startable
            """,
            """
            warning: no profile can start service 'tool': it depends on 'db', which only profile 'data' enables
              --> compose.yaml:6:18
              |
            6 |     depends_on: [db]
              |                  ^^

            hint: add 'tools' to the profiles of 'db', or set 'required: false'
            """,
        ]
        #expect(try Loading(text).warnings().sorted() == expected)
        #expect(try Loading(text).with { $0.request.profiles = ["*"] }.warnings() == [])
    }

    @Test func aRuleThatRunsNothingIsShown() throws {
        let text = """
            services:
              web:
                image: x
                develop:
                  watch:
                    - {path: a, action: sync+exec, target: /a}
                    - {path: a, action: sync+exec, target: /a, exec: {command: []}}
                    - {path: a, action: sync+exec, target: /a, exec: {command: ls}}
                    - {path: a, action: sync, target: /a, exec: {command: ls}}

            """
        let heads = try Loading(text).warnings().map { $0.split(separator: "\n").prefix(2).joined() }
        #expect(
            heads == [
                "warning: watch rule of service 'web' has no command in 'exec', so 'sync+exec' only copies"
                    + "  --> compose.yaml:6:29",
                "warning: watch rule of service 'web' has no command in 'exec', so 'sync+exec' only copies"
                    + "  --> compose.yaml:7:29",
                "warning: 'exec' has no effect in a watch rule of service 'web' with the action 'sync'"
                    + "  --> compose.yaml:9:47",
            ]
        )
    }

    @Test func theOldNamesOfDevelopAreReadAndShown() throws {
        let text = """
            services:
              web:
                build: .
                x-develop:
                  watch:
                    - {path: src, action: sync, target: /src, ignore: tmp, x-initialSync: true}
              db:
                image: x
                develop:
                  watch: [{path: a, action: sync, target: /a, x-initialSync: false}]
              odd: {image: x, x-develop: [what, ever]}

            """
        let loaded = try Loading(text).run()
        let rule = try #require(loaded.project.services["web"]?.watchRules.first)
        #expect(rule.path == "/project/src" && rule.target == "/src" && rule.ignore == ["tmp"] && rule.initialSync)
        #expect(loaded.project.services["db"]?.watchRules.first?.initialSync == false)
        #expect(loaded.project.services["odd"]?.watchRules == [])
        #expect(
            loaded.warnings.map { "\($0.message) \($0.position?.line ?? 0)" } == [
                "'x-develop' is deprecated 4", "'x-initialSync' is deprecated 6", "'x-initialSync' is deprecated 10",
                "'x-develop' is deprecated 11", "'services.odd.x-develop' must be a mapping, not a list 11",
            ]
        )
        let printed = ConfigRenderer().text(loaded)
        #expect(
            printed.contains("    x-develop:\n")
                && !printed.contains("\n    develop:\n      watch:\n        - path: /project/src")
        )
    }
}
