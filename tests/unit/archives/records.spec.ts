import { execFile } from 'node:child_process'
import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import { test } from '@japa/runner'
import { directoryHeader, endOfArchive, localHeader } from '#app/archives/zip/records'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

const run = promisify(execFile)
const noon = { clock: '2026-07-01T12:00:00', time: 1_782_900_000 }

const INFO = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    print(json.dumps([(i.filename, i.file_size, i.header_offset, i.date_time) for i in archive.infolist()[-2:]]))
`

async function infoOf(path: string) {
  const { stdout } = await run('python3', ['-c', INFO, path])
  return JSON.parse(stdout)
}

test.group('A ZIP archive', () => {
  test('has more files than 16 bits count', async ({ assert }) => {
    const byte = Buffer.from('x')
    const files: Buffer[] = []
    const directory: Buffer[] = []
    let offset = 0
    for (let index = 0; index < 66_000; index++) {
      const file = { name: `${index}.txt`, size: 1, ...noon }
      const header = localHeader(file, crc32(byte))
      files.push(header, byte)
      directory.push(directoryHeader(file, crc32(byte), offset))
      offset += header.length + 1
    }
    const size = Buffer.concat(directory).length
    const end = endOfArchive({ files: 66_000, offset, size })
    const path = join(await temporaryFolder(), 'many.zip')
    await writeFile(path, Buffer.concat([...files, ...directory, end]))
    await run('unzip', ['-tqq', path])
    await run('7z', ['t', path])
    const [, last] = await infoOf(path)
    assert.equal(last[0], '65999.txt')
  })

  test('has files larger than 32 bits count, and others behind them', async ({ assert }) => {
    const path = join(await temporaryFolder(), 'large.zip')
    const large = { name: 'large.mov', size: 5_000_000_000, ...noon }
    const small = { name: 'old.jpg', size: 0, clock: '1965-01-01T00:00:00', time: -157_766_400 }
    const first = localHeader(large, 1)
    const offset = first.length + large.size
    const second = localHeader(small, 0)
    const directory = [directoryHeader(large, 1, 0), directoryHeader(small, 0, offset)]
    const place = { offset: offset + second.length, size: Buffer.concat(directory).length }
    // Its bytes are a hole, which takes no room on the disk.
    const file = await open(path, 'w')
    await file.write(first, 0, first.length, 0)
    const rest = Buffer.concat([second, ...directory, endOfArchive({ files: 2, ...place })])
    await file.write(rest, 0, rest.length, offset)
    await file.close()
    assert.deepEqual(await infoOf(path), [
      ['large.mov', large.size, 0, [2026, 7, 1, 12, 0, 0]],
      ['old.jpg', 0, offset, [1980, 1, 1, 0, 0, 0]],
    ])
    for (const [tool, listing] of [
      ['unzip', ['-l', path]],
      ['7z', ['l', path]],
    ] as const) {
      const { stdout } = await run(tool, listing)
      assert.match(stdout, /5000000000[^\n]+large\.mov/)
    }
  })
})
