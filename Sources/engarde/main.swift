import CLibrary
import EngardeCommands

let status = await EngardeProgram.run(Array(CommandLine.arguments.dropFirst()), in: .ofThisProcess())
exit(status.code)
