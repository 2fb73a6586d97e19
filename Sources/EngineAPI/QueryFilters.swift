/// The `filters` parameter of lists and events: values by key, of which one has to match for each key, except that of
/// labels all have to.
///
/// - Shape: `{"label":["a=b","c"],"status":["running"]}`.
package struct QueryFilters: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// The values by key.
    package var values: [String: [String]]

    /// Creates filters.
    package init(_ values: [String: [String]] = [:]) { self.values = values }
    /// Creates filters; the values of equal keys are joined.
    package init(dictionaryLiteral elements: (String, [String])...) {
        values = Dictionary(elements, uniquingKeysWith: +)
    }

    /// Whether nothing is filtered out.
    package var isEmpty: Bool { values.allSatisfy { $0.value.isEmpty } }

    /// Filters by a label; without a value, by its presence.
    package static func label(_ name: String, _ value: String? = nil) -> QueryFilters {
        ["label": [value.map { "\(name)=\($0)" } ?? name]]
    }

    /// These filters and others together.
    package func and(_ other: QueryFilters) -> QueryFilters {
        QueryFilters(values.merging(other.values, uniquingKeysWith: +))
    }

    /// These filters with Podman's names of events besides Docker's.
    package var namingEventsOfPodman: QueryFilters {
        var filters = self
        filters.values["event"]? += (values["event"] ?? []).compactMap { EngineEvent.Action.podmanNames[$0] }
        return filters
    }

    /// The parameter's text: JSON with sorted keys.
    package var jsonText: String {
        let members = values.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.map { key, values in
            "\(Self.quoted(key)):[\(values.map(Self.quoted).joined(separator: ","))]"
        }
        return "{\(members.joined(separator: ","))}"
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
