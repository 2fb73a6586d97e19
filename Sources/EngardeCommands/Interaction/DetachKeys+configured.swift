import EngineClient
import Operations

extension DetachKeys {
    /// The keys that the user wants: those given, else those of docker's configuration, else docker's own.
    ///
    /// - Throws: ``Failure`` for keys that there are not.
    static func configured(_ given: String? = nil, in surroundings: Surroundings) throws -> DetachKeys {
        let preferences = TerminalPreferences(
            environment: surroundings.environment,
            homeDirectory: surroundings.homeDirectory
        )
        guard let text = given ?? preferences.detachKeys, !text.isEmpty else { return .standard }
        return try DetachKeys(text)
    }
}
