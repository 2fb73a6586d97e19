import Testing

/// What a user reads when the variables are not all known.
@Suite struct BadEnvironmentFileTests {
    @Test func whatIsWrongWithoutVariablesIsSaidToo() {
        let loading = Loading(files: [
            "compose.yaml": """
            services:
              web:
                imagee: nginx
                ports: ['${PORT:?}:80']
                user: ${USER_ID}
            """,
            ".env": "BAD NAME=2\nPORT=80\n",
        ])
        #expect(
            loading.failure() == """
                error: a variable's name contains a space
                  --> .env:1:1
                  |
                1 | BAD NAME=…
                  | ^^^^^^^^

                error: unknown attribute 'imagee' in 'services.web'
                  --> compose.yaml:3:5
                  |
                3 |     imagee: nginx
                  |     ^^^^^^

                hint: did you mean 'image'?
                """
        )
    }

    @Test func whatMayFollowFromItIsNotSaid() {
        let loading = Loading(files: ["a.yaml": "services: {}", ".env": "BAD NAME=2\nCOMPOSE_FILE=a.yaml\n"])
        #expect(
            loading.failure() == """
                error: a variable's name contains a space
                  --> .env:1:1
                  |
                1 | BAD NAME=…
                  | ^^^^^^^^
                """
        )
    }
}
