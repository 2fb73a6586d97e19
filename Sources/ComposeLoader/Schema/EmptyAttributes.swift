/// The attributes that one file leaves empty, which is an error unless another file fills them.
///
/// - Ownership: belongs to the check of one document and is not shared.
final class EmptyAttributes {
    var attributes: [Attribute] = []

    /// An attribute without a value.
    struct Attribute {
        var path: NodePath
        /// What it must be, such as `a list`.
        var noun: String
        var node: Node
    }
}
