import { isIPv6 } from 'node:net'

const IPV4_IN_IPV6 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/**
 * What stands for one sender: an IPv4 address, or the /64 network of an IPv6 address, for whoever
 * has one address of it has them all (RFC 6177).
 */
export function networkOf(ip: string) {
  const [, ipv4] = IPV4_IN_IPV6.exec(ip) ?? []
  if (ipv4 || !isIPv6(ip)) return ipv4 ?? ip

  const [head, tail] = ip.toLowerCase().split('%', 1)[0].split('::')
  const left = groups(head)
  const right = groups(tail)
  const zeros = Array(8 - left.length - right.length).fill('0')
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`
}

function groups(part = '') {
  return part
    .split(':')
    .filter(Boolean)
    .map((group) => Number.parseInt(group, 16).toString(16))
}
