import sharp from '#app/media/sharp'
import { compact, positive, printable } from '#app/media/meta'
import { type ProcessOptions } from '#app/media/media'
import { largestEdge } from '#app/media/size'
import { rasterize } from '#app/media/image/raster'
import { type Reading } from '#app/media/reading'
import { runTool } from '#app/media/run_tool'

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
  const page = await run(tools.pdftoppm, '-singlefile', '-png', ...scale)
  return {
    width: null,
    height: null,
    meta: factsOf(info?.toString('utf8') ?? ''),
    picture: page?.length ? { raster: await rasterize(sharp(page)) } : undefined,
  }
}

/** pdfinfo prints `Pages:          3`, one fact a line. */
function factsOf(info: string) {
  const fact = (name: string) => new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(info)?.[1]
  const size = /([\d.]+) x ([\d.]+) pts/.exec(fact('Page size') ?? '') ?? []
  const [width, height] = size.slice(1).map((side) => positive(Number(side)))
  const facts = compact({
    title: printable(fact('Title')),
    pages: positive(Number(fact('Pages'))),
    isEncrypted: fact('Encrypted')?.startsWith('yes'),
    /** In points, 72 to an inch. */
    pageSize: width && height ? { width, height } : undefined,
  })
  return facts ?? {}
}
