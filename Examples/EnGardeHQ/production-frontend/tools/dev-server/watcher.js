// Watches a tree by inotify, one watch for each folder, and reports each changed file once it has been quiet.
'use strict';
const fs = require('fs');
const path = require('path');

const QUIET_MS = 6;

/** Calls back with each file that was written, created or renamed into place, and with those that went away. */
function watchTree(root, onChange, onRemove) {
  const timers = new Map();
  const folders = new Map();

  const settle = (file) => {
    timers.delete(file);
    const status = fs.statSync(file, { throwIfNoEntry: false });
    if (status === undefined) return onRemove(file);
    if (status.isFile()) onChange(file);
  };

  const notice = (file) => {
    clearTimeout(timers.get(file));
    timers.set(file, setTimeout(settle, QUIET_MS, file));
  };

  const watch = (folder, report) => {
    if (folders.has(folder)) return;
    const watcher = fs.watch(folder, (_, name) => {
      if (name === null) return;
      const file = path.join(folder, name);
      if (fs.statSync(file, { throwIfNoEntry: false })?.isDirectory()) watch(file, true);
      else notice(file);
    });
    const forget = () => {
      watcher.close();
      folders.delete(folder);
    };
    watcher.on('error', forget);
    folders.set(folder, watcher);
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) watch(file, report);
      else if (report) notice(file);
    }
  };

  watch(root, false);
}

module.exports = { watchTree };
