import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import mime from 'mime-types'
import app from '@adonisjs/core/services/app'

/** A file of the built page, as it is sent. */
export interface PageFile {
  contentType: string
  etag: string
  bytes: Buffer
  gzipped: Buffer
}

const FOLDER = app.publicPath('ui')

let kept: Promise<Map<string, PageFile>> | undefined

/**
 * The built page, by the name of each file; empty where it was not built. It is small, so that it
 * is kept in memory, except in development, where it is rebuilt all the time.
 */
export function pageFiles() {
  if (!app.inProduction) return readAll()
  kept ??= readAll()
  return kept
}

async function readAll() {
  const entries = await readdir(FOLDER, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  return new Map(
    await Promise.all(
      files.map(async ({ parentPath, name }) => {
        const path = join(parentPath, name)
        return [relative(FOLDER, path), await readOne(path)] as const
      })
    )
  )
}

async function readOne(path: string): Promise<PageFile> {
  const bytes = await readFile(path)
  return {
    contentType: mime.contentType(mime.lookup(path) || '') || 'application/octet-stream',
    etag: `"${createHash('sha256').update(bytes).digest('base64url')}"`,
    bytes,
    gzipped: await promisify(gzip)(bytes, { level: 9 }),
  }
}
