import { type PhotoFacts } from '#app/media/image/photo_facts'

/** Marks a data set, of the second record (IPTC-IIM 4.2, 1.5 and 6). */
const dataSet = Buffer.from([0x1c, 2])

/** The moments of which data sets tell, as dates and times of their own. */
const dates = { created: [55, 60], digitized: [62, 63] }

const longestValue = 32

/** When a picture was taken according to the IPTC block that agencies and editors write. */
export function readIptc(block: Buffer): PhotoFacts {
  const moment = ([date, time]: number[]) => ({
    moment: [valueOf(block, date), valueOf(block, time)].filter(Boolean).join(' '),
  })
  return { facts: {}, original: [moment(dates.created)], digitized: [moment(dates.digitized)] }
}

/** `20240501` is a date, `102030+0200` a time. */
function valueOf(block: Buffer, name: number) {
  const start = block.indexOf(Buffer.concat([dataSet, Buffer.from([name])]))
  if (start < 0 || start + 5 > block.length) return ''
  const length = Math.min(block.readUInt16BE(start + 3), longestValue)
  return block.toString('latin1', start + 5, start + 5 + length)
}
