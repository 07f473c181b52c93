/*
 * Entry point of the ace commands: `node ace <command>`.
 */
// Who reads the output may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

await import('reflect-metadata')
const { prettyPrintError } = await import('@adonisjs/core')
const { endAtSignals, ignite } = await import('./ignite.js')

ignite()
  .tap((app) => endAtSignals(app))
  .ace()
  .handle(process.argv.slice(2))
  .catch((error) => {
    process.exitCode = 1
    prettyPrintError(error)
  })
