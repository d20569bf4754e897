const FRACTION = /-?\d+\.\d+(?:e-?\d+)?/g
const rounded = (value: number) => Number(value.toPrecision(9))

/** Of the store itself, not of its rows; and numbers to the nine digits two stores may agree in. */
function plainValue(key: string, value: unknown): unknown {
  if (['sql', 'lastLoadAt', 'loadedAt', 'dataVersion', 'observedAt'].includes(key)) return undefined
  if (key === 'content')
    return String(value).replaceAll(FRACTION, (digits) => String(rounded(Number(digits))))
  return typeof value === 'number' ? rounded(value) : value
}

/** An answer without what tells its store. */
export function plain(answer: unknown): unknown {
  const told: unknown = JSON.parse(JSON.stringify(answer, plainValue))
  return told
}
