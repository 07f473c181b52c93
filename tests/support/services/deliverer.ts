import { getActiveTest } from '@japa/runner'
import { Deliverer } from '#app/webhooks/delivery/deliverer'

/** Delivers in this process, as a worker does, until the test ends or the result is called. */
export function startDeliverer() {
  const stop = new AbortController()
  const delivering = new Deliverer().run(stop.signal)
  const end = async () => {
    stop.abort()
    await delivering
  }
  getActiveTest()?.cleanup(end)
  return end
}
