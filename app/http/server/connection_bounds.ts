import type { Server } from 'node:http'
import { isTrustedProxy } from '#config/app'
import { networkOf } from '#app/http/limits/network'

/**
 * Closes at once what is beyond so many connections, altogether and of one network. A trusted proxy
 * speaks for many clients and has no bound of its own.
 */
export function boundConnections(
  server: Server,
  { total, address }: { total: number; address: number }
) {
  const open = new Map<string, number>()
  server.maxConnections = total
  server.prependListener('connection', (socket) => {
    const { remoteAddress = '' } = socket
    if (isTrustedProxy(remoteAddress, 0)) return

    const network = networkOf(remoteAddress)
    const count = (open.get(network) ?? 0) + 1
    if (count > address) {
      socket.destroy()
      return
    }
    open.set(network, count)
    socket.once('close', () => {
      const left = open.get(network)! - 1
      if (left > 0) open.set(network, left)
      else open.delete(network)
    })
  })
}
