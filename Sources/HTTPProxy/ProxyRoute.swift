/// What becomes of a request.
package enum ProxyRoute: Sendable, Hashable {
    /// It goes to a program that listens at an address.
    case backend(host: String, port: Int)
    /// It is answered with a page.
    case page(ProxyPage)
}
