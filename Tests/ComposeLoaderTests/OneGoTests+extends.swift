import Testing

/// What can be known although something that is extended or included cannot be found.
extension OneGoTests {
    @Test(arguments: [
        (
            "{file: none.yaml, service: base}",
            [
                "error: Compose file 'none.yaml' does not exist", "  --> compose.yaml:3:21",
                "error: Compose file 'none.yaml' does not exist", "  --> compose.yaml:15:21",
            ]
        ),
        (
            "{file: broken.yaml, service: base}",
            ["error: there is a tab in the indentation, which may only have spaces", "  --> broken.yaml:2:1"]
        ),
        (
            "bsae",
            [
                "error: service 'web' extends service 'bsae', which 'compose.yaml' does not define",
                "  --> compose.yaml:3:14",
                "error: service 'other' extends service 'bsae', which 'compose.yaml' does not define",
                "  --> compose.yaml:15:14",
            ]
        ),
    ])
    func aBaseThatCannotBeFoundHidesNothing(extends: String, missing: [String]) {
        let text = """
            services:
              web:
                extends: \(extends)
                depends_on: [databse]
                mem_limit: 1x
                healthcheck: {start_interval: 1s}
                volumes: [data:/d]
              api:
                extends: web
                env_file: no.env
              database: {image: y}
              worker: {cpus: "1"}
              same: {extends: web}
              other:
                extends: \(extends)

            """
        let loading = Loading(files: ["compose.yaml": text, "broken.yaml": "services:\n\tbase:\n"])
        #expect(
            heads(loading) == missing + [
                "error: service 'web' depends on undefined service 'databse'", "  --> compose.yaml:4:18",
                "error: service 'web' refers to undefined volume 'data'", "  --> compose.yaml:7:15",
                "error: service 'worker' has neither 'image' nor 'build'", "  --> compose.yaml:12:3",
                "error: env file 'no.env' of service 'api' does not exist", "  --> compose.yaml:10:15",
                "error: 'services.web.mem_limit' must be a size, not '1x'", "  --> compose.yaml:5:16",
            ]
        )
    }

    @Test func aCircleHidesNothing() {
        let text = """
            services:
              a: {extends: b, mem_limit: 1x}
              b: {extends: a}
              c: {extends: a, depends_on: [d]}

            """
        #expect(
            heads(Loading(text)) == [
                "error: services extend each other in a circle: 'a' extends 'b' extends 'a'", "  --> compose.yaml:2:7",
                "error: service 'c' depends on undefined service 'd'", "  --> compose.yaml:4:32",
            ]
        )
    }

    @Test func anIncludedFileThatCannotBeFoundHidesNoValueAndNoMissingBase() {
        let text = """
            include:
              - none.yaml
              - https://example.com/a.yaml
            services:
              web: {image: x, mem_limit: 1x, depends_on: [included]}
              api: {extends: bse}

            """
        #expect(
            heads(Loading(text)) == [
                "error: Compose file 'none.yaml' does not exist", "  --> compose.yaml:2:5",
                "error: including from a remote place is not supported yet", "  --> compose.yaml:3:5",
                "error: service 'api' extends service 'bse', which 'compose.yaml' does not define",
                "  --> compose.yaml:6:18",
                "error: 'services.web.mem_limit' must be a size, not '1x'", "  --> compose.yaml:5:30",
            ]
        )
    }

    @Test func allRequiredVariablesOfOneValueAreNamed() {
        #expect(
            Loading("services:\n  web:\n    image: ${REPO:?}/app:${TAG:?which release} # ${REPO:?}\n").failure() == """
                error: required variable 'REPO' has no value
                  --> compose.yaml:3:12
                  |
                3 |     image: ${REPO:?}/app:${TAG:?which release} # ${REPO:?}
                  |            ^^^^^^^^^

                hint: set it in the shell or in '.env'

                error: required variable 'TAG' has no value: which release
                  --> compose.yaml:3:26
                  |
                3 |     image: ${REPO:?}/app:${TAG:?which release} # ${REPO:?}
                  |                          ^^^^^^^^^^^^^^^^^^^^^

                hint: set it in the shell or in '.env'
                """
        )
        let nested = Loading("services:\n  web:\n    image: ${A:-${B:?}${C:?}}\n")
        #expect(
            heads(nested) == [
                "error: required variable 'B' has no value", "  --> compose.yaml:3:17",
                "error: required variable 'C' has no value", "  --> compose.yaml:3:23",
            ]
        )
    }
}
