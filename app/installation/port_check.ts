import { createServer } from 'node:net'
import { StartError } from '#app/process/start_error'

/** Fails, naming the variable to change, where the API could not listen. */
export async function checkPort(host: string, port: number) {
  await listen(host, port).catch((cause) => {
    throw new StartError(reason(cause.code, host, port), { cause })
  })
}

/** What keeps a server from listening becomes one line; everything else stays as it is. */
export function asPortError(error: unknown) {
  const { code, syscall, address, port } = error as NodeJS.ErrnoException & ListenAddress
  if (syscall !== 'listen' && syscall !== 'bind') return error
  return new StartError(reason(code!, address!, port!), { cause: error })
}

/** Where it was to listen. */
interface ListenAddress {
  address?: string
  port?: number
}

function listen(host: string, port: number) {
  return new Promise<void>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, host, () => server.close(() => resolve()))
  })
}

function reason(code: string, host: string, port: number) {
  if (code === 'EADDRINUSE') {
    return `PORT ${port} is taken: stop the program that listens there, or set PORT to another one.`
  }
  if (code === 'EACCES') {
    return `PORT ${port} is not for ordinary users: set PORT to 1024 or more.`
  }
  return `HOST ${host} is no address of this machine (${code}): set HOST to one, or leave it out.`
}
