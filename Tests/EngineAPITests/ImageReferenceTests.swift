import EngineAPI
import Testing

@Suite struct ImageReferenceTests {
    @Test(arguments: [
        "redis", "redis:7-alpine", "library/redis", "registry.example.org/team/web:1.2.3_x", "localhost/web",
        "localhost:5000/web:v1", "a__b/c-d--e.f",
        "web@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "[::1]:5000/web", "Registry/web", "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    ])
    func isOne(text: String) { #expect(ImageReference(text).isWellFormed) }

    @Test(arguments: [
        "", "web:", "Web", "web:a b", "web:-x", "/web", "web/", "a//b", "a..b", "-web", "a___b", "web@sha256:12",
        "web@",
        "registry.example.org:/web", "re gistry.org/web", "web:1:2", "${X}",
    ])
    func isNone(text: String) { #expect(!ImageReference(text).isWellFormed) }
}
