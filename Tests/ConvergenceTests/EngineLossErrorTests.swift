import Convergence
import EngineClient
import Reconciliation
import Testing

/// Which failures of plans tell that the engine is gone.
@Suite struct EngineLossErrorTests {
    private static let loss = ConvergenceError.engine(
        .removeVolume(name: "data"),
        .connectionClosed(request: "DELETE /volumes/data")
    )
    private static let refusal = ConvergenceError.engine(
        .removeVolume(name: "data"),
        .rejected(request: "DELETE /volumes/data", status: 500, message: "boom")
    )

    @Test func whatSeveralStepsFailedOfCounts() {
        #expect(Self.loss.isLossOfEngine)
        #expect(!Self.refusal.isLossOfEngine)
        #expect(ConvergenceError.several([Self.refusal, Self.loss]).isLossOfEngine)
        #expect(!ConvergenceError.several([Self.refusal, Self.refusal]).isLossOfEngine)
        #expect(ConvergenceError.holdingUp([], Self.loss).isLossOfEngine)
    }
}
