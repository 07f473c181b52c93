import { createHash } from 'node:crypto'
import { rm, stat } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StartError } from '#embedded/start_error'

/**
 * Takes a folder for this process, until it ends in whatever way: the lock is a listening
 * socket, which the operating system closes for us even after a `kill -9`.
 */
export async function lockFolder(folder: string) {
  const address = await lockAddress(folder)
  try {
    await listen(address)
  } catch (cause) {
    if (await isHeld(address)) {
      throw new StartError(
        `${folder} is in use by another start of this application: stop that one, or set DATA_DIR to a folder of its own.`,
        { cause }
      )
    }
    await rm(address, { force: true })
    await listen(address)
  }
}

/** By inode, so that two paths to one folder are one lock. */
async function lockAddress(folder: string) {
  const { dev, ino } = await stat(folder)
  const name = `media-inbox-${createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 16)}`
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
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('close', () => socket.destroy())
  })
}
