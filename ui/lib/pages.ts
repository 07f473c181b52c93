import { useEffect, useState } from 'preact/hooks'
import { sentenceOf } from '../api/failure'
import type { Page } from '../api/types'
import { ask } from '../session/session'

/** A list of the API, read page by page; another path starts again. */
export function usePages<Row>(path: string) {
  const [rows, setRows] = useState<Row[]>([])
  const [isRead, setRead] = useState(false)
  const [cursor, setCursor] = useState<string | null>(null)
  const [failure, setFailure] = useState('')
  const [version, setVersion] = useState(0)

  async function read(from: string | null, isWanted: () => boolean) {
    try {
      const glue = path.includes('?') ? '&' : '?'
      const { data, metadata } = await ask<Page<Row>>(from ? `${path}${glue}cursor=${from}` : path)
      if (!isWanted()) return
      setRows((before) => (from ? [...before, ...data] : data))
      setRead(true)
      setCursor(metadata.nextCursor)
      setFailure('')
    } catch (error) {
      if (isWanted()) setFailure(sentenceOf(error))
    }
  }

  useEffect(() => {
    let isWanted = true
    read(null, () => isWanted)
    return () => void (isWanted = false)
  }, [path, version])

  return {
    rows,
    /** There is nothing in it, as far as is known. */
    isEmpty: isRead && rows.length === 0,
    failure,
    more: cursor && (() => read(cursor, () => true)),
    again: () => setVersion((before) => before + 1),
  }
}
