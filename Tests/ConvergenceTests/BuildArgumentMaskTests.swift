import EngineClient
import Testing

@testable import Convergence

@Suite struct BuildArgumentMaskTests {
    private let mask = BuildArgumentMask([
        "TOKEN": "s3cr3t", "LONG": "s3cr3t-and-more", "KEY": "first line\nsecond line", "DEBUG": "false", "N": "12",
        "UNSET": nil,
    ])

    @Test(arguments: [
        ("RUN curl -u s3cr3t x", "RUN curl -u ${TOKEN} x"),
        ("s3cr3t s3cr3t-and-more", "${TOKEN} ${LONG}"),
        ("+ echo second line", "+ echo ${KEY}"),
        ("RUN test false = 12", "RUN test false = 12"),
    ])
    func valuesBecomeNames(text: String, masked: String) {
        #expect(mask.apply(to: text) == masked)
    }

    @Test func whatAHostIsShownIsNotShownToOthers() {
        let mask = BuildArgumentMask(["TOKEN": "s3cr3t"], credentials: "ann:s3cr3t")
        #expect(
            mask.apply(to: "cannot read from https://ann:s3cr3t@example.com/x.git with s3cr3t")
                == "cannot read from https://***@example.com/x.git with ${TOKEN}"
        )
    }

    @Test func aFailureIsMaskedThroughout() {
        let failure = BuildFailure(
            step: "RUN a s3cr3t",
            logLines: ["s3cr3t", "b"],
            message: "process \"s3cr3t\" failed"
        )
        guard case .buildFailed(let masked) = mask.apply(to: .buildFailed(failure)) else {
            Issue.record("it is no failed build any more")
            return
        }
        #expect(
            masked
                == BuildFailure(
                    step: "RUN a ${TOKEN}",
                    logLines: ["${TOKEN}", "b"],
                    message: "process \"${TOKEN}\" failed"
                )
        )
    }
}
