import Testing

/// The built binary against a real engine; one scenario at a time, since they share it.
@Suite(.serialized, .enabled(if: Requirements.hasEngine, "no Docker Engine answers, or it lacks python:3.11-slim"))
struct ScenarioTests {}
