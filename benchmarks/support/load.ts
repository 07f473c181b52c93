import autocannon from 'autocannon'

export interface Load {
  requests: autocannon.Request[]
  /** Ends after so many answers instead of after a time: for calls that take long. */
  amount?: number
  /** Each request can be asked only once: the load ends with the last of them. */
  isOnce?: boolean
}

/** What a server did under a load. */
export interface Measured {
  requestsPerSecond: number
  /** Milliseconds. */
  p50: number
  p99: number
}

export const CONNECTIONS = 32

/** A server on a busy machine may be slow; one that does not answer for so long has failed. */
const TIMEOUT_SECONDS = 60

/** V8 compiles a whole application for longer than a few lines; a server runs for months. */
const WARM_UP_SECONDS = 5

/** Asks a server as fast as 32 connections can, and fails where it answers anything but success. */
export async function measure(url: string, load: Load, seconds: number): Promise<Measured> {
  const startedAt = performance.now()
  let answeredAt = startedAt
  const result = await fire(url, load, seconds, () => (answeredAt = performance.now()))

  const answered = result['2xx']
  // A machine may be so busy that nothing is answered in that time: then until all have an answer.
  const isSlow = !answered && !result.errors && !result.non2xx && !load.amount
  if (isSlow) return measure(url, { ...load, amount: CONNECTIONS }, seconds)
  if (result.non2xx || result.errors || !answered) throw new Error(describe(url, result))
  return {
    requestsPerSecond: answered / ((answeredAt - startedAt) / 1_000),
    p50: result.latency.p50,
    p99: result.latency.p99,
  }
}

/** Lets a server compile what it will be measured with. */
export async function warmUp(url: string, load: Load) {
  await fire(url, load, WARM_UP_SECONDS)
}

function fire(url: string, load: Load, seconds: number, onAnswer?: () => void) {
  const common = { url, connections: CONNECTIONS, timeout: TIMEOUT_SECONDS }
  return new Promise<autocannon.Result>((resolve, reject) => {
    const end = (error: unknown, result: autocannon.Result) => {
      if (error) reject(error)
      else resolve(result)
    }
    const instance = autocannon({ ...common, ...optionsOf(load, seconds) }, end)
    if (onAnswer) instance.on('response', onAnswer)
  })
}

function optionsOf({ requests, amount, isOnce }: Load, duration: number) {
  if (isOnce) return { amount: requests.length, setupClient: dealerOf(requests) }
  return amount ? { requests, amount } : { requests, duration }
}

/** Deals the requests out, so that no two connections ask the same. */
function dealerOf(requests: autocannon.Request[]) {
  let turn = 0
  return (client: autocannon.Client) => {
    const mine = turn++
    client.setRequests(requests.filter((_, index) => index % CONNECTIONS === mine))
  }
}

function describe(url: string, { errors, statusCodeStats = {} }: autocannon.Result) {
  const answers = Object.entries(statusCodeStats).map(([code, { count }]) => `${count} × ${code}`)
  return `${url} failed ${errors} requests and answered ${answers.join(', ') || 'none'}`
}
