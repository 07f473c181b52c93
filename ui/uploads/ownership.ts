/**
 * Takes an upload for this tab, so that no other one sends it too. Answers with how to give it up,
 * or null where another tab has it. It ends by itself when the tab is closed.
 */
export function claim(id: string): Promise<(() => void) | null> {
  if (!navigator.locks) return Promise.resolve(() => undefined)
  return new Promise((resolve) => {
    navigator.locks.request(`media-inbox-upload-${id}`, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null)
      return new Promise<void>((release) => resolve(release))
    })
  })
}
