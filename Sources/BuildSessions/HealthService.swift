/// Says that the client is still there; the engine asks once a second, and gives the session up when nobody answers.
///
/// - Source: `grpc/health/v1/health.proto` of gRPC.
struct HealthService: SessionService {
    var methods: [String: BuildSession.Method] {
        // The first field of the answer is the state, and 1 is `SERVING`.
        ["/grpc.health.v1.Health/Check": Self.single { _ in [0x08, 0x01] }]
    }
}
