// The packages that browser modules may import, and the URLs under which the dev server has them.
'use strict';

const PACKAGES = ['react', 'react-dom', 'react-dom/client', 'react/jsx-dev-runtime', 'react-refresh/runtime'];

const fileName = (name) => `${name.replace(/[^a-z]/g, '_')}.js`;

/** The URL of a package, or null for one that is not there. */
const vendorURL = (name) => (PACKAGES.includes(name) ? `/@vendor/${fileName(name)}` : null);

module.exports = { PACKAGES, fileName, vendorURL };
