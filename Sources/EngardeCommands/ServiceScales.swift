import ArgumentParser
import ComposeModel
import OrderedCollections

/// How many containers services have, as `service=number` says.
struct ServiceScales: Sendable, Hashable {
    /// The numbers, in the order in which they were given; a service that is given twice has the last one.
    private let entries: OrderedDictionary<ServiceName, Int>

    /// Reads the numbers.
    ///
    /// - Parameter name: the option or verb that they belong to, for messages.
    /// - Throws: `ValidationError` for one that is not a service and a number from 0.
    init(_ texts: [String], in name: String) throws {
        entries = try texts.reduce(into: [:]) { entries, text in
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let number = Int(parts[1]), number >= 0 else {
                throw ValidationError("\(name) needs 'service=number', not '\(text)'")
            }
            entries[ServiceName(String(parts[0]))] = number
        }
    }

    /// The services.
    var services: [ServiceName] { Array(entries.keys) }

    /// The numbers.
    var numbers: [ServiceName: Int] { Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.value) }) }
}
