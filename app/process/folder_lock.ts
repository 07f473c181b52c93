import { createHash } from 'node:crypto'
import { rm, stat } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StartError } from '#app/process/start_error'

/**
 * Takes a folder for this process alone until the result is called, or until the process ends
 * in whatever way: the lock is a listening socket, which the operating system closes for us
 * even after a `kill -9`. `remedy` says what to do if the lock is taken.
 */
export async function lockFolder(folder: string, remedy: string) {
  const address = await lockAddress(folder)
  const server = await listen(address).catch(async (cause) => {
    if (await isHeld(address)) {
      throw new StartError(`${folder} is in use by another start: ${remedy}.`, { cause })
    }
    await rm(address, { force: true })
    return listen(address)
  })
  return () => server.close()
}

/** By inode, so that two paths to one folder are one lock. */
async function lockAddress(folder: string) {
  const { dev, ino } = await stat(folder)
  const digest = createHash('sha256').update(`${dev}:${ino}`).digest('hex')
  const name = `media-inbox-${digest.slice(0, 16)}`
  // Linux has names without a file behind, which vanish with their owner.
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`)
}

function listen(address: string) {
  return new Promise<Server>((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', reject)
    server.listen(address, () => resolve(server.unref()))
  })
}

function isHeld(address: string) {
  return new Promise<boolean>((resolve) => {
    const socket = connect(address)
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}
