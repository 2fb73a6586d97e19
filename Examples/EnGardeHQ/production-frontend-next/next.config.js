/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  // SWC in place of Terser; telemetry is off by NEXT_TELEMETRY_DISABLED in the Dockerfile.
  swcMinify: true,
  experimental: {
    workerThreads: false,
    cpus: 2,
  },
  // The production image carries what the server needs, and no node_modules besides.
  output: 'standalone',
  productionBrowserSourceMaps: false,
  poweredByHeader: false,
};

// `npm run analyze`; the package is there in development and in builds only.
module.exports = process.env.ANALYZE === 'true' ? require('@next/bundle-analyzer')()(config) : config;
