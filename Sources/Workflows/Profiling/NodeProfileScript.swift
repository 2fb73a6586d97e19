/// What runs in a container of Node.js beside the application: it asks the application's own inspector for a profile.
///
/// - Shape: variables say what it does: `ENGARDE_PID` (0 is the process that seems to be the application),
///   `ENGARDE_INSPECTOR_PORT`, `ENGARDE_DURATION` in seconds and `ENGARDE_INTERVAL` in microseconds. The profile goes to
///   standard output; anything on standard input ends the recording early. It needs nothing but Node.js, 12 or later.
enum NodeProfileScript {
    /// The exit codes, with what they mean.
    enum ExitCode: Int, Sendable {
        /// No process of Node.js runs.
        case noProcess = 3
        /// The process does not open its inspector.
        case notOpened = 4
        /// Another process has the inspector's port.
        case portTaken = 5
        /// The inspector did not do what it was asked for.
        case failed = 6
    }

    /// The script.
    static let text = #"""
        'use strict';
        const fs = require('fs');
        const http = require('http');
        const net = require('net');
        const crypto = require('crypto');

        const port = Number(process.env.ENGARDE_INSPECTOR_PORT);
        const fail = (code, text) => { process.stderr.write(text + '\n'); process.exit(code); };
        const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

        // Programs that only start the application.
        const starter = /(^|\/)(npm|npx|yarn|yarnpkg|pnpm|pnpx|corepack|nodemon)(-cli)?(\.c?js)?$/;

