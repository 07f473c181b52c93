import { test } from '@japa/runner'
import { access, glob } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import ace from '@adonisjs/core/services/ace'
import { matches, read, root } from '#tests/unit/deploy/repository'

const PAGES = '{README,CONTRIBUTING,CHANGELOG,docs/**/*}.md'
const DEPLOYMENT = '{Dockerfile,docker-compose.yml,deploy/**/*.yaml}'

/** What each file of the pattern holds at the first group of each match. */
async function mentions(files: string, pattern: RegExp) {
  const found: { path: string; text: string }[] = []
  for await (const path of glob(files, { cwd: root })) {
    for (const text of matches(await read(path), pattern)) found.push({ path, text })
  }
  return found
}

test.group('The documents', () => {
  test('link to files that are there', async ({ assert }) => {
    const links = await mentions(PAGES, /\]\((?!https?:|#)([^)#\s]+)/g)
    assert.isAbove(links.length, 15)
    for (const { path, text } of links) {
      await assert.doesNotReject(() => access(join(root, dirname(path), text)), `${path}: ${text}`)
    }
  })

  test('name npm scripts that there are', async ({ assert }) => {
    const { scripts } = JSON.parse(await read('package.json'))
    const named = await mentions(PAGES, /npm run ([\w:]+)/g)
    assert.isNotEmpty(named)
    for (const { path, text } of named) assert.property(scripts, text, path)
  })

  test('name ace commands that there are', async ({ assert }) => {
    await ace.boot()
    const commands = ace.getCommands().map(({ commandName }) => commandName)
    const named = await mentions(
      `{${PAGES},${DEPLOYMENT}}`,
      /(?:node ace |npm run ace -- )([a-z]+(?::[a-z-]+)?)/g
    )
    assert.isNotEmpty(named)
    for (const { path, text } of named) assert.include(commands, text, path)
  })

  test('the index of decisions lists each of them, by its own number', async ({ assert }) => {
    const pages = await Array.fromAsync(glob('docs/adr/[0-9]*.md', { cwd: root }))
    const listed = matches(await read('docs/adr/README.md'), /^- \[\d{4}\]\((.+?)\)/gm)
    assert.deepEqual(listed, pages.map((path) => path.split('/').at(-1)!).sort())
    const numbers = listed.map((name) => name.slice(0, 4))
    assert.lengthOf(new Set(numbers), numbers.length)
  })
})
