import type { FoundFile } from './files.js'
import type { Outcome } from './upload_found.js'

const WIDTH = 24

/** Shows how far a run is: a bar on a terminal, a line for each file with `--json`. */
export class Report {
  readonly #sent = new Map<string, number>()
  readonly counts = { uploaded: 0, skipped: 0, ignored: 0, failed: 0 }
  #total = 0
  #files = 0
  readonly #hasBar: boolean

  constructor(private json: boolean) {
    this.#hasBar = !json && process.stderr.isTTY
  }

  add(files: FoundFile[]) {
    this.#files += files.length
    for (const { size } of files) this.#total += size
    this.#draw()
  }

  progress({ name }: FoundFile, sent: number) {
    this.#sent.set(name, sent)
    this.#draw()
  }

  done({ name, size }: FoundFile, outcome: Outcome) {
    this.#sent.set(name, size)
    this.counts[outcome.status]++
    if (this.json) console.log(JSON.stringify(outcome))
    else if (outcome.error) this.#line(`${outcome.path}: ${outcome.error.message}`)
    this.#draw()
  }

  end() {
    const { uploaded, skipped, ignored, failed } = this.counts
    if (this.json) return
    this.#line(
      `${uploaded} uploaded, ${skipped} there already, ${ignored} ignored, ${failed} failed`
    )
  }

  #line(text: string) {
    process.stderr.write(this.#hasBar ? `\r\u001B[K${text}\n` : `${text}\n`)
  }

  #draw() {
    if (!this.#hasBar) return
    const sent = [...this.#sent.values()].reduce((sum, size) => sum + size, 0)
    const share = this.#total ? Math.min(1, sent / this.#total) : 1
    const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░')
    const done = Object.values(this.counts).reduce((sum, count) => sum + count, 0)
    const megabytes = `${(sent / 1e6).toFixed(1)} of ${(this.#total / 1e6).toFixed(1)} MB`
    process.stderr.write(`\r\u001B[K${bar} ${done} of ${this.#files} files, ${megabytes}`)
  }
}
