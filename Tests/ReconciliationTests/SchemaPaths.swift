@testable import ComposeLoader

/// The attributes that a Compose file may have, as the schema knows them.
enum SchemaPaths {
    /// The paths of all attributes that have no attributes of their own, such as `services.*.build.args`; `*` stands for a
    /// name, and lists have no place in a path.
    static let leaves: [String] = leaves(of: .record(.project), at: "")

    private static func leaves(of shape: Shape, at path: String) -> [String] {
        switch shape {
        case .record(let record):
            return record.attributes.flatMap { attribute in
                leaves(of: attribute.shape, at: path.isEmpty ? attribute.name : "\(path).\(attribute.name)")
            }
        case .sequence(let item, _): return leaves(of: item, at: path)
        case .mapping(let value, _):
            return value.record == nil ? [path] : leaves(of: value, at: "\(path).*")
        case .either(let shapes):
            let all = shapes.flatMap { leaves(of: $0, at: path) }.filter { $0 != path }
            return all.isEmpty ? [path] : all
        case .ranged, .anything, .scalar, .choice: return [path]
        }
    }
}
