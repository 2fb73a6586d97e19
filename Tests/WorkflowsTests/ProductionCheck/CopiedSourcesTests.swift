import Testing

@testable import Workflows

/// What a Dockerfile copies from its context.
@Suite struct CopiedSourcesTests {
    private static let dockerfile = """
        FROM python:3.11 AS base
        WORKDIR /app
        COPY requirements.txt .
        FROM node:20 AS assets
        COPY package.json /build/
        FROM base AS production
        COPY --chown=app app ./app
        COPY --from=assets /build/dist ./static
        COPY ["scripts/run.sh", "scripts/wait.sh", "/usr/local/bin/"]
        COPY $NAME /x
        FROM base AS development
        COPY tests ./tests
        """

    private static func text(target: String?) -> [String] {
        CopiedSources(in: dockerfile, target: target).copies.map { "\($0.source) \($0.target)" }
    }

    @Test func stagesThatTheBuiltOneIsMadeOfCount() {
        #expect(
            Self.text(target: "production") == [
                "requirements.txt /app", "app /app/app", "scripts/run.sh /usr/local/bin",
                "scripts/wait.sh /usr/local/bin",
            ]
        )
    }

    @Test func withoutATargetTheLastStageIsBuilt() {
        #expect(Self.text(target: nil) == ["requirements.txt /app", "tests /app/tests"])
    }

    @Test(arguments: ["", "none"]) func whatIsNotThereCopiesNothing(target: String) {
        #expect(CopiedSources(in: target.isEmpty ? "" : Self.dockerfile, target: "nowhere").copies.isEmpty)
    }

    @Test func theWholeContextIsADot() {
        let copies = CopiedSources(in: "FROM scratch\nCOPY . /srv\n").copies
        #expect(copies == [CopiedSources.Copy(source: ".", target: "/srv", isIntoDirectory: false)])
    }
}
