package import ComposeModel
import Diagnostics

/// Why a program that manages a service, or models, did not do what it was asked for.
package struct ProviderFailure: Sendable, Hashable {
    /// What it was asked for.
    package enum Subject: Sendable, Hashable {
        /// A service; what became of it is in docker compose's words, such as `create`.
        case service(ServiceName, action: String)
        /// A model.
        case model(ModelName)
    }

    /// What went wrong.
    package enum Reason: Sendable, Hashable {
        /// The type is that of this program itself.
        case typeReserved
        /// There is no such program.
        case missing
        /// It could not be started; the reason is the system's.
        case notStarted(reason: String)
        /// An option is missing that the program needs.
        case parameterMissing(String)
        /// It said what is wrong.
        case refused(String)
        /// It said what no provider says.
        case malformed
        /// It ended with another code than 0; the last that it wrote to standard error.
        case failed(code: Int32, complaint: String)
    }

    /// What it was asked for.
    package var subject: Subject
    /// The program's name in the Compose file.
    package var type: String
    /// What went wrong.
    package var reason: Reason

    /// The place in the Compose file.
    var path: [String] {
        switch subject {
        case .service(let service, _): ["services", service.rawValue, "provider"]
        case .model(let key): ["models", key.rawValue]
        }
    }

    /// The failure, without code and path.
    var diagnostic: Diagnostic {
        switch reason {
        case .typeReserved: Diagnostic(message: "'\(type)' is not a valid provider type")
        case .missing:
            if case .model = subject {
                Diagnostic(
                    message: "'models' support requires Docker Model plugin",
                    hint: "install the plugin 'docker-\(type)'"
                )
            } else {
                Diagnostic(
                    message: "\(name) cannot be brought up: there is neither a docker plugin '\(type)' nor a program "
                        + "of that name in 'PATH'",
                    hint: "install the provider, or correct its 'type'"
                )
            }
        case .notStarted(let reason):
            Diagnostic(message: "the provider '\(type)' of \(name) cannot be started: \(reason)")
        case .parameterMissing(let parameter):
            Diagnostic(
                message: "required parameter \"\(parameter)\" is missing from provider \"\(type)\" definition",
                hint: "add '\(parameter)' to the 'options' of \(name)"
            )
        case .refused(let words):
            Diagnostic(message: "the provider '\(type)' of \(name) failed: \(words)")
        case .malformed:
            Diagnostic(
                message: "invalid response from plugin: '\(type)' of \(name) writes what no provider does",
                hint: "use a provider that speaks the protocol of Compose"
            )
        case .failed(let code, let complaint):
            Diagnostic(
                message: "failed to \(action): '\(type)' of \(name) ended with exit status \(code)",
                notes: complaint.isEmpty
                    ? []
                    : [
                        .init(
                            title: "what it wrote",
                            lines: complaint.split(whereSeparator: \.isNewline).suffix(20).map(String.init)
                        )
                    ]
            )
        }
    }

    private var name: String {
        switch subject {
        case .service(let service, _): "service '\(service)'"
        case .model(let key): "model '\(key)'"
        }
    }

    private var action: String {
        switch subject {
        case .service(_, let action): "\(action) service provider"
        case .model: "prepare model"
        }
    }
}
