import { statfs } from 'node:fs/promises'
import { dataDir } from '#config/app'
import { diskSpace } from '#config/health'
import { tools } from '#config/media'
import storage from '#config/storage'
import { diskReserve } from '#app/storage/disk/disk_room'
import { misspelt } from '#app/process/misspelt'
import { variableNames } from '#start/env'
import { describeTools } from '#app/media/tools'
import type { Finding } from '#app/storage/s3_probes'

export async function* examineMachine(): AsyncGenerator<Finding> {
  if (!storage.s3) yield await examineDisk()
  for (const { name, meant } of misspelt(Object.keys(process.env), variableNames)) {
    const found = `${name} is set, but nothing reads it`
    yield { outcome: 'warn', found, fix: `Is it meant to be ${meant}?` }
  }
  const shown = describeTools(tools)
  yield examineTool('videos', shown.video, tools.ffmpeg, 'Install ffmpeg.')
  const poppler = tools.pdfinfo && tools.pdftoppm
  yield examineTool('PDFs', shown.document, poppler, 'Install poppler-utils.')
}

async function examineDisk(): Promise<Finding> {
  const disk = await statfs(dataDir)
  const free = disk.bavail * disk.bsize
  const found = `${Math.floor(free / 1_000_000)} MB are free at DATA_DIR`
  if (free >= diskSpace.enough) return { outcome: 'pass', found }
  const fix = 'Make room, or set DATA_DIR to a larger disk.'
  const isFull = free < diskReserve(disk, storage.disk.reserve)
  return { outcome: isFull ? 'fail' : 'warn', found, fix }
}

function examineTool(kind: string, shown: string, path: string | undefined, fix: string): Finding {
  const found = `${kind} get ${shown}`
  return path ? { outcome: 'pass', found } : { outcome: 'warn', found, fix }
}
