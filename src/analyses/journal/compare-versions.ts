const partsOf = (version: string) => version.split(/[^0-9A-Za-z]+/).filter((part) => part !== '')

/** Which of two versions of an app is the higher: positive where it is the first, part by part, numbers as numbers. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)]
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [left = '0', right = '0'] = [a[index], b[index]]
    const [x, y] = [Number(left), Number(right)]
    const difference = Number.isNaN(x) || Number.isNaN(y) ? left.localeCompare(right, 'en') : x - y
    if (difference !== 0) return difference
  }
  return 0
}
