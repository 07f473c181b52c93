import { createServer, type AddressInfo } from 'node:net'

/** A TCP port on 127.0.0.1 that nobody listens on: `preferred` if that is one. */
export async function freePort(preferred = 0): Promise<number> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', (error) => (preferred ? resolve(freePort()) : reject(error)))
    server.listen(preferred, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
