/// Addresses of the host, as ports are published on them.
package enum HostAddress {
    /// Whether what is published on one of them is in the way of the same port on the other.
    ///
    /// - Shape: addresses of IPv4 or IPv6; empty, `0.0.0.0` and `::` are all of them.
    package static func overlap(_ left: String, _ right: String) -> Bool {
        let everywhere: Set<String> = ["", "0.0.0.0", "::"]
        return left == right || everywhere.contains(left) || everywhere.contains(right)
    }
}
