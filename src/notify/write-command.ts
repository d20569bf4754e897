/** A question as a person types it: `permille rank --by creative --last 28d`. */
export function writeCommand(operation: string, input: Readonly<Record<string, unknown>>): string {
  const flags = Object.entries(input).flatMap(([field, value]) => {
    const flag = `--${field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    return [value].flat().map((one) => {
      const text = String(one)
      return `${flag} ${/^[\w.:,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`}`
    })
  })
  return ['permille', operation, ...flags].join(' ')
}
