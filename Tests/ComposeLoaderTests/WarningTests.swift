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
                warning: compose.yaml:3:16: variable 'TAG' is not set, so it is replaced by nothing (set it in the shell or in '.env', or write '${TAG:-}' if that is meant)
                """
            ]
        )
    }

    @Test func aVariableThatIsNotSetIsShownOnce() throws {
        let text = "services:\n  web:\n    image: app:${TAG}\n    user: ${TAG}-${OTHER}\n  db: {image: 'db:$TAG'}\n"
        #expect(
            try Loading(text).run().warnings.map { "\($0.position?.line ?? 0) \($0.message)" } == [
                "3 variable 'TAG' is not set, so it is replaced by nothing",
                "4 variable 'OTHER' is not set, so it is replaced by nothing",
            ]
        )
    }

    @Test(arguments: [".:/code", "~:/code", "/:/host", "..:/up"])
    func aPathOfOneCharacterIsNoDrive(mount: String) throws {
        #expect(try Loading("services:\n  web: {image: x, volumes: ['\(mount)']}\n").warnings() == [])
    }

    @Test func aCommandThatNeedsAShellIsCutOffWithAWarning() throws {
        #expect(
            try Loading("services:\n  web:\n    image: x\n    command: npm ci && npm start\n").warnings() == [
                """
                warning: compose.yaml:4:14: 'services.web.command' ends at '&': no shell runs it, so what follows is dropped (write ['sh', '-c', '…'] if a shell is meant)
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
            warnings.first?.hasPrefix("warning: compose.yaml:5:16: 'volumes.data.external.name' is obsolete")
                == true
        )
    }

    @Test func aNumberThatBecomesAnotherTextIsPointedAt() throws {
        let text =
            "services:\n  web:\n    image: x\n    environment:\n      V: 1.50\n      W: 1.5\n      X: '1.50'\n      Y: 42\n"
        #expect(
            try Loading(text).warnings() == [
                """
                warning: compose.yaml:5:10: the value is a number that becomes another text than is written (write it in quotes to keep it as it is)
                """
            ]
        )
    }

    @Test func aSingleLetterInFrontOfAMountIsADrive() throws {
        #expect(
            try Loading("services:\n  web:\n    image: x\n    volumes: ['v:/data']\nvolumes: {v: }\n").warnings() == [
                """
                warning: compose.yaml:4:15: 'v:' is read as a Windows drive, not as the volume 'v' (give the volume a longer name, or write the mount as a mapping)
                """
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
        let develop = "x-develop is DEPRECATED, please use the official `develop` attribute"
        let initialSync = "x-initialSync is DEPRECATED, please use the official `initial_sync` attribute"
        #expect(
            loaded.warnings.map { "\($0.message) \($0.position?.line ?? 0)" } == [
                "\(develop) 4", "\(initialSync) 6", "\(initialSync) 10", "\(develop) 11",
                "'services.odd.x-develop' must be a mapping, not a list 11",
            ]
        )
        let printed = ConfigRenderer().text(loaded)
        #expect(
            printed.contains("    x-develop:\n")
                && !printed.contains("\n    develop:\n      watch:\n        - path: /project/src")
        )
    }
}
