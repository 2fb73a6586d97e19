import ComposeModel
import EngineAPI
import HTTPProxy
import Testing

@testable import Workflows

/// Where the names of stacks lead.
@Suite struct StackRoutesTests {
    private static func container(
        _ project: String,
        _ service: String,
        number: Int = 1,
        _ ports: [ContainerSummary.Port]
    ) -> ContainerSummary {
        var container = ContainerSummary(
            id: ContainerID("\(project)-\(service)-\(number)"),
            name: "\(project)-\(service)-\(number)",
            image: "image",
            imageID: "sha256:1",
            state: .running
        )
        container.labels = [
            ComposeLabel.project: project, ComposeLabel.service: service,
            ComposeLabel.containerNumber: String(number), ComposeLabel.oneOff: "False",
        ]
        container.ports = ports
        return container
    }

    private static let routes = StackRoutes([
        container(
            "shop-one",
            "backend",
            [
                .init(hostIP: "0.0.0.0", privatePort: 9_000, publicPort: 20_002),
                .init(hostIP: "0.0.0.0", privatePort: 8_000, publicPort: 20_001),
                .init(hostIP: "::", privatePort: 8_000, publicPort: 20_001),
            ]
        ),
        container("shop-one", "DB", [.init(hostIP: "127.0.0.2", privatePort: 5_432, publicPort: 20_003)]),
        container("shop-one", "dns", [.init(hostIP: "0.0.0.0", privatePort: 53, publicPort: 20_004, transport: .udp)]),
        container("shop", "backend", [.init(hostIP: "0.0.0.0", privatePort: 8_000, publicPort: 8_000)]),
    ])

    @Test(
        arguments: [
            ("backend.shop-one.localhost", ProxyRoute.backend(host: "127.0.0.1", port: 20_001)),
            ("9000.backend.shop-one.localhost", .backend(host: "127.0.0.1", port: 20_002)),
            ("db.shop-one.localhost", .backend(host: "127.0.0.2", port: 20_003)),
            ("backend.shop.localhost", .backend(host: "127.0.0.1", port: 8_000)),
        ]
    )
    func servicesAreReached(host: String, route: ProxyRoute) {
        #expect(Self.routes.route(to: host, proxyPort: 8_080) == route)
    }

    private static let ofOne = [
        "http://db.shop-one.localhost:8080/", "http://backend.shop-one.localhost:8080/",
    ]
    private static let all = ["http://backend.shop.localhost:8080/"] + ofOne

    @Test(
        arguments: [
            ("localhost", ProxyPage(status: 200, title: "what is published", links: StackRoutesTests.all)),
            ("shop-one.localhost", ProxyPage(status: 200, title: "stack 'shop-one'", links: StackRoutesTests.ofOne)),
            (
                "web.shop-one.localhost",
                ProxyPage(
                    status: 404,
                    title: "service 'web' of stack 'shop-one' is not published",
                    links: StackRoutesTests.ofOne
                )
            ),
            (
                "80.backend.shop-one.localhost",
                ProxyPage(
                    status: 404,
                    title: "port 80 of service 'backend' of stack 'shop-one' is not published",
                    links: StackRoutesTests.ofOne
                )
            ),
            (
                "dns.shop-one.localhost",
                ProxyPage(
                    status: 404,
                    title: "service 'dns' of stack 'shop-one' is not published",
                    links: StackRoutesTests.ofOne
                )
            ),
            (
                "backend.other.localhost",
                ProxyPage(status: 404, title: "nothing of stack 'other' is published", links: StackRoutesTests.all)
            ),
            (
                "evil.example",
                ProxyPage(status: 404, title: "'evil.example' is no name of a service", links: StackRoutesTests.all)
            ),
        ]
    )
    func whatIsNotThereIsAnsweredWithWhatThereIs(host: String, page: ProxyPage) {
        #expect(Self.routes.route(to: host, proxyPort: 8_080) == .page(page))
    }
}
