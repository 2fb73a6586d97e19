import ComposeModel
import Convergence
import Testing

@Suite struct BuildFlawTests {
    @Test func theFormOfASecretThatABuildCannotBeGivenIsNamed() {
        let token = ConvergenceError.build(service: "web", .unsupportedSecret(key: "token", form: "environment"))
        #expect(
            token.description
                == "the build of service 'web' uses secret 'token', which is declared with 'environment': secrets of builds are not supported yet"
        )
        #expect(token.path == ["secrets", "token", "environment"])
        let ssh = ConvergenceError.build(service: "web", .unsupported("ssh"))
        let all = ConvergenceError.several([token, .several([ssh])])
        #expect(all.each.map(\.path) == [token.path, ["services", "web", "build", "ssh"]])
    }
}
