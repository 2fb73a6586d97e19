import EngineAPI

/// What `NODE_OPTIONS` load into each process of Node.js while a service is debugged.
///
/// `--inspect` in `NODE_OPTIONS` would be for all of them: npm would take the port, and the application that it starts would
/// get none. This is `--inspect` for the application alone.
///
/// - Shape: `ENGARDE_INSPECTOR` is `address:port`; with `ENGARDE_INSPECTOR_WAITS=1` the application begins when somebody
///   is connected.
enum InspectorModule {
    /// The port of the inspector in a container that is debugged; `nil` in others.
    static func port(of config: ContainerConfig) -> UInt16? {
        config.variable("ENGARDE_INSPECTOR")?.split(separator: ":").last.flatMap { UInt16($0) }
    }

    /// The text of the module, in CommonJS.
    static let text = #"""
        'use strict';
        // Opens the inspector in the process of the application, and in none of those that only start it.
        const { isMainThread } = require('worker_threads');

        const script = (process.argv[1] || '').replace(/\\/g, '/');
        const starter = new RegExp('(^|/)(npm|npx|yarn|yarnpkg|pnpm|pnpx|corepack|nodemon|tsx|ts-node-dev|tsnd|cross-env'
          + '|dotenv|concurrently|npm-run-all|run-p|run-s|turbo|nx|lerna)(-cli)?([.]c?js|[.]mjs)?$');
        // What their packages call their programs.
        const started = new RegExp('/node_modules/(npm|yarn|pnpm|nodemon|tsx|ts-node-dev|cross-env|dotenv-cli'
          + '|concurrently|npm-run-all2?|turbo|nx)/');
        const isNext = /\/(next|next\/dist\/bin\/next)$/.test(script) && (process.argv[2] || 'dev') === 'dev';

        if (isMainThread && script && !starter.test(script) && !started.test(script) && !isNext) {
          const [host, port] = process.env.ENGARDE_INSPECTOR.split(':');
          const inspector = require('inspector');
          if (!inspector.url()) inspector.open(Number(port), host, process.env.ENGARDE_INSPECTOR_WAITS === '1');
        }
        """#
}
