import ComposeLoader
import ComposeModel
import OrderedCollections
import Testing

@Suite struct ExtendsTests {
    @Test func aServiceTakesOverWhatItDoesNotSet() throws {
        let text = """
            services:
              base: {image: x, user: u, environment: [A=1], depends_on: [db]}
              web: {extends: {service: base}, user: v, environment: {B: 2}}
              db: {image: x}
            """
        let web = try Loading(text).web()
        #expect(web.image == "x")
        #expect(web.user == "v")
        #expect(web.environment == ["A": "1", "B": "2"])
        #expect(Array(web.dependsOn.keys) == ["db"])
    }

    @Test func chainsAcrossFilesResolvePathsWhereTheyAreWritten() throws {
        let loading = Loading(files: [
            "compose.yaml":
                "services:\n  web:\n    extends: {file: lib/one.yaml, service: one}\n    volumes: ['./here:/h']\n",
            "lib/one.yaml":
                "services:\n  one:\n    extends: {file: deep/two.yaml, service: two}\n    env_file: one.env\n",
            "lib/one.env": "ONE=1\n",
            "lib/deep/two.yaml": "services:\n  two:\n    build: .\n    volumes: ['./there:/t']\n",
        ])
        let web = try loading.web()
        #expect(web.build?.context == "/project/lib/deep")
        #expect(web.environment == ["ONE": "1"])
        #expect(
            web.mounts.map(\.kind) == [
                .bind(source: "/project/lib/deep/there", Mount.BindOptions()),
                .bind(source: "/project/here", Mount.BindOptions()),
            ]
        )
    }

    @Test func aCircleIsReported() {
        let text = "services:\n  a: {extends: b}\n  b: {extends: a}\n"
        #expect(
            Loading(text).failure() == """
                error: services extend each other in a circle: 'a' extends 'b' extends 'a'
                  --> compose.yaml:2:7
                  |
                2 |   a: {extends: b}
                  |       ^^^^^^^
                """
        )
    }

    @Test func aMissingServiceSuggestsTheNearest() {
        #expect(
            Loading("services:\n  web: {extends: bse}\n  base: {image: x}\n").failure() == """
                error: service 'web' extends service 'bse', which 'compose.yaml' does not define
                  --> compose.yaml:2:18
                  |
                2 |   web: {extends: bse}
                  |                  ^^^

                hint: did you mean 'base'?
                """
        )
    }

    @Test func aMissingFileIsLocatedWhereItIsNamed() {
        #expect(
            Loading("services:\n  web:\n    extends: {file: none.yaml, service: a}\n").failure() == """
                error: Compose file 'none.yaml' does not exist
                  --> compose.yaml:3:21
                  |
                3 |     extends: {file: none.yaml, service: a}
                  |                     ^^^^^^^^^
                """
        )
    }

    @Test func longChainsAreLinear() throws {
        var text = "services:\n  s0: {image: x}\n"
        for index in 1...300 {
            text += "  s\(index): {extends: s\(index - 1), environment: [V\(index)=1]}\n"
        }
        let loaded = try Loading(text).run()
        #expect(loaded.project.services["s300"]?.environment.count == 300)
    }
}
