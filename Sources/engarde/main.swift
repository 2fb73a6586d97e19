import EngardeCommands

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

let status = await EngardeProgram.run(Array(CommandLine.arguments.dropFirst()), in: .ofThisProcess())
exit(status.code)
