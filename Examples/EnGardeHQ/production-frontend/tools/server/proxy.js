// Passes a request on to the backend as it is, and its answer back.
'use strict';
const http = require('http');

const backend = new URL(process.env.API_URL || 'http://backend:8000');
const agent = new http.Agent({ keepAlive: true });

/** Whether a path is the backend's and not the frontend's. */
const isBackendPath = (path) => path.startsWith('/api/') || path === '/api' || path === '/health';

function proxy(request, response) {
  const upstream = http.request(
    {
      host: backend.hostname,
      port: backend.port || 80,
      path: request.url,
      method: request.method,
      headers: { ...request.headers, 'x-forwarded-for': request.socket.remoteAddress },
      agent,
    },
    (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    },
  );
  upstream.on('error', (error) => {
    if (response.headersSent) return response.destroy();
    response.writeHead(502, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ detail: `the backend does not answer: ${error.message}` }));
  });
  request.pipe(upstream);
}

module.exports = { isBackendPath, proxy };
