import ChildProcesses
import CLibrary
import Dispatch

/// Opens addresses in the user's browser.
struct Browser {
    /// What the environment says of browsers and programs.
    let environment: [String: String]

    /// The programs that open an address, the first one that is there counts.
    private var candidates: [String] {
        #if canImport(Darwin)
        ["open"]
        #else
        (environment["BROWSER"].map { [$0] } ?? []) + ["xdg-open", "wslview", "sensible-browser"]
        #endif
    }

    /// Opens an address.
    ///
    /// - Returns: whether there was a program for it.
    func open(_ address: String) -> Bool {
        for name in candidates {
            let path = name.hasPrefix("/") ? name : Program.path(of: name, environment: environment)
            guard let path else { continue }
            let program = Program(path: path, arguments: [name, address], environment: environment)
            guard case .success(let process) = program.start([.null, .null, .null], isApart: true) else { continue }
            reap(process)
            return true
        }
        return false
    }

    /// Waits for a program's end, so that nothing is left of it.
    private func reap(_ process: Int32) {
        DispatchQueue.global().async {
            var status: Int32 = 0
            while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        }
    }
}
