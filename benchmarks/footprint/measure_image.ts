import { execFile } from 'node:child_process'
import { copyFile, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeFolder, ROOT } from '../support/installation.js'
import type { Section } from '../support/section.js'
import { megabytes } from '../support/table.js'

const run = promisify(execFile)

export const image: Section = {
  name: 'image',
  title: 'Size of the image',
  about:
    'What the application adds to the image: its packages, as the Dockerfile installs them, and the ' +
    "production build without its tests. It is measured as a folder, with no Docker engine; Node's " +
    'own image and the tools for videos and PDFs come on top.',
  async measure(bench) {
    bench.progress('installing the packages of the image')
    const folder = await makeFolder()
    try {
      for (const file of ['package.json', 'package-lock.json']) {
        await copyFile(join(ROOT, file), join(folder, file))
      }
      await run('sh', ['-ec', await packagesCommand()], { cwd: folder, maxBuffer: 1e8 })
      const packages = await sizeOf(join(folder, 'node_modules'))
      const build = await sizeOf(join(ROOT, 'build'), '--exclude=tests', '--exclude=test.js*')
      const rows = [
        ['packages', megabytes(packages)],
        ['build', megabytes(build)],
        ['together', megabytes(packages + build)],
      ]
      return { tables: [{ heads: ['in the image', 'size'], rows }], goals: [] }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

/** What the Dockerfile runs in the stage of the packages, as the shell gets it. */
async function packagesCommand() {
  const dockerfile = await readFile(join(ROOT, 'Dockerfile'), 'utf8')
  const [, command] = /^FROM .* AS packages$[^]*?^RUN (?:--\S+ )*([^]*?)\n\n/m.exec(dockerfile)!
  return command.replace(/^ *#.*\n/gm, '')
}

async function sizeOf(folder: string, ...flags: string[]) {
  const { stdout } = await run('du', ['--summarize', '--bytes', ...flags, folder])
  return Number.parseInt(stdout)
}
