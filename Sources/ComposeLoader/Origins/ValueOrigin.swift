public import Diagnostics

/// Where a value of a project comes from.
public struct ValueOrigin: Sendable, Hashable, Codable {
    /// The value's path, such as `services.web.ports[0]`.
    public var path: String
    /// The value as it ended up, on one line; `nil` when `!reset` removed it.
    public var value: String?
    /// The layers that set it, oldest first; the last one counts.
    public var layers: [Layer]

    /// One place that set a value.
    public struct Layer: Sendable, Hashable, Codable {
        /// What happened there.
        public var action: Action
        /// Where.
        public var position: SourcePosition
        /// What is written there, before variables are replaced.
        public var text: String
        /// The variables in the text.
        public var variables: [Variable]
    }

    /// What happened at a place.
    public enum Action: String, Sendable, Hashable, Codable {
        /// The value was written for the first time.
        case set
        /// The value was added to the list of an earlier layer.
        case appended
        /// The value took the place of an earlier one.
        case replaced
        /// The value took the place of an earlier one because of `!override`.
        case overridden
        /// The value was removed by `!reset`.
        case reset
        /// The value follows from what is written there.
        case implied
    }

    /// A variable in a text.
    public struct Variable: Sendable, Hashable, Codable {
        /// The variable's name.
        public var name: String
        /// Its value; `nil` when it is not set.
        public var value: String?
        /// Where the value comes from.
        public var source: Source
    }

    /// Where a variable's value comes from.
    public enum Source: Sendable, Hashable, Codable {
        /// The process's environment.
        case process
        /// A line of an env file.
        case file(SourcePosition)
        /// The loader itself: the project's name, the working directory.
        case loader
        /// The default that is written beside it: it is not set, or empty.
        case `default`
        /// Nowhere: it is not set.
        case unset
    }
}
