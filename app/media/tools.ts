import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { type MediaKind, type Tools } from '#app/media/media'

const names = ['ffmpeg', 'ffprobe', 'pdfinfo', 'pdftoppm', 'prlimit', 'setpriv'] as const

/** Looks for the programs that make thumbnails in the folders of `searchPath`, a `PATH` that is. */
export async function findTools(searchPath: string): Promise<Tools> {
  const folders = searchPath.split(delimiter).filter(Boolean)
  const found = await Promise.all(names.map(async (name) => [name, await locate(name, folders)]))
  return Object.fromEntries(found.filter(([, path]) => path))
}

/** What this machine can show, for the log at start: one entry a kind, with what is missing. */
export function describeTools({ ffmpeg, ffprobe, pdfinfo, pdftoppm }: Tools) {
  const shown = `thumbnail, preview, duration${ffprobe ? ', playback' : ''}`
  return {
    image: 'thumbnail, preview',
    audio: 'thumbnail of the cover, duration, tags',
    video: ffmpeg ? shown : 'duration alone: ffmpeg is not installed',
    document:
      pdfinfo && pdftoppm ? 'thumbnail, preview, pages' : 'nothing: poppler is not installed',
  }
}

/** The kinds that have a picture only where a program is, and here they can have one. */
export function shownByTools({ ffmpeg, pdftoppm }: Tools): MediaKind[] {
  const programs: [MediaKind, string | undefined][] = [
    ['video', ffmpeg],
    ['document', pdftoppm],
  ]
  return programs.filter(([, program]) => program).map(([kind]) => kind)
}

async function locate(name: string, folders: string[]) {
  for (const folder of folders) {
    const path = join(folder, name)
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false
    )
    if (isThere) return path
  }
}
