import ArgumentParser
import ComposeLoader
import ComposeModel
import Diagnostics
import OrderedCollections
import Reconciliation
import Testing

@testable import EngardeCommands

/// What the command line of `run` makes of a service.
@Suite struct OneOffOptionTests {
    private func oneOff(_ arguments: [String], command: [String] = [], of service: Service) throws -> OneOff {
        try OneOffOptions.parse(arguments).oneOff(
            of: service,
            command: command,
            .init(workingDirectory: "/shop"),
            homeDirectory: "/home/me",
            environment: ["SHELL_VALUE": "s"]
        )
    }

    private static var web: Service {
        var service = Service(name: "web", image: "w")
        service.command = ["serve"]
        service.entrypoint = ["/enter"]
        service.environment = ["A": "1", "B": "2"]
        service.restart = .always
        service.containerName = "only-one"
        service.scale = 3
        service.ports = [PortMapping(target: 80)]
        service.mounts = [Mount(.volume(source: "data", .init()), at: "/data")]
        service.security.capabilitiesAdded = ["X"]
        service.security.capabilitiesDropped = ["Y"]
        return service
    }

    @Test func withoutOptionsItIsTheServiceOnceAndClosed() throws {
        var expected = Self.web
        expected.restart = nil
        expected.containerName = nil
        expected.scale = 1
        expected.ports = []
        #expect(try oneOff([], of: Self.web).service == expected)
    }

    @Test func aCommandReplacesThatOfTheServiceAndAnEntrypointClearsIt() throws {
        let command = try oneOff([], command: ["sh", "-c", "x"], of: Self.web).service
        #expect(command.command == ["sh", "-c", "x"])
        #expect(command.entrypoint == ["/enter"])
        let entrypoint = try oneOff(["--entrypoint=sh -c 'a b'"], of: Self.web).service
        #expect(entrypoint.entrypoint == ["sh", "-c", "a b"])
        #expect(entrypoint.command == [])
        #expect(try oneOff(["--entrypoint", ""], command: ["x"], of: Self.web).service.entrypoint == [])
    }

    @Test func variablesOfTheCommandLineWinAndThoseWithoutValueAreOfTheShell() throws {
        let arguments = ["-e", "A=x=y", "-e", "SHELL_VALUE", "-e", "UNSET", "-e", "EMPTY="]
        let environment = try oneOff(arguments, of: Self.web).service.environment
        #expect(environment == ["A": "x=y", "B": "2", "SHELL_VALUE": "s", "EMPTY": ""])
    }

    @Test func mountsAreRelativeToTheDirectoryAndReplaceThoseAtTheirPath() throws {
        let arguments = ["-v", "./a/../b:/b:ro", "-v", "~/c:/c", "-v", "named:/data", "-v", "/d"]
        let mounts = try oneOff(arguments, of: Self.web).service.mounts
        #expect(
            mounts == [
                Mount(.bind(source: "/shop/b", .init()), at: "/b", readOnly: true),
                Mount(.bind(source: "/home/me/c", .init()), at: "/c"),
                Mount(.volume(source: "named", .init()), at: "/data"),
                Mount(.volume(source: nil, .init()), at: "/d"),
            ]
        )
    }

    @Test func portsAreThoseOfTheCommandLineOrOfTheService() throws {
        let published = try oneOff(["-p", "127.0.0.1:8080:80/udp", "-p", "9"], of: Self.web).service.ports
        #expect(
            published == [
                PortMapping(target: 80, published: .init(8080), hostIP: "127.0.0.1", transport: "udp"),
                PortMapping(target: 9),
            ]
        )
        #expect(try oneOff(["-P"], of: Self.web).service.ports == Self.web.ports)
    }

    @Test func aCapabilityThatIsAddedIsNotDropped() throws {
        let security = try oneOff(["--cap-add", "Y", "--cap-drop", "X"], of: Self.web).service.security
        #expect(security.capabilitiesAdded == ["Y"])
        #expect(security.capabilitiesDropped == ["X"])
    }

    @Test(
        arguments: [
            (["-v", "data::/b"], "'data::/b' is not a volume: there is nothing between two colons"),
            (["-v", "data:/b:x"], "'data:/b:x' is not a volume: option 'x' is unknown"),
            (["-p", "x"], "'x' is not a port: 'x' is not a port number from 0 to 65535"),
            (["--entrypoint", "a 'b"], "'a 'b' is not a command line: a quote is not closed"),
        ]
    )
    func whatCannotBeReadIsSaid(arguments: [String], message: String) {
        do {
            _ = try oneOff(arguments, of: Self.web)
            Issue.record("it was read")
        } catch {
            #expect(ErrorReport(error).diagnostics.map(\.message) == [message])
        }
    }

    @Test func aTerminalIsGivenWhereSomebodySitsAtOneUnlessTheCommandLineSaysOtherwise() throws {
        func uses(_ arguments: [String], _ input: Bool, _ output: Bool) throws -> Bool {
            try ConnectionOptions.parse(arguments).usesTerminal(input, output)
        }
        #expect(try uses([], true, true))
        #expect(!(try uses([], false, true)))
        #expect(!(try uses([], true, false)))
        #expect(!(try uses(["--no-tty=true"], true, true)))
        #expect(try uses(["--no-tty=false"], false, false))
        #expect(try uses(["--tty=true"], false, false))
        #expect(!(try uses(["--tty=false"], true, true)))
    }
}
