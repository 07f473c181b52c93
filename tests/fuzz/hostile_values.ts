import type { Random } from '#tests/fuzz/mutations'

const texts = [
  '',
  ' ',
  '\0',
  '\ud800',
  '\u202eexe.gpj',
  '\ufeff',
  'ﬀ\u0301',
  '👩‍👩‍👧‍👦'.repeat(50),
  'a'.repeat(300),
  'a'.repeat(70_000),
  "'; drop table users; --",
  '%',
  '_',
  '%00',
  '%zz',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  'https://[::1]:99999/',
  'http://169.254.169.254/latest',
  '__proto__',
  'constructor',
  'zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz',
  '01900000-0000-7000-8000-000000000000',
  'NaN',
  'true',
  '1e400',
  '-1',
  '9223372036854775808',
  '10000-01-01',
  '0000-00-00',
  '2026-02-30T25:61:61Z',
  '+275760-09-13T00:00:00.000Z',
  'infinity',
  'fe80::1%eth0',
  'a'.repeat(64) + '@example.org',
  'ann@xn--a.example',
  'A'.repeat(43) + '=',
]

const others = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  2 ** 31,
  2 ** 53,
  2 ** 63,
  [],
  [[]],
  {},
  { a: { b: { c: [] } } },
  Array.from({ length: 2_000 }, (_, index) => index),
  JSON.parse('{"constructor": {"prototype": 1}}'),
]

export function pick<Item>(items: readonly Item[], random: Random) {
  return items[Math.floor(random() * items.length)]
}

export function hostileText(random: Random): string {
  return pick(texts, random)
}

export function hostileValue(random: Random): unknown {
  return random() < 0.6 ? hostileText(random) : pick(others, random)
}

/** The value with some of its fields replaced, removed or added. */
export function spoil(value: unknown, random: Random): unknown {
  if (Array.isArray(value) && random() < 0.6) return value.map((item) => spoil(item, random))
  if (typeof value !== 'object' || value === null) {
    return random() < 0.4 ? hostileValue(random) : value
  }
  const entries = Object.entries(value)
    .filter(() => random() < 0.9)
    .map(([name, item]) => [name, spoil(item, random)])
  if (random() < 0.1) entries.push([hostileText(random), hostileValue(random)])
  return Object.fromEntries(entries)
}
