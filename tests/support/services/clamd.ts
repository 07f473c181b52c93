import { createServer, type Socket } from 'node:net'
import { access, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { once } from 'node:events'
import { spawn } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { freePort } from '#app/process/free_port'
import { Clamd } from '#app/scanner/clamd'
import { eventually } from '#tests/support/eventually'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

/** The file that every scanner finds and that harms nobody, put together so that none finds it here. */
export const EICAR = [
  'X5O!P%@AP[4\\PZX54(P^)7CC)7}$',
  'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*',
].join('')

const program = '/usr/sbin/clamd'

/** clamd as its protocol describes it, with one signature: that of EICAR, wherever it stands. */
export async function fakeClamd(limit = Infinity) {
  const server = createServer((socket) => {
    let received = Buffer.alloc(0)
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      answer(socket, received, limit)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.close()
  }
  return { scanner: new Clamd({ host: '127.0.0.1', port }), close }
}

function answer(socket: Socket, received: Buffer, limit: number) {
  const end = received.indexOf(0)
  const command = received.toString('latin1', 0, end)
  if (command === 'zPING') return socket.end('PONG\0')
  if (command !== 'zINSTREAM') return end < 0 || socket.end('UNKNOWN COMMAND\0')
  const chunks: Buffer[] = []
  for (let offset = end + 1; offset + 4 <= received.length;) {
    const length = received.readUInt32BE(offset)
    if (length === 0) return socket.end(`stream: ${verdict(Buffer.concat(chunks))}\0`)
    chunks.push(received.subarray(offset + 4, offset + 4 + length))
    offset += 4 + length
    if (offset > limit) return socket.end('INSTREAM size limit exceeded. ERROR\0')
  }
}

function verdict(bytes: Buffer) {
  return bytes.includes(EICAR) ? 'Eicar-Test-Signature FOUND' : 'OK'
}

/** Debian's clamd with that one signature; undefined where it is not installed. */
export async function realClamd() {
  try {
    await access(program)
  } catch {
    return undefined
  }
  const folder = await temporaryFolder()
  const port = await freePort()
  const hex = Buffer.from(EICAR).toString('hex')
  await writeFile(join(folder, 'own.ndb'), `Own.Eicar:0:*:${hex}\n`)
  const settings = [
    `DatabaseDirectory ${folder}`,
    `TCPSocket ${port}`,
    'TCPAddr 127.0.0.1',
    'Foreground yes',
    `TemporaryDirectory ${folder}`,
  ]
  const file = join(folder, 'clamd.conf')
  await writeFile(file, `${settings.join('\n')}\n`)
  const daemon = spawn(program, [`--config-file=${file}`], { stdio: 'ignore' })
  const scanner = new Clamd({ host: '127.0.0.1', port })
  const answers = async () => {
    await scanner.ping()
    return true
  }
  await eventually(answers, { deadline: 60_000, interval: 200 })
  return { scanner, close: () => void daemon.kill('SIGKILL') }
}
