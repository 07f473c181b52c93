import { open } from 'node:fs/promises'
import sharp from '#app/media/sharp'
import { compact, positive, printable } from '#app/media/meta'
import { type ProcessOptions } from '#app/media/media'
import { largestEdge } from '#app/media/size'
import { rasterize } from '#app/media/image/raster'
import { type Reading } from '#app/media/reading'
import { runTool } from '#app/media/run_tool'

/** The trailer, which names the key, is at the end, or at the start of a document for the web. */
const keyWithin = 64 * 1024

/** Reads a PDF with poppler's programs, where they are installed: page count, page size, first page. */
export async function readDocument(
  path: string,
  { limits, recipes, tools = {} }: ProcessOptions
): Promise<Reading> {
  const run = async (tool: string | undefined, ...args: string[]) => {
    if (!tool) return undefined
    const { output } = await runTool(tool, [...args, path], limits, tools)
    return output
  }

  const info = await run(tools.pdfinfo)
  const scale = `-scale-to ${largestEdge(recipes)}`.split(' ')
  const page = await run(tools.pdftoppm, '-singlefile', '-cropbox', '-png', ...scale)
  return {
    width: null,
    height: null,
    meta: info?.length ? factsOf(info.toString('utf8')) : await factsOfLocked(path),
    picture: page?.length ? { raster: await rasterize(sharp(page)) } : undefined,
  }
}

/** pdfinfo tells nothing of a document that needs a password; where the key is kept is not encrypted. */
async function factsOfLocked(path: string) {
  await using file = await open(path)
  const { size } = await file.stat()
  const ends = [0, Math.max(0, size - keyWithin)].map(async (start) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(keyWithin), 0, keyWithin, start)
    return buffer.subarray(0, bytesRead).includes('/Encrypt')
  })
  const found = await Promise.all(ends)
  return found.includes(true) ? { isEncrypted: true } : {}
}

function isOnItsSide(turn = '') {
  return Number(turn) % 180 !== 0
}

/** pdfinfo prints `Pages:          3`, one fact a line. */
function factsOf(info: string) {
  const fact = (name: string) => new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(info)?.[1]
  const size = /([\d.]+) x ([\d.]+) pts/.exec(fact('Page size') ?? '') ?? []
  const sides = size.slice(1).map((side) => positive(Number(side)))
  const [width, height] = isOnItsSide(fact('Page rot')) ? sides.toReversed() : sides
  const facts = compact({
    title: printable(fact('Title')),
    pages: positive(Number(fact('Pages'))),
    isEncrypted: fact('Encrypted')?.startsWith('yes'),
    /** In points, 72 to an inch. */
    pageSize: width && height ? { width, height } : undefined,
  })
  return facts ?? {}
}