        const processes = () => fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
          try {
            const words = fs.readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
            const stat = fs.readFileSync(`/proc/${name}/stat`, 'utf8');
            const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
            let program = words[0];
            try { program = fs.readlinkSync(`/proc/${name}/exe`); } catch {}
            if (!/(^|\/)node(js)?(-?\d[\d.]*)?$/.test(program.split(' ')[0])) return [];
            const isStarter = starter.test(words[0].split(' ')[0]) || starter.test(words[1] || '');
            const time = Number(fields[11]) + Number(fields[12]);
            return [{ pid: Number(name), parent: Number(fields[1]), time, isStarter }];
          } catch {
            return [];
          }
        });

        // The application: what starters have started, and among several processes the one that has worked most.
        const application = () => {
          const all = processes().filter((one) => one.pid !== process.pid);
          const byIdentifier = new Map(all.map((one) => [one.pid, one]));
          const depth = (one) => {
            const parent = byIdentifier.get(one.parent);
            return parent ? depth(parent) + 1 : 0;
          };
          const own = all.filter((one) => !one.isStarter);
          const order = (a, b) => depth(b) - depth(a) || b.time - a.time || a.pid - b.pid;
          const [first] = (own.length ? own : all).sort(order);
          return first ? first.pid : 0;
        };

        const targets = () => new Promise((resolve) => {
          const request = http.get({ host: '127.0.0.1', port, path: '/json/list', timeout: 1000 }, (response) => {
            let text = '';
            response.on('data', (piece) => { text += piece; });
            response.on('end', () => { try { resolve(JSON.parse(text)); } catch { resolve([]); } });
          });
          request.on('timeout', () => request.destroy());
          request.on('error', () => resolve([]));
        });

        // A WebSocket: the inspector's own messages, one at a time.
        const connect = (address) => new Promise((resolve, reject) => {
          const { hostname, port, pathname } = new URL(address);
          const socket = net.connect(Number(port), hostname);
          const waiting = new Map();
          let pieces = [], size = 0, needed = 1, isOpen = false, parts = [], serial = 0;

          const send = (code, payload) => {
            const mask = crypto.randomBytes(4);
            const length = payload.length;
            const head = length < 126 ? Buffer.from([128 | code, 128 | length])
              : Buffer.from([128 | code, 128 | 126, length >> 8, length & 255]);
            const masked = Buffer.from(payload.map((byte, index) => byte ^ mask[index % 4]));
            socket.write(Buffer.concat([head, mask, masked]));
          };
          const call = (method, params) => new Promise((resolve, reject) => {
            serial += 1;
            waiting.set(serial, { resolve, reject });
            send(1, Buffer.from(JSON.stringify({ id: serial, method, params })));
          });
          const receive = (text) => {
            const message = JSON.parse(text);
            const call = waiting.get(message.id);
            if (!call) return;
            waiting.delete(message.id);
            if (message.error) call.reject(new Error(message.error.message)); else call.resolve(message.result);
          };
          const end = (error) => {
            for (const call of waiting.values()) call.reject(error);
            reject(error);
          };
          // Takes one frame, or says how many bytes it needs.
          const frame = (bytes) => {
            if (bytes.length < 2) return { needs: 2 };
            let length = bytes[1] & 127, start = 2;
            if (length === 126) {
              if (bytes.length < 4) return { needs: 4 };
              length = bytes.readUInt16BE(2);
              start = 4;
            } else if (length === 127) {
              if (bytes.length < 10) return { needs: 10 };
              length = Number(bytes.readBigUInt64BE(2));
              start = 10;
            }
            if (bytes.length < start + length) return { needs: start + length };
            const payload = bytes.subarray(start, start + length), code = bytes[0] & 15;
            if (code === 9) send(10, payload);
            if (code < 2) parts.push(payload);
            if (code < 2 && bytes[0] & 128) {
              const text = Buffer.concat(parts).toString();
              parts = [];
              receive(text);
            }
            return { taken: start + length };
          };

          socket.on('connect', () => socket.write(
            `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n`
            + `Sec-WebSocket-Key: ${crypto.randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`));
          socket.on('data', (piece) => {
            pieces.push(piece);
            size += piece.length;
            if (size < needed) return;
            let bytes = Buffer.concat(pieces);
            if (!isOpen) {
              const head = bytes.indexOf('\r\n\r\n');
              if (head >= 0) {
                if (!bytes.subarray(0, head).toString().startsWith('HTTP/1.1 101')) return end(new Error('it refused'));
                isOpen = true;
                bytes = bytes.subarray(head + 4);
                resolve({ call, close: () => socket.destroy() });
              }
            }
            needed = 1;
            while (isOpen && bytes.length) {
              const { needs, taken } = frame(bytes);
              if (needs) { needed = needs; break; }
              bytes = bytes.subarray(taken);
            }
            pieces = [bytes];
            size = bytes.length;
          });
          socket.on('error', end);
          socket.on('close', () => end(new Error('it closed the connection')));
        });

        // Until the time is over, or somebody says on standard input that it is enough.
        const recording = () => new Promise((resolve) => {
          setTimeout(resolve, Number(process.env.ENGARDE_DURATION) * 1000);
          process.stdin.on('data', resolve);
          process.stdin.on('end', resolve);
        });

        const main = async () => {
          const pid = Number(process.env.ENGARDE_PID) || application();
          if (!pid) fail(3, 'no process of Node.js runs in the container');
          let found = await targets();
          const isOurs = !found.length;
          if (isOurs) {
            process.kill(pid, 'SIGUSR1');
            for (let attempt = 0; attempt < 100 && !found.length; attempt += 1) {
              await pause(50);
              found = await targets();
            }
          }
          if (!found.length) fail(4, `process ${pid} does not open its inspector on 127.0.0.1:${port}`);
          const inspector = await connect(found[0].webSocketDebuggerUrl);
          const evaluate = (expression) => inspector.call('Runtime.evaluate', { expression, returnByValue: true });
          const owner = (await evaluate('process.pid')).result.value;
          if (owner !== pid) fail(5, `process ${owner} has the inspector on 127.0.0.1:${port}, and not process ${pid}`);
          await inspector.call('Profiler.enable');
          await inspector.call('Profiler.setSamplingInterval', { interval: Number(process.env.ENGARDE_INTERVAL) });
          await inspector.call('Profiler.start');
          await recording();
          const { profile } = await inspector.call('Profiler.stop');
          await inspector.call('Profiler.disable');
          if (isOurs) {
            await evaluate('setTimeout(() => process.getBuiltinModule ? process.getBuiltinModule("inspector").close()'
              + ' : process._debugEnd && process._debugEnd(), 50); 0');
          }
          inspector.close();
          process.stdout.write(JSON.stringify(profile), () => process.exit(0));
        };

        main().catch((error) => fail(6, `the inspector failed: ${error.message}`));
        """#
}
