import TestSupport
import Testing

/// The built binary against a real engine; a few scenarios at once, each with a project of its own.
@Suite(
    AtOnce(4, limit: .seconds(300)),
    .enabled(if: Requirements.hasEngine, "no Docker Engine answers, or it lacks python:3.11-slim")
)
struct ScenarioTests {}
