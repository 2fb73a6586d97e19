// Static files out of one folder.
'use strict';
const fs = require('fs');
const path = require('path');

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

/** Whether a file is of a kind that pages use, by its name. */
const isServedType = (file) => path.extname(file) in TYPES;

/** The file that a URL path names inside a folder, or null where there is none or it lies outside. */
function fileFor(folder, urlPath) {
  let decoded;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  const file = path.join(folder, path.normalize(decoded));
  if (!file.startsWith(folder + path.sep)) return null;
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null;
}

function sendFile(response, file, cacheControl) {
  response.writeHead(200, {
    'content-type': TYPES[path.extname(file)] || 'application/octet-stream',
    'cache-control': cacheControl,
  });
  fs.createReadStream(file).pipe(response);
}

module.exports = { fileFor, isServedType, sendFile };
