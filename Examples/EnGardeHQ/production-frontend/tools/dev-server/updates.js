// The stream of updates to the pages that are open: server-sent events.
'use strict';

class Updates {
  constructor() {
    this.pages = new Set();
  }

  attach(request, response) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': connected\n\n');
    this.pages.add(response);
    request.on('close', () => this.pages.delete(response));
  }

  /** Kinds: `update` (urls), `reload`, `style`, `error` (message). */
  send(event) {
    for (const page of this.pages) page.write(`data: ${JSON.stringify(event)}\n\n`);
  }
}

module.exports = { Updates };
