/** One sleeper, who may be woken early; a call that comes while nobody sleeps is remembered. */
export class Signal {
  #isDue = false
  #wake?: () => void

  call() {
    this.#isDue = true
    this.#wake?.()
  }

  /** Waits for a call, so many milliseconds at most. False where none came. */
  async wait(milliseconds: number) {
    if (!this.#isDue) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds)
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    const wasCalled = this.#isDue
    this.#isDue = false
    this.#wake = undefined
    return wasCalled
  }
}
