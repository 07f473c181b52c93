/*
 * Preloaded into a worker: the file that POISON names crashes each process that reads it alone.
 */
import childProcess from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'

const { fork } = childProcess

childProcess.fork = (...args) => {
  const child = fork(...args)
  const { send } = child
  child.send = (message, ...rest) => {
    if (message.settings?.filename === process.env.POISON) child.kill('SIGSEGV')
    return send.call(child, message, ...rest)
  }
  return child
}
syncBuiltinESMExports()
