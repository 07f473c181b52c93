import { useEffect } from 'preact/hooks'
import { Introduction } from './introduction'
import { asksSomething, link, trouble } from './link'
import { Picker } from './picker'
import { resume } from './queue'
import { readSent, sent } from './sent'
import { SentList } from './sent_list'
import { Sending } from './sending'
import { Terms } from './terms'
import { visit } from './visit'

/** The page of an upload link: what it is for, and sending files through it. */
export function Guest() {
  const shown = link.value
  const token = visit.value?.token

  useEffect(() => {
    if (!shown || !token) return
    void readSent().catch(() => undefined)
    void resume()
    // Each visit once.
  }, [Boolean(shown), token])

  if (!shown) {
    return (
      <main class="guest alone">
        <h1>Send files</h1>
        <p role="status">{trouble.value || 'One moment …'}</p>
      </main>
    )
  }
  const mustIntroduce = asksSomething(shown) && !visit.value
  return (
    <main class="guest">
      <header>
        <h1>{shown.title}</h1>
        {shown.owner.fullName && <p class="quiet">{shown.owner.fullName} asks for your files.</p>}
        {shown.message && <p class="message">{shown.message}</p>}
        <Terms link={shown} />
      </header>
      {trouble.value && (
        <p class="notice bad" role="alert">
          {trouble.value}
        </p>
      )}
      {!shown.open && (
        <p class="notice" role="status">
          This link is full: it accepts no more files.
        </p>
      )}
      {mustIntroduce ? <Introduction link={shown} /> : shown.open && !trouble.value && <Picker />}
      <Sending />
      {sent.value.length > 0 && <SentList />}
    </main>
  )
}
