import { useEffect, useState } from 'preact/hooks'
import { bytes } from '../lib/format'
import { ask } from './session'
import './room.css'

interface Usage {
  bytes: number
  quotaBytes: number
}

/** How much of the person's space is used. */
export function Room() {
  const [usage, setUsage] = useState<Usage | null>(null)
  useEffect(() => {
    ask<{ data: { usage: Usage } }>('/auth/me')
      .then(({ data }) => setUsage(data.usage))
      .catch((error) => console.debug('the used space is not known', error))
  }, [])
  if (!usage) return null
  const share = Math.min(1, usage.bytes / usage.quotaBytes)
  const text = `${bytes(usage.bytes)} of ${bytes(usage.quotaBytes)} used`
  return (
    <div class={`room ${share > 0.9 ? 'is-scarce' : ''}`}>
      <span class="small number">{text}</span>
      <progress value={share} aria-label={text} />
    </div>
  )
}
