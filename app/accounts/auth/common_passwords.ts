import { promisify } from 'node:util'
import { readFile } from 'node:fs/promises'
import { gunzip } from 'node:zlib'

const LIST = new URL('../../../resources/common_passwords.txt.gz', import.meta.url)

let common: Promise<Set<string>> | undefined

/** Whether the password, in any case of its letters, is on the list of those that leaked most. */
export async function isCommonPassword(password: string) {
  common ??= readList()
  const passwords = await common
  return passwords.has(password.toLowerCase())
}

async function readList() {
  const list = await promisify(gunzip)(await readFile(LIST))
  return new Set(list.toString('ascii').trimEnd().split('\n'))
}
