import Reconciliation
import Testing

/// Which images a Dockerfile names.
@Suite struct DockerfileReferencesTests {
    @Test func basesAndSourcesAreNamedOnceAndStagesAreNot() {
        let text = """
            # a comment
            FROM --platform=$BUILDPLATFORM shop-base:1 AS build
            RUN make
            FROM scratch as nothing
            FROM Build
            COPY --from=build /out /out
            COPY --from=0 /out /out
            COPY --from=shop-assets:latest --chown=1 /a /a
            RUN --mount=type=bind,from=tools,target=/t --mount=type=cache,target=/c make
            from shop-base:1
            """
        #expect(DockerfileReferences(in: text).images == ["shop-base:1", "shop-assets:latest", "tools"])
    }

    @Test func argumentsBeforeTheFirstStageAreReplaced() {
        let text = """
            ARG REGISTRY="registry.example"
            ARG TAG VARIANT=slim
            FROM ${REGISTRY}/base:${TAG:-none}-$VARIANT AS a
            ARG LATE=x
            FROM $LATE
            FROM ${REGISTRY:+other}
            FROM ${TAG?}
            """
        #expect(DockerfileReferences(in: text).images == ["registry.example/base:none-slim", "other"])
        #expect(!DockerfileReferences(in: text).isComplete)
        #expect(DockerfileReferences(in: "FROM a\nFROM scratch\nCOPY --from=0 / /").isComplete)
        #expect(
            DockerfileReferences(in: text, arguments: ["TAG": "2", "REGISTRY": ""]).images == ["/base:2-slim"]
        )
    }

    @Test func continuationsHereDocumentsAndTheEscapeDirective() {
        let text = """
            FROM \\
              # between
              one
            RUN <<EOF cat
            from two import x
            EOF
            COPY <<-"A" <<B /there/
            FROM three
            A
            FROM four
            B
            FROM five
            """
        #expect(DockerfileReferences(in: text).images == ["one", "five"])
        #expect(DockerfileReferences(in: "# escape=`\nFROM `\n  six\nFROM c:\\\n").images == ["six", "c:\\"])
        #expect(DockerfileReferences(in: "FROM one\\").images == ["one"])
    }

    @Test(arguments: [
        ("first", ["one"]), ("0", ["one"]), ("SECOND", ["one", "two"]), ("none", ["one", "two", "three"]),
    ])
    func stagesBehindTheTargetDoNotCount(target: String, images: [String]) {
        let text = "FROM one AS first\nFROM two AS second\nFROM three\n"
        #expect(DockerfileReferences(in: text, target: target).images == images)
    }

    @Test(arguments: ["", "FROM", "FROM ${", "FROM $", "ARG", "COPY --from=", "RUN --mount=from", "\\", "#"])
    func whatMakesNoSenseNamesNothing(text: String) {
        #expect(DockerfileReferences(in: text).images == [])
    }
}
