import { isIPv6 } from 'node:net'

const IPV4_IN_IPV6 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/**
 * What stands for one sender: an IPv4 address, or the /64 network of an IPv6 address, because
 * who has one address of it has them all (RFC 6177).
 */
export function networkOf(ip: string) {
  return networksOf(ip)[0]
}

/**
 * The networks that one customer of a provider may have, the smallest first: an IPv4 address, or
 * the /64, /56 and /48 of an IPv6 address.
 */
export function networksOf(ip: string): [string, ...string[]] {
  const [, ipv4] = IPV4_IN_IPV6.exec(ip) ?? []
  if (ipv4 || !isIPv6(ip)) return [ipv4 ?? ip]

  const [first, second, third, fourth] = groups(ip)
  const site = [first, second, third].map(hex).join(':')
  return [`${site}:${hex(fourth)}::/64`, `${site}:${hex(fourth & 0xff00)}::/56`, `${site}::/48`]
}

/** The neighbourhood that shares turns where everybody waits: a /24 of IPv4, a /48 of IPv6. */
export function neighbourhoodOf(ip: string) {
  const largest = networksOf(ip).at(-1)!
  return largest.includes(':') ? largest : largest.replace(/\.\d+$/, '.0/24')
}

function groups(ip: string) {
  const [head, tail] = ip.split('%', 1)[0].split('::')
  const parse = (part = '') =>
    part
      .split(':')
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16))
  const [left, right] = [parse(head), parse(tail)]
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right]
}

function hex(group: number) {
  return group.toString(16)
}
