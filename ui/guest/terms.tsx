import { bytes, count, dateTime } from '../lib/format'
import type { GuestLink } from './link'

const KINDS: Record<string, string> = {
  image: 'photos',
  video: 'videos',
  audio: 'audio files',
  application: 'PDFs',
}

/** What may be sent, and how much is left. */
export function Terms({ link: { limits, remaining, expiresAt } }: { link: GuestLink }) {
  const kinds = limits.allowedTypes?.map((type) => KINDS[type.split('/')[0]] ?? type)
  const named = kinds ? [...new Set(kinds)] : Object.values(KINDS)
  const left = [
    remaining.assets !== null && count(remaining.assets, 'file'),
    remaining.bytes !== null && bytes(remaining.bytes),
  ].filter(Boolean)
  return (
    <ul class="terms small quiet">
      <li>
        {sentence(named)}
        {limits.maxFileSize !== null && `, up to ${bytes(limits.maxFileSize)} each`}
      </li>
      {left.length > 0 && <li class="number">{left.join(' or ')} left</li>}
      {expiresAt && <li>Until {dateTime(expiresAt)}</li>}
    </ul>
  )
}

const list = new Intl.ListFormat('en')

function sentence(names: string[]) {
  const text = list.format(names)
  return text.charAt(0).toUpperCase() + text.slice(1)
}
