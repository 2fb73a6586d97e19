import SessionEvents
import TerminalOutput
import Testing

@testable import EngardeCommands

/// When there are services and keys at the bottom of the terminal.
@Suite struct TerminalInterfaceTests {
    private struct NoOutput: TextOutput {
        func write(_ bytes: [UInt8], to channel: OutputChannel) {}
    }

    private func isShown(
        _ options: [String] = [],
        menu: Bool? = nil,
        environment: [String: String] = [:],
        input: Bool = true,
        output: Bool = true
    ) throws -> Bool {
        let surroundings = Surroundings(
            environment: environment,
            workingDirectory: "/",
            homeDirectory: "/",
            output: NoOutput(),
            traits: { ansi in
                TerminalTraits(
                    dataIsTerminal: output,
                    reportIsTerminal: true,
                    inputIsTerminal: input,
                    width: 80,
                    height: 24,
                    environment: environment,
                    ansi: ansi
                )
            },
            standardInput: { [] },
            clock: ContinuousClock(),
            wallClock: WallClock { .zero }
        )
        let global = try EngardeCommand.parsed(options).options.completed(by: environment)
        return TerminalInterface(Invocation(global, in: surroundings), isWanted: menu) != nil
    }

    @Test func theyAreThereByDefault() throws {
        #expect(try isShown())
        #expect(try isShown(["--progress=tty"]))
        #expect(try isShown(environment: ["NO_COLOR": "1"]))
    }

    @Test func onlyAtATerminal() throws {
        #expect(try !isShown(input: false))
        #expect(try !isShown(output: false))
        #expect(try !isShown(menu: true, input: false))
    }

    @Test(arguments: [["--progress=plain"], ["--progress=json"], ["--progress=quiet"], ["--ansi=never"]])
    func notWhereLinesAreAskedFor(options: [String]) throws { #expect(try !isShown(options)) }

    @Test func notOnADumbTerminal() throws {
        #expect(try !isShown(environment: ["TERM": "dumb"]))
        #expect(try !isShown(environment: ["COMPOSE_PROGRESS": "plain"]))
        #expect(try !isShown(environment: ["COMPOSE_ANSI": "never"]))
    }

    @Test func theOptionCountsBeforeTheVariable() throws {
        #expect(try !isShown(menu: false))
        #expect(try !isShown(environment: ["COMPOSE_MENU": "false"]))
        #expect(try !isShown(environment: ["COMPOSE_MENU": "0"]))
        #expect(try isShown(environment: ["COMPOSE_MENU": "true"]))
        #expect(try isShown(menu: true, environment: ["COMPOSE_MENU": "false"]))
        #expect(try !isShown(menu: false, environment: ["COMPOSE_MENU": "true"]))
    }

    @Test(arguments: [("--menu", SwitchValue.on), ("--menu=true", .on), ("--menu=false", .off)])
    func theOptionTakesAValue(option: String, value: SwitchValue) throws {
        let up = try ArgumentForms([option], syntax: CommandSyntax(of: UpCommand.self))
        #expect(try UpCommand.parsed(up.parsable).output.menu.menu == value)
        let watch = try ArgumentForms([option], syntax: CommandSyntax(of: WatchCommand.self))
        #expect(try WatchCommand.parsed(watch.parsable).menu.menu == value)
    }
}
