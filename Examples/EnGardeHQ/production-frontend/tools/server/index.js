// Production server: the built files, and /api and /health from the backend. No dependencies.
'use strict';
const http = require('http');
const path = require('path');
const { isBackendPath, proxy } = require('./proxy');
const { fileFor, sendFile } = require('./files');

const folder = path.resolve(process.argv[2] || 'dist');
const port = Number(process.env.PORT || 3000);

const server = http.createServer((request, response) => {
  const urlPath = request.url.split('?')[0];
  if (isBackendPath(urlPath)) return proxy(request, response);
  if (request.method !== 'GET' && request.method !== 'HEAD') return response.writeHead(405).end();
  const file = fileFor(folder, urlPath);
  // Names under /assets carry a digest of their content, so they never change.
  if (file !== null) return sendFile(response, file, urlPath.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (path.extname(urlPath) !== '' && urlPath !== '/') return response.writeHead(404).end();
  return sendFile(response, path.join(folder, 'index.html'), 'no-cache');
});

server.listen(port, () => console.log(`serving ${folder} on port ${port}`));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
