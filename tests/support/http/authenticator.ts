import {
  createHash,
  createSign,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto'
import { isoBase64URL, isoCBOR } from '@simplewebauthn/server/helpers'
import { relyingParty } from '#config/factors'

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const HAS_CREDENTIAL = 0x40

interface Answer {
  origin?: string
  flags?: number
}

/** A software authenticator with one ES256 passkey, as a phone is one. */
export class Authenticator {
  readonly id = randomBytes(16)
  #privateKey: KeyObject
  #publicKey: KeyObject
  #counter = 0

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#privateKey = privateKey
    this.#publicKey = publicKey
  }

  /** Creates the passkey, as `navigator.credentials.create` does. */
  create({ challenge }: { challenge: string }, answer: Answer = {}) {
    const clientData = clientDataOf('webauthn.create', challenge, answer)
    const flags = (answer.flags ?? USER_PRESENT | USER_VERIFIED) | HAS_CREDENTIAL
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.id.length)
    const authData = Buffer.concat([
      this.#authData(flags),
      Buffer.alloc(16),
      length,
      this.id,
      this.#coseKey(),
    ])
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(authData)],
    ])
    return this.#response({
      clientDataJSON: base64url(clientData),
      attestationObject: base64url(isoCBOR.encode(attestation as never)),
      transports: ['internal'],
    })
  }

  /** Signs in, as `navigator.credentials.get` does. */
  get({ challenge }: { challenge: string }, answer: Answer = {}) {
    const clientData = clientDataOf('webauthn.get', challenge, answer)
    this.#counter++
    const authData = this.#authData(answer.flags ?? USER_PRESENT | USER_VERIFIED)
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()])
    return this.#response({
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(authData),
      signature: base64url(createSign('sha256').update(signed).sign(this.#privateKey)),
    })
  }

  /** What a copy of it would sign with. */
  forgetUses() {
    this.#counter = 0
  }

  #response(response: object) {
    const id = base64url(this.id)
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
  }

  #authData(flags: number) {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.#counter)
    const rpIdHash = createHash('sha256').update(relyingParty.id).digest()
    return Buffer.concat([rpIdHash, Buffer.from([flags]), counter])
  }

  // RFC 9053: key type EC2, algorithm ES256, curve P-256, x and y.
  #coseKey() {
    const { x, y } = this.#publicKey.export({ format: 'jwk' })
    const key = new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, isoBase64URL.toBuffer(x!)],
      [-3, isoBase64URL.toBuffer(y!)],
    ])
    return isoCBOR.encode(key as never)
  }
}

function clientDataOf(type: string, challenge: string, { origin = relyingParty.origin }: Answer) {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
}

function base64url(bytes: Uint8Array) {
  return Buffer.from(bytes).toString('base64url')
}
