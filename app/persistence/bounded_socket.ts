import { Socket } from 'node:net'

/**
 * A socket that breaks after so many milliseconds in which nothing came or went. A server that is
 * gone with its machine, or the way to it, says no more about it, and Linux asks it for a quarter
 * of an hour: https://www.man7.org/linux/man-pages/man7/tcp.7.html, tcp_retries2.
 */
export function boundedSocket(milliseconds: number) {
  const socket = new Socket()
  return socket.setTimeout(milliseconds, () => {
    const message = `The database was silent for ${milliseconds / 1000} s`
    socket.destroy(Object.assign(new Error(message), { code: 'ETIMEDOUT' }))
  })
}
