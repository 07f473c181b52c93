import { networkInterfaces } from 'node:os'

/** Where other devices of the network reach an API that listens on `host`: their urls, if any. */
export function networkUrls(host: string, port: string, interfaces = networkInterfaces()) {
  if (host !== '0.0.0.0' && host !== '::') return []
  return Object.values(interfaces)
    .flatMap((addresses = []) => addresses)
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => `http://${address}:${port}`)
}
