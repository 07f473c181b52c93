import { toast } from '../components/toast'

/** Codes that are shown only once, to be kept somewhere safe. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  async function copy() {
    try {
      await navigator.clipboard.writeText(codes.join('\n'))
      toast('Copied')
    } catch {
      toast('Select the codes and copy them')
    }
  }
  return (
    <div class="notice recovery-codes" role="status">
      <p>
        Keep these recovery codes in a safe place. Each works once in place of a code, and they are
        not shown again.
      </p>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <button class="button compact" onClick={copy}>
        Copy the codes
      </button>
    </div>
  )
}
