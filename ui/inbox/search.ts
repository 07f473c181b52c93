import type { Asset } from '../api/types'
import { dateRange } from './dates'

/** One word of a search: what the API is asked for it, and whether an asset meets it. */
export interface Condition {
  /** Name and value of a filter of `GET /assets`; without one, the page itself leaves out. */
  parameters?: Record<string, string>
  meets: (asset: Asset) => boolean
}

/** A word that means nothing, and where it is in the text. */
export interface Problem {
  word: string
  start: number
  message: string
}

export interface Search {
  conditions: Condition[]
  problems: Problem[]
}

export const TYPES: Record<string, Asset['kind']> = {
  photo: 'image',
  image: 'image',
  video: 'video',
  audio: 'audio',
  document: 'document',
  pdf: 'document',
}

export const STATES: Record<string, Asset['status']> = {
  ready: 'ready',
  processing: 'processing',
  waiting: 'pending',
  failed: 'failed',
  rejected: 'rejected',
}

type Reader = (value: string) => Condition | string

const contains = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase())

/** What each key of a search means, or why its value does not. */
const READERS: Record<string, Reader> = {
  name: (value) => ({
    parameters: { q: value },
    meets: ({ filename }) => contains(filename, value),
  }),
  camera: (value) => ({
    parameters: { camera: value },
    meets: ({ meta }) => contains(cameraOf(meta), value),
  }),
  tag: (value) => ({ parameters: { tag: value }, meets: ({ tags }) => tags.includes(value) }),
  type: (value): Condition | string => {
    const kind = TYPES[value.toLowerCase().replace(/s$/, '')]
    if (kind) return { parameters: { kind }, meets: (asset) => asset.kind === kind }
    if (!value.includes('/')) return 'A type is photo, video, audio or document.'
    return { parameters: { contentType: value }, meets: ({ contentType }) => contentType === value }
  },
  has: (value) => {
    if (value !== 'place') return 'Only has:place is known.'
    return { parameters: { hasLocation: 'true' }, meets: ({ meta }) => Boolean(meta?.gps) }
  },
  is: (value): Condition | string => {
    if (/^favou?rite$/.test(value)) {
      return { parameters: { favorite: 'true' }, meets: ({ favorite }) => favorite }
    }
    const status = STATES[value]
    if (!status) return 'It can be favorite, ready, processing, waiting, failed or rejected.'
    return { parameters: { status }, meets: (asset) => asset.status === status }
  },
  after: (value) => taken(value, ({ from }) => ({ takenAfter: from })),
  before: (value) => taken(value, ({ from }) => ({ takenBefore: from })),
  date: (value) => taken(value, ({ from, to }) => ({ takenAfter: from, takenBefore: to })),
}

/** Filters of the API that can be turned round. */
const OPPOSITES = ['hasLocation', 'favorite']

/** Reads a search such as `camera:nikon 2024-07 -tag:done has:place`. */
export function readSearch(text: string): Search {
  const search: Search = { conditions: [], problems: [] }
  for (const match of text.matchAll(/(-?)(?:([a-z]+):)?(?:"([^"]*)"|(\S*))/gi)) {
    const [word, minus, key, quoted, plain] = match
    if (!word) continue
    const found = readWord(key?.toLowerCase(), quoted ?? plain)
    if (typeof found === 'string') {
      search.problems.push({ word, start: match.index, message: found })
    } else {
      search.conditions.push(minus ? opposite(found) : found)
    }
  }
  return search
}

function readWord(key: string | undefined, value: string): Condition | string {
  if (key && !READERS[key]) return `“${key}:” is not known. Try camera:, tag:, type:, has: or is:.`
  if (!value) return key ? `Say what to look for after “${key}:”.` : 'A word is missing here.'
  if (key) return READERS[key](value)
  return READERS[/^(19|20)\d\d(-|$)/.test(value) ? 'date' : 'name'](value)
}

function opposite({ parameters, meets }: Condition): Condition {
  const [name] = Object.keys(parameters ?? {})
  const turned = OPPOSITES.includes(name) ? { [name]: 'false' } : undefined
  return { parameters: turned, meets: (asset) => !meets(asset) }
}

function taken(
  value: string,
  bounds: (range: { from: string; to: string }) => Record<string, string>
): Condition | string {
  const range = dateRange(value)
  if (!range) return 'A date is written as 2024, 2024-07 or 2024-07-31.'
  const parameters = bounds(range)
  const { takenAfter = '', takenBefore = '9999' } = parameters
  return {
    parameters,
    meets: ({ takenAt }) => takenAt !== null && takenAt >= takenAfter && takenAt < takenBefore,
  }
}

export function cameraOf(meta: Asset['meta']) {
  const { make = '', model = '' } = (meta?.camera ?? {}) as { make?: string; model?: string }
  return `${make} ${model}`.trim()
}
