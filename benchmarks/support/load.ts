import autocannon from 'autocannon'

export interface Load {
  requests: autocannon.Request[]
  /** Stops after so many answers, where each request can be asked only once. */
  amount?: number
}

/** What a server did under a load. */
export interface Measured {
  requestsPerSecond: number
  /** Milliseconds. */
  p50: number
  p99: number
}

export const CONNECTIONS = 32
const WARM_UP_SECONDS = 2
const SECONDS = 6

/** Asks a server as fast as 32 connections can, after a warm-up, and fails where it answers errors. */
export async function measure(url: string, { requests, amount }: Load): Promise<Measured> {
  if (!amount) await fire(url, { requests, duration: WARM_UP_SECONDS })
  const result = await fire(url, amount ? { requests, amount } : { requests, duration: SECONDS })
  const answered = result['2xx']
  if (result.non2xx || result.errors || !answered) {
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed of ${answered}`)
  }
  return {
    requestsPerSecond: answered / ((result.finish.getTime() - result.start.getTime()) / 1_000),
    p50: result.latency.p50,
    p99: result.latency.p99,
  }
}

function fire(url: string, options: Partial<autocannon.Options>) {
  return autocannon({ url, connections: CONNECTIONS, ...options })
}
