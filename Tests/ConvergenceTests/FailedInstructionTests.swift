import Diagnostics
import EngineClient
import Testing

@testable import Convergence

/// The line of a Dockerfile at which a build failed.
@Suite struct FailedInstructionTests {
    private static let dockerfile = """
        # syntax=docker/dockerfile:1
        ARG BASE=debian
        FROM ${BASE} AS Tools
        RUN apt-get update \\
            # with a comment
            && apt-get install make
        COPY <<EOF /etc/motd
        RUN true
        EOF
        FROM tools
        WORKDIR /app
        ENV MODE=x
          run --mount=type=cache,target=/c \\
            make
        """

    private func line(of failure: BuildFailure) -> Int? {
        FailedInstruction(of: failure, in: Self.dockerfile, named: "Dockerfile")?.excerpt.position.line
    }

    @Test(
        arguments: [
            ("[tools 1/3] FROM docker.io/library/debian", 3), ("[tools 2/3] RUN apt-get update && make", 4),
            ("[tools 3/3] COPY <<EOF /etc/motd", 7), ("[stage-1 1/2] WORKDIR /app", 11),
            ("[linux/amd64 stage-1 2/2] RUN make", 13), ("[tools  2/11] RUN what the base image asks for", 3),
        ]
    )
    func aStepIsFoundByItsStageAndNumber(step: String, line: Int) {
        #expect(self.line(of: BuildFailure(step: step, message: "exit code: 1")) == line)
    }

    @Test(
        arguments: [
            "[other 2/3] RUN x", "[tools 3/3] RUN x", "[tools 4/3] RUN x", "[2/3] RUN x", "exporting to image",
            "[internal] load build definition from Dockerfile", "[", "[tools 2/3]", "",
        ]
    )
    func whatIsNoStepOfTheDockerfileHasNoLine(step: String) {
        #expect(line(of: BuildFailure(step: step, message: "exit code: 1")) == nil)
    }

    @Test(
        arguments: [
            ("dockerfile parse error line 3: unknown instruction: FRON", 3),
            ("failed to solve: dockerfile parse error on line 12: unknown instruction: EN", 12),
            ("dockerfile parse error on line 99: x", nil), ("dockerfile parse error", nil),
        ] as [(String, Int?)]
    )
    func theBuilderSaysWhichLineItCannotRead(message: String, line: Int?) {
        #expect(self.line(of: BuildFailure(message: message)) == line)
    }

    @Test func theInstructionIsUnderlined() throws {
        let failure = BuildFailure(step: "[stage-1 2/2] RUN make", message: "exit code: 1")
        let found = try #require(FailedInstruction(of: failure, in: Self.dockerfile, named: "Dockerfile"))
        #expect(
            found.excerpt
                == SourceExcerpt(
                    position: SourcePosition(file: "Dockerfile", line: 13, column: 3),
                    lineText: "  run --mount=type=cache,target=/c \\",
                    length: 34
                )
        )
    }

    @Test func aDockerfileOfOneStageCallsItByNoName() {
        let failure = BuildFailure(step: "[1/1] RUN x", message: "exit code: 1")
        let place = FailedInstruction(of: failure, in: "FROM scratch AS own\r\n\r\nRUN x\r\n", named: "Dockerfile")
        #expect(place?.excerpt.position.line == 3)
    }
}
