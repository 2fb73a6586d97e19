import ComposeLoader
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
}
