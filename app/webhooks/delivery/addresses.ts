import { lookup, Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

export interface Network {
  allowPrivate: boolean
  /** Every address of a name. */
  resolve: (name: string) => Promise<string[]>
}

export class ReceiverNotAllowed extends Error {
  code = 'E_RECEIVER_NOT_ALLOWED'
}

/** Whether the address is an ordinary one of the Internet: not private, loopback or special. */
export function isPublicAddress(text: string) {
  const address = ipaddr.process(text)
  if (address.range() !== 'unicast') return false
  // No other addresses of IPv6 have been given to anybody.
  return address.kind() === 'ipv4' || address.match(ipaddr.parseCIDR('2000::/3'))
}

/** The addresses that may be connected to, for the host of a url; throws if there are none. */
export async function receiverAddresses(host: string, { allowPrivate, resolve }: Network) {
  const name = host.replace(/^\[|\]$/g, '')
  const all = isIP(name) ? [name] : await resolve(name)
  const allowed = allowPrivate ? all : all.filter(isPublicAddress)
  if (allowed.length > 0) return allowed
  if (all.length === 0) throw new ReceiverNotAllowed('The name of the receiver has no address.')
  throw new ReceiverNotAllowed('The receiver has a private or special address.')
}

/**
 * Asks the name servers without the system's resolver, which would keep one of the few threads
 * that processing needs for as long as a name server is silent.
 */
export async function askNameServers(name: string, resolver = newResolver()) {
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  const [failed] = answers.filter(({ status }) => status === 'rejected')
  if (found.length === 0) throw (failed as PromiseRejectedResult).reason
  return found
}

/** Asks the system's resolver, which also knows the names of a closed network. */
export async function askSystem(name: string) {
  const found = await lookup(name, { all: true })
  return found.map(({ address }) => address)
}

function newResolver() {
  return new Resolver({ timeout: 2_000, tries: 2 })
}
