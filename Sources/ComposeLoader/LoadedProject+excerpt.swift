internal import ComposeYAML
public import Diagnostics
internal import OrderedCollections

extension LoadedProject {
    /// The source text of an attribute, for messages about it.
    ///
    /// - Parameter path: the keys from the top, such as `["services", "web", "ports"]`.
    /// - Returns: the place of the last key that is written in a file; `nil` when not even the first is.
    public func excerpt(at path: [String]) -> SourceExcerpt? {
        var node = tree
        var place: SourceExcerpt?
        for key in path {
            guard let next = node[key] else { break }
            if !next.isImplied { place = next.place.excerpt ?? place }
            node = next
        }
        return place
    }
}
