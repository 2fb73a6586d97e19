// Passes a request on to the backend, and its answer back. Where API_TOKEN is set, a request without a token gets that
// one: so whoever reaches this server is let in, which is meant for one's own machine.
'use strict';
const http = require('http');

const backend = new URL(process.env.API_URL || 'http://backend:8000');
const agent = new http.Agent({ keepAlive: true });
const token = process.env.API_TOKEN || '';
const own = token === '' ? {} : { authorization: `Bearer ${token}` };

/** Whether a path is the backend's and not the frontend's. */
const isBackendPath = (path) => path.startsWith('/api/') || path === '/api' || path === '/health';

// Requests that may be sent twice. For the others a connection is made that nobody can have closed meanwhile.
const REPEATABLE = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];
const hasBody = (request) => 'content-length' in request.headers || 'transfer-encoding' in request.headers;

function proxy(request, response) {
  const repeatable = REPEATABLE.includes(request.method) && !hasBody(request);
  const upstream = http.request(
    {
      host: backend.hostname,
      port: backend.port || 80,
      path: request.url,
      method: request.method,
      headers: { ...own, ...request.headers, 'x-forwarded-for': request.socket.remoteAddress },
      agent: repeatable && agent,
    },
    (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    },
  );
  upstream.on('error', (error) => {
    if (response.headersSent) return response.destroy();
    // A connection that was kept open ends with the backend's process; another one leads to the new process.
    if (upstream.reusedSocket && repeatable && !response.destroyed) return proxy(request, response);
    response.writeHead(502, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ detail: `the backend does not answer: ${error.message}` }));
  });
  if (repeatable) upstream.end();
  else request.pipe(upstream);
}

module.exports = { isBackendPath, proxy };
