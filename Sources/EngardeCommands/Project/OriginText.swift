import ComposeLoader
import Diagnostics

/// Where a value comes from, as text for people.
enum OriginText {
    /// The value, and below it a line for each place that had a say in it, the last one that counts.
    ///
    /// - Shape:
    ///   ```
    ///   services.web.environment.DEBUG = "true"
    ///     set         docker-compose.yml:12:14     "false"
    ///     replaced    docker-compose.dev.yml:5:14  ${DEBUG:-true}  (DEBUG is not set)
    ///   services.web.command is not set
    ///     set         docker-compose.yml:14:14     npm start
    ///     reset       docker-compose.dev.yml:7:14  !reset null
    ///   ```
    static func text(of origin: ValueOrigin) -> String {
        let width = origin.layers.map(\.position.description.count).max() ?? 0
        let lines = origin.layers.map { layer in
            let action = padded(layer.action.rawValue, to: 10)
            let place = padded(layer.position.description, to: width)
            let variables = layer.variables.map(text)
            return "  " + ([action, place, layer.text] + variables).joined(separator: "  ")
        }
        let value = origin.value.map { "\(origin.path) = \($0)" } ?? "\(origin.path) is not set"
        return ([value] + lines).map { $0 + "\n" }.joined()
    }

    private static func text(of variable: ValueOrigin.Variable) -> String {
        let value = variable.value ?? ""
        return switch variable.source {
        case .process: "(\(variable.name)=\(value) from the environment)"
        case .file(let position): "(\(variable.name)=\(value) from \(position))"
        case .loader: "(\(variable.name)=\(value))"
        case .default: "(\(variable.name)=\(value) by default)"
        case .unset: "(\(variable.name) is not set)"
        }
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
