/// The top level of a project, its networks and its volumes.
extension AttributeTable {
    static let project: [AttributeRow] = [
        .withoutEffect("version", because: "files of all versions are read alike"),
        .applied("name", to: .plan),
        .applied("include", to: .loading),
        .applied("networks.*", to: .plan),
        .applied("volumes.*", to: .plan),
        .applied("models.*", to: .plan),
    ]
}
