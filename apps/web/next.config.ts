import type { NextConfig } from 'next';

/**
 * Exported as plain files: the API serves console and REST from one port, so there is no second
 * server.
 */
const config: NextConfig = {
  output: 'export',
  trailingSlash: true,
  images: { unoptimized: true },
  reactStrictMode: true,
  poweredByHeader: false,
};

export default config;
