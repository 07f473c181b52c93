import { processInSandbox } from '#app/media/sandbox/process_in_sandbox'
import { withDeadline } from '#app/media/deadline'
import { needsSandbox, type Format } from '#app/media/formats'
import { readDocument } from '#app/media/document/read_document'
import { placeholderOf } from '#app/media/image/placeholder'
import { release, shrink } from '#app/media/image/raster'
import { readByFfmpeg } from '#app/media/image/read_by_ffmpeg'
import { readImage } from '#app/media/image/read_image'
import { movingBytes } from '#app/media/image/source'
import { renderVariant } from '#app/media/image/variants'
import { type Inspection, type Limits, type ProcessOptions, type Recipe } from '#app/media/media'
import { readRaw } from '#app/media/raw/read_raw'
import { type Picture } from '#app/media/reading'
import { largeDecode, planFor, type Plan } from '#app/media/plan'
import { largestEdge } from '#app/media/size'
import { verifyFormat } from '#app/media/verify_format'
import { Rejection } from '#app/media/rejection'
import { traced } from '#app/observability/tracing/work'

/** What such a process takes for itself: Node, libvips and what they load. */
const processMemory = 104 * 1024 * 1024

/**
 * Reads the file at `path` whole: proves its type, holds it against the limits, waits for its share
 * of the budget, decodes it once and hands over each variant. Throws a `Rejection` when the content
 * is at fault; any other error is the machine's, and the file may be tried again.
 */
export async function processFile(path: string, options: ProcessOptions): Promise<Inspection> {
  const { format, plan } = await traced({ name: 'asset.probe' }, () => probe(path, options))
  try {
    return await processAsPlanned(path, format, plan, options)
  } catch (error) {
    // A file is lost by this verdict, and ffmpeg's failure may be its own.
    const isDoubtful = error instanceof Rejection && error.code === 'E_IMAGE_CORRUPT'
    if (!isDoubtful || !plan.isForBoth || options.isSandboxed) throw error
    return processFile(path, { ...options, tools: { ...options.tools, ffmpeg: undefined } })
  }
}

function processAsPlanned(path: string, format: Format, plan: Plan, options: ProcessOptions) {
  const { limits, signal, budget } = options
  const isLarge = needsSandbox(format) || plan.memory > largeDecode
  const isApart = !options.isSandboxed && (options.apart || isLarge)
  const memory = isApart ? plan.memory + processMemory : plan.memory
  const seconds = secondsFor(format, limits)
  const bounded = { ...options, limits: { ...limits, seconds, memory: plan.memory } }
  const work = () =>
    isApart
      ? traced({ name: 'asset.read_alone' }, () => processInSandbox(path, bounded))
      : processHere(path, format, plan, options)
  const reading = budget
    ? budget.run({ bytes: memory, signal, isSlow: needsSandbox(format) }, work)
    : work()
  return reading.catch((error) => withoutFacts(format, error))
}

/** A drawing of a few bytes can compute for as long as it may. */
function secondsFor({ type }: Format, { seconds, drawingSeconds }: Limits) {
  return type === 'image/svg+xml' ? Math.min(seconds, drawingSeconds) : seconds
}

/** What only other programs show (a recording, a document, a RAW photograph) is kept unread. */
function withoutFacts({ type, kind, isRaw }: Format, error: unknown): Inspection {
  if ((kind === 'image' && !isRaw) || !(error instanceof Rejection)) throw error
  return { contentType: type, kind, width: null, height: null, meta: {}, placeholder: null }
}

async function probe(path: string, options: ProcessOptions) {
  const format = await verifyFormat(path, options)
  const plan = () => inTime(planFor(path, format, options), options)
  const bytes = await movingBytes(path, format.type)
  const isCounted = options.budget && bytes > 0
  return {
    format,
    plan: await (isCounted ? options.budget!.run({ bytes, signal: options.signal }, plan) : plan()),
  }
}

async function processHere(path: string, format: Format, plan: Plan, options: ProcessOptions) {
  const { picture, meta, ...size } = await traced({ name: 'asset.decode' }, () =>
    inTime(read(path, format, plan, options), options)
  )
  const placeholder = picture ? await render(picture, options) : null
  return {
    contentType: format.type,
    kind: format.kind,
    ...size,
    meta: options.withholdGps ? withoutPlace(meta) : meta,
    placeholder,
  }
}

/** Hands over the variants, each made from the least that will do, and gives the placeholder. */
async function render(picture: Picture, options: ProcessOptions) {
  const recipes = options.recipes.toSorted((a, b) => a.edge - b.edge)
  const smallest = largestEdge([recipes[0]], picture.raster)
  const small = await inTime(shrink(picture.raster, smallest), options)
  const encode = (recipe: Recipe) => {
    const raster = recipe === recipes[0] ? small : picture.raster
    const attributes = { 'media_inbox.variant': recipe.name }
    return traced({ name: 'asset.encode', attributes }, () =>
      inTime(renderVariant({ ...picture, raster }, recipe), options)
    )
  }
  // One is stored while the next one is made.
  let stored = Promise.resolve()
  for (const recipe of recipes) {
    const [variant] = await Promise.all([encode(recipe), stored])
    stored = options.onVariant(variant)
  }
  const placing = options.skipPlaceholder ? null : placeholderOf(small)
  const [placeholder] = await Promise.all([placing, stored])
  release(small)
  if (small !== picture.raster) release(picture.raster)
  return placeholder
}

/** A process that reads one file alone is bounded by what it computes, which is what counts. */
function inTime<T>(work: Promise<T>, { isSandboxed, limits, signal }: ProcessOptions) {
  return isSandboxed ? work : withDeadline(work, limits.seconds, signal)
}

/** Most files are pictures, so what reads the others is loaded when the first one comes. */
async function read(path: string, format: Format, plan: Plan, options: ProcessOptions) {
  const { kind, type, isRaw, needs } = format
  if (isRaw) return readRaw(path, type, options)
  if (needs) return readByFfmpeg(path, type, options)
  if (kind === 'image') return readImage(path, type, plan, options)
  if (kind === 'document') return readDocument(path, options)
  const { readRecording } = await import('#app/media/recording/read_recording')
  return readRecording(path, type, options)
}

/** Says that there was a place, and not which. */
function withoutPlace({ gps, ...meta }: Inspection['meta']) {
  return gps ? { ...meta, gpsWithheld: true } : meta
}
