// Runs in the page before its modules: prepares Fast Refresh, and takes updates in.
import Refresh from '/@vendor/react_refresh_runtime.js';

Refresh.injectIntoGlobalHook(window);
window.$RefreshReg$ = () => {};
window.$RefreshSig$ = () => (type) => type;

const OVERLAY = 'dev-server-error';

function showError(message) {
  let overlay = document.getElementById(OVERLAY);
  if (overlay === null) {
    overlay = document.createElement('pre');
    overlay.id = OVERLAY;
    overlay.style.cssText = 'position:fixed;inset:0;margin:0;padding:2rem;background:#200;color:#fcc;overflow:auto;z-index:9999';
    document.body.append(overlay);
  }
  overlay.textContent = message;
}

const actions = {
  reload: () => location.reload(),
  error: ({ message }) => showError(message),
  style: () => {
    for (const link of document.querySelectorAll('link[rel=stylesheet]')) {
      link.href = `${link.href.split('?')[0]}?v=${Date.now()}`;
    }
  },
  update: async ({ urls }) => {
    document.getElementById(OVERLAY)?.remove();
    try {
      for (const url of urls) await import(url);
      Refresh.performReactRefresh();
      window.dispatchEvent(new CustomEvent('dev-server:updated', { detail: urls }));
    } catch (error) {
      showError(String(error.stack || error));
    }
  },
};

const stream = new EventSource('/@updates');
let queue = Promise.resolve();
let dropped = false;
stream.onmessage = ({ data }) => {
  const event = JSON.parse(data);
  queue = queue.then(() => actions[event.kind](event));
};
stream.onerror = () => {
  dropped = true;
};
stream.onopen = () => {
  // What happened while the server was away is not known, so the page starts afresh.
  if (dropped) location.reload();
};
