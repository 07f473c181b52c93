/*
 * `npm run release -- VERSION`: makes the commit and the tag of a release. The workflow that the tag
 * starts builds and publishes the image, with its SBOM and provenance.
 * `npm run release:notes -- VERSION`: prints the changelog's section of a version.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { release, sectionOf } from './changelog.js'

const USAGE = `Usage: npm run release -- VERSION         commit and tag a release, such as 0.2.0
       npm run release:notes -- VERSION   print its section of CHANGELOG.md

Run it on a clean main. It sets the version, dates the changelog's section, keeps the API document
of the release in docs/releases, commits and tags. Push with: git push --follow-tags`

const options = { notes: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const
const { values, positionals } = parseArgs({ options, allowPositionals: true })
const [version] = positionals

try {
  if (values.help) console.log(USAGE)
  else if (!/^\d+\.\d+\.\d+$/.test(version ?? '')) throw new Error(USAGE)
  else if (values.notes) console.log(sectionOf(readFileSync('CHANGELOG.md', 'utf8'), version))
  else makeRelease()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

function makeRelease() {
  if (run('git', 'status', '--porcelain')) throw new Error('Commit or remove your changes first.')
  if (run('git', 'branch', '--show-current') !== 'main') throw new Error('Release from main.')
  writeFileSync('CHANGELOG.md', release(readFileSync('CHANGELOG.md', 'utf8'), version, new Date()))
  run('npm', 'version', version, '--no-git-tag-version')
  run(process.execPath, 'ace.js', 'docs:generate')
  copyFileSync('docs/openapi.json', `docs/releases/openapi-${version}.json`)
  run('git', 'add', '--all')
  run('git', 'commit', '--message', `chore(release): ${version}`)
  run('git', 'tag', '--annotate', `v${version}`, '--message', `Media Inbox ${version}`)
  console.log(`Tagged v${version}. Publish it with: git push --follow-tags`)
}

function run(command: string, ...args: string[]) {
  return execFileSync(command, args, { encoding: 'utf8' }).trim()
}
