import type { PluginFn } from '@japa/runner/types'

/** Counts what the suite did, for the one line that sums it up. */
export class Tally {
  #passed = 0
  #failed = 0
  #skipped = 0

  readonly plugin: PluginFn = ({ runner, emitter }) => {
    emitter.on('runner:end', () => {
      const { passed, failed, regression, skipped, todo } = runner.getSummary().aggregates
      this.#passed = passed + regression
      this.#failed = failed
      this.#skipped = skipped + todo
    })
  }

  /** Something broke outside any test: a hook, a file, an unhandled rejection. */
  countOutsideFailure() {
    this.#failed ||= 1
  }

  /** False too where nothing ran, for a filter that fits no test proves nothing. */
  get isGood() {
    return this.#passed > 0 && this.#failed === 0
  }

  get line() {
    const skipped = this.#skipped ? `, ${this.#skipped} skipped` : ''
    return `${this.#passed} passed, ${this.#failed} failed${skipped}`
  }
}
