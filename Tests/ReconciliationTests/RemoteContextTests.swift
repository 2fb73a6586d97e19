import Reconciliation
import Testing

/// What the engine gets by itself, and what of it is the context.
@Suite struct RemoteContextTests {
    @Test(
        arguments: [
            ("https://example.com/shop.git", true, nil), ("http://example.com/shop.git#v1", true, nil),
            ("https://example.com/shop.git#main:web", true, "web"),
            ("git://example.com/shop#:web/app", true, "web/app"),
            ("git@example.com:shop.git", true, nil), ("git@example.com:shop.git#main:web", true, "web"),
            ("github.com/example/shop#main:", true, nil), ("https://example.com/shop.tar.gz", false, nil),
            ("https://example.com/shop.github#a:b", false, nil),
        ] as [(String, Bool, String?)]
    )
    func itIsARepositoryOrAFile(context: String, isRepository: Bool, directory: String?) throws {
        let remote = try #require(RemoteContext(context))
        #expect(remote.url == context)
        #expect(remote.isRepository == isRepository)
        #expect(remote.directory == directory)
    }

    @Test(
        arguments: [
            "/app", ".", "app.git", "docker-image://debian", "oci-layout:///x", "ssh://git@example.com/x.git", "",
        ]
    )
    func othersAreNone(context: String) { #expect(RemoteContext(context) == nil) }

    @Test func credentialsStandInFrontOfTheHost() {
        #expect(RemoteContext("https://ann:hush@example.com/a@b.git")?.credentials == "ann:hush")
        #expect(RemoteContext("https://token@example.com/x.git")?.credentials == "token")
        #expect(RemoteContext("https://example.com/a@b.git")?.credentials == nil)
        #expect(RemoteContext("git@example.com:x.git")?.credentials == nil)
    }
}
