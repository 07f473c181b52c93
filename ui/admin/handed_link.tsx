import { toast } from '../components/toast'

/** A link that is shown only once, to be copied and handed over. */
export function HandedLink({ url, about }: { url: string; about: string }) {
  async function copy() {
    try {
      await navigator.clipboard.writeText(url)
      toast('Copied')
    } catch {
      toast('Select the link and copy it')
    }
  }
  return (
    <div class="notice handed-link" role="status">
      <p>{about} It works once and is not shown again.</p>
      <p>
        <code>{url}</code>
      </p>
      <button class="button compact" onClick={copy}>
        Copy the link
      </button>
    </div>
  )
}
