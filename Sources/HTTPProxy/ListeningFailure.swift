/// Why nobody can be let in at a port.
package enum ListeningFailure: Error, Hashable {
    /// Another program listens there.
    case portTaken
    /// The operating system refuses for another reason, in its words.
    case refused(String)
}
