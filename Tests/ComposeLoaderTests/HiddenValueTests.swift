import ComposeLoader
import ComposeModel
import OrderedCollections
import Testing

/// Values that a later layer hides, and values whose digits or defaults are easily lost.
@Suite struct HiddenValueTests {
    private func failure(_ base: String, _ override: String) -> [String] {
        Loading(layers: "services:\n  web:\n    \(base)\n", "services:\n  web:\n    \(override)\n").failure()
            .split(separator: "\n").filter { $0.hasPrefix("error") || $0.hasPrefix("  --> ") }.map(String.init)
    }

    @Test func whatALaterLayerHidesIsReported() {
        #expect(
            failure("{image: x, init: 10s}", "init: true") == [
                "error: 'services.web.init' must be true or false, not '10s'", "  --> a.yaml:3:22",
            ]
        )
        #expect(
            failure("{image: x, container_name: '*'}", "container_name: web") == [
                "error: 'services.web.container_name' is not a container name: '*'", "  --> a.yaml:3:32",
            ]
        )
        #expect(
            failure("image: null", "image: x") == [
                "error: 'services.web.image' must be a string, but it is empty", "  --> a.yaml:3:5",
            ]
        )
    }

    @Test func anEmptyValueOverAnEarlierOneKeepsIt() throws {
        let web = try Loading(
            layers: "services:\n  web:\n    image: x\n    ports: ['80:80']\n",
            "services:\n  web:\n    image:\n    ports:\n"
        ).web()
        #expect(web.image == "x" && web.ports.count == 1)
    }

    @Test func servicesAreNeverEmpty() {
        #expect(
            Loading(layers: "services:\n  web: {image: x}\n", "services:\n").failure() == """
                error: 'services' must be a mapping, but it is empty
                  --> b.yaml:1:1
                  |
                1 | services:
                  | ^^^^^^^^
                """
        )
    }

    @Test func wholeNumbersKeepTheirDigits() throws {
        let text = """
            services:
              web:
                image: x
                environment: {A: 9223372036854775808, B: 18446744073709551615, C: 0xFFFFFFFFFFFFFFFF}
            x-a: 9223372036854775808

            """
        let loading = Loading(text)
        let environment = try loading.web().environment
        #expect(environment == ["A": "9223372036854775808", "B": "18446744073709551615", "C": "18446744073709551615"])
        #expect(try loading.config().hasSuffix("x-a: 9223372036854775808\n"))
        #expect(try loading.config(.json).contains("\"x-a\": 9223372036854775808"))
    }

    @Test func aThrottledDeviceAlwaysHasARate() throws {
        let text = """
            services:
              web:
                image: x
                blkio_config:
                  device_read_bps: [{path: /dev/sda}]
                  weight_device: [{path: /dev/sdb}]

            """
        #expect(
            try Loading(text).config().contains(
                """
                    blkio_config:
                      weight_device:
                        - path: /dev/sdb
                          weight: 0
                      device_read_bps:
                        - path: /dev/sda
                          rate: "0"

                """
            )
        )
        #expect(
            try Loading(text).config(.json).filter { $0 != " " && $0 != "\n" }.contains(
                #""weight_device":[{"Path":"/dev/sdb","Weight":0}],"device_read_bps":[{"Path":"/dev/sda","Rate":"0"}]"#
            )
        )
    }

    @Test func aHookWithoutAnImageRunsInThatOfTheService() throws {
        let text = """
            services:
              web:
                image: app
                pre_start: [{command: a}, {command: b, image: other}]

            """
        let web = try Loading(text).web()
        #expect(web.preStart.map(\.image) == ["app", "other"])
        #expect(
            try Loading(text).config().contains("pre_start:\n      - command:\n          - a\n        image: app\n")
        )
    }

    @Test func theProfileWithoutANameIsActiveWhenNoOtherIs() throws {
        let loading = Loading("services:\n  web: {image: x, profiles: ['']}\n  db: {image: x}\n")
        #expect(try loading.run().project.services.keys.map(\.rawValue) == ["db", "web"])
        #expect(try loading.with { $0.request.profiles = ["a"] }.run().project.services.keys.map(\.rawValue) == ["db"])
    }

    @Test func binaryScalarsAreDecoded() throws {
        let web = try Loading("services:\n  web:\n    image: !!binary bmdpbng=\n").web()
        #expect(web.image == "nginx")
        #expect(
            Loading("services:\n  web:\n    image: !!binary x\n").failure() == """
                error: the value of '!!binary' is not in Base64
                  --> compose.yaml:3:12
                  |
                3 |     image: !!binary x
                  |            ^^^^^^^^^^
                """
        )
        #expect(
            Loading("services:\n  web:\n    image: !!binary /////w==\n").failure().hasPrefix(
                "error: the value of '!!binary' stands for bytes that are not UTF-8 text\n  --> compose.yaml:3:12"
            )
        )
    }
}
