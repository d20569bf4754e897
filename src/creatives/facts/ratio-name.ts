const NAMED: readonly (readonly [string, number])[] = [
  ['9:16', 9 / 16],
  ['2:3', 2 / 3],
  ['3:4', 3 / 4],
  ['4:5', 4 / 5],
  ['1:1', 1],
  ['6:5', 6 / 5],
  ['4:3', 4 / 3],
  ['3:2', 3 / 2],
  ['16:9', 16 / 9],
  ['1.91:1', 1.91],
]

const NEAR = 0.02

/** The usual name of a ratio of sides within 2 %; long strips are `banner`, others `other`. */
export function ratioName(width: number, height: number): string {
  const ratio = width / height
  const distance = (named: number) => Math.abs(Math.log(ratio / named))
  const [first = ['other', 0], ...rest] = NAMED
  const [name, value] = rest.reduce((best, one) => (distance(one[1]) < distance(best[1]) ? one : best), first)
  if (distance(value) <= NEAR) return name
  return ratio > 2.5 || ratio < 0.4 ? 'banner' : 'other'
}
