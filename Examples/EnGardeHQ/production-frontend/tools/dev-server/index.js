// Development server: native ES modules, one Babel transform for each module (TypeScript, JSX, Fast Refresh),
// updates by server-sent events, and /api and /health from the backend. All it requires is a Debian package.
'use strict';
const fs = require('fs');
const http = require('http');
const path = require('path');
const { ModuleGraph, isSource } = require('./modules');
const { Updates } = require('./updates');
const { watchTree } = require('./watcher');
const { isBackendPath, proxy } = require('../server/proxy');
const { fileFor, isServedType, sendFile } = require('../server/files');

const root = path.resolve(__dirname, '../..');
const sources = path.join(root, 'src');
const publicFiles = path.join(root, 'public');
const vendor = path.resolve(process.env.VENDOR || '/opt/vendor');
const browserFiles = path.join(__dirname, 'browser');
const port = Number(process.env.PORT || 3000);

const graph = new ModuleGraph(sources);
const updates = new Updates();

const SCRIPTS =
  '<script type="module" src="/@client/client.js"></script>\n  <script type="module" src="/src/main.tsx"></script>';

function sendModule(response, code) {
  response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' });
  response.end(code);
}

function sendPage(response) {
  const page = fs.readFileSync(path.join(publicFiles, 'index.html'), 'utf8').replace('<!-- scripts -->', SCRIPTS);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(page);
}

function handle(request, response) {
  const urlPath = request.url.split('?')[0];
  if (isBackendPath(urlPath)) return proxy(request, response);
  if (urlPath === '/@updates') return updates.attach(request, response);
  if (urlPath.startsWith('/src/') && isSource(urlPath)) {
    const file = fileFor(sources, urlPath.slice('/src'.length));
    if (file !== null) return sendModule(response, graph.serve(graph.idOf(file)));
  }
  for (const [prefix, folder] of [['/@vendor', vendor], ['/@client', browserFiles], ['', publicFiles]]) {
    const file = urlPath.startsWith(`${prefix}/`) ? fileFor(folder, urlPath.slice(prefix.length)) : null;
    if (file !== null && file !== path.join(publicFiles, 'index.html')) return sendFile(response, file, 'no-store');
  }
  if (path.extname(urlPath) !== '' && urlPath !== '/index.html') return response.writeHead(404).end();
  return sendPage(response);
}

const server = http.createServer((request, response) => {
  try {
    handle(request, response);
  } catch (error) {
    console.error(error.message);
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(String(error.message));
  }
});

function sourceChanged(file) {
  if (!isSource(file)) return undefined;
  const started = process.hrtime.bigint();
  try {
    const urls = graph.update(file);
    if (urls === undefined) return undefined;
    updates.send(urls === null ? { kind: 'reload' } : { kind: 'update', urls });
    const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
    console.log(`${graph.idOf(file)}: ${urls === null ? 'reload' : 'update'} in ${milliseconds.toFixed(1)} ms`);
  } catch (error) {
    graph.invalidate(file);
    console.error(error.message);
    updates.send({ kind: 'error', message: error.message });
  }
  return undefined;
}

function sourceRemoved(file) {
  if (graph.remove(file)) updates.send({ kind: 'reload' });
}

function publicFileChanged(file) {
  // An editor's temporary files are nothing that a page shows.
  if (!isServedType(file)) return;
  updates.send({ kind: file.endsWith('.css') ? 'style' : 'reload' });
}

watchTree(sources, sourceChanged, sourceRemoved);
watchTree(publicFiles, publicFileChanged, publicFileChanged);

server.listen(port, () => {
  console.log(`ready on port ${port} after ${process.uptime().toFixed(2)} s`);
  // Babel is slow the first few times: that is paid here, before the first edit.
  setImmediate(function warmUp(folder = sources) {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) warmUp(file);
      else if (isSource(file)) {
        try {
          graph.compile(file);
        } catch (error) {
          console.error(error.message);
        }
      }
    }
  });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
