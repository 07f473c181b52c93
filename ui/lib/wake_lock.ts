let holders = 0
let lock: WakeLockSentinel | undefined

/** Keeps the screen on until everybody who asked for it has released it. */
export function stayAwake() {
  holders++
  void acquire()
  return {
    release() {
      holders--
      if (holders > 0) return
      void lock?.release()
      lock = undefined
    },
  }
}

// Browsers end it when the page is hidden, and not all have it.
async function acquire() {
  if (holders === 0 || document.visibilityState !== 'visible' || lock?.released === false) return
  lock = await navigator.wakeLock?.request('screen').catch(() => undefined)
}

document.addEventListener('visibilitychange', () => void acquire())
