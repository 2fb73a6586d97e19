import Reconciliation
import Testing

/// Further contexts of builds, as Dockerfiles name them.
@Suite struct DockerfileContextNamesTests {
    private static let dockerfile = """
        ARG BASE=base
        FROM --platform=linux/amd64 ${BASE} AS build
        # FROM base
        COPY --from=files --chown=1 \\
            . /files
        RUN --mount=type=bind,from=docker.io/library/tools:latest,target=/t --mount=type=cache,target=/c make from=files
        FROM based
        COPY --from=build /a /b
        ENV NAME=base
        """

    private func names(_ arguments: [String: String] = [:]) -> DockerfileContextNames {
        DockerfileContextNames(in: Self.dockerfile, named: ["base", "files", "tools", "unused"], arguments: arguments)
    }

    @Test func theyAreFoundWhereImagesStand() {
        #expect(names().used == ["base", "files", "tools"])
        #expect(names(["BASE": "debian"]).used == ["files", "tools"])
    }

    @Test func imagesTakeTheirPlacesAndNothingElseChanges() {
        #expect(
            names().text(with: ["base": "shop-base", "files": "files:1", "tools": "shop/tools@sha256:1"]) == """
                ARG BASE=base
                FROM --platform=linux/amd64 shop-base AS build
                # FROM base
                COPY --from=files:1 --chown=1 \\
                    . /files
                RUN --mount=type=bind,from=shop/tools@sha256:1,target=/t --mount=type=cache,target=/c make from=files
                FROM based
                COPY --from=build /a /b
                ENV NAME=base
                """
        )
    }

    @Test func whatHasNoImageStaysAsItIs() {
        #expect(names().text(with: [:]) == Self.dockerfile)
        let none = DockerfileContextNames(in: "FROM a\r\n", named: [], arguments: [:])
        #expect(none.text(with: ["a": "b"]) == "FROM a\r\n")
    }

    @Test func aStageMayBeCalledLikeTheContext() {
        let names = DockerfileContextNames(in: "FROM base AS base\nFROM base\n", named: ["base"], arguments: [:])
        #expect(names.text(with: ["base": "shop-base"]) == "FROM shop-base AS base\nFROM shop-base\n")
    }
}
