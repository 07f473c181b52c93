import dgram from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import type { AddressInfo } from 'node:net'
import { getActiveTest } from '@japa/runner'

const HEADER_BYTES = 12
const TYPE_A = 1
const NO_SUCH_NAME = 3

/**
 * A name server that gives every name the next of these IPv4 addresses, and the last one from then
 * on, each for no time at all; and a resolver that asks it. No addresses: it knows no name.
 */
export async function nameServer(addresses: string[]) {
  const asked: string[] = []
  const socket = dgram.createSocket('udp4', (query, { port, address }) => {
    const question = query.subarray(HEADER_BYTES, query.indexOf(0, HEADER_BYTES) + 5)
    const isForIPv4 = question.readUInt16BE(question.length - 4) === TYPE_A
    const given = isForIPv4 ? addresses[Math.min(asked.length, addresses.length - 1)] : undefined
    if (given) asked.push(given)
    socket.send(answer(query, question, given, addresses.length === 0), port, address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  getActiveTest()?.cleanup(() => void socket.close())
  const resolver = new Resolver({ timeout: 2_000, tries: 1 })
  resolver.setServers([`127.0.0.1:${(socket.address() as AddressInfo).port}`])
  return { resolver, asked }
}

// The format of a message: https://www.rfc-editor.org/rfc/rfc1035#section-4.1
function answer(query: Buffer, question: Buffer, address: string | undefined, isUnknown: boolean) {
  const header = Buffer.alloc(HEADER_BYTES)
  query.copy(header, 0, 0, 2)
  header.writeUInt16BE(0x8180 | (isUnknown ? NO_SUCH_NAME : 0), 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(address ? 1 : 0, 6)
  if (!address) return Buffer.concat([header, question])
  // The name of the question, class IN, a life of 0 seconds, four bytes.
  const record = Buffer.from([0xc0, HEADER_BYTES, 0, TYPE_A, 0, 1, 0, 0, 0, 0, 0, 4])
  return Buffer.concat([header, question, record, Buffer.from(address.split('.').map(Number))])
}
