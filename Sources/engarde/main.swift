import CLibrary
import EngardeCommands

let status = await EngardeProgram.run(
    Array(CommandLine.arguments.dropFirst()),
    calledAs: CommandLine.arguments.first ?? "engarde",
    in: .ofThisProcess()
)
exit(status.code)
