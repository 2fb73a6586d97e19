import Testing

@testable import Workflows

/// What a Dockerfile says of its base and of the build context.
@Suite struct DockerfileStagesTests {
    private static let text = """
        ARG BASE=python:3.11
        FROM ${BASE} AS base
        WORKDIR /app
        FROM base AS dependencies
        COPY requirements.txt /tmp/
        FROM dependencies AS development
        COPY --chown=1:1 . ./
        COPY ["a.txt", "b/"]
        COPY --from=base /x /y
        FROM dependencies AS production
        COPY app/ /srv/app/
        """

    @Test func stagesStandOnEachOther() {
        let stages = DockerfileStages(Self.text, target: "development")
        #expect(stages.baseImage == "python:3.11")
        #expect(stages.copied.map(\.source) == ["requirements.txt", "", "a.txt"])
        #expect(stages.copied.map(\.target) == ["/tmp", "/app", "/app/b"])
    }

    @Test func theLastOneIsBuiltUnlessAnotherIsNamed() {
        #expect(DockerfileStages(Self.text).copied.map(\.target) == ["/tmp", "/srv/app"])
        #expect(DockerfileStages(Self.text, arguments: ["BASE": "own"]).baseImage == "own")
        #expect(DockerfileStages(Self.text, target: "nothing").baseImage == nil)
        #expect(DockerfileStages("").baseImage == nil)
    }

    @Test func aStageThatNamesItselfEnds() {
        #expect(DockerfileStages("FROM a AS a\nFROM a AS a\n").baseImage == "a")
    }
}
