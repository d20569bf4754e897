import { expect, test } from 'vitest'
import { asWritten, betterLine, chooseScript } from './choose-script.ts'
import { SCRIPTS } from './scripts.ts'

/** What each language's data answered for the same lines, as it was measured. */
const read = (answers: Readonly<Record<string, readonly (readonly [string, number])[]>>) =>
  SCRIPTS.flatMap((script) => {
    const lines = answers[script.data]?.map(([text, confidence]) => ({ text, confidence }))
    return lines === undefined ? [] : [{ script, lines }]
  })
const script = (data: string) => {
  const found = SCRIPTS.find((one) => one.data === data)
  if (found === undefined) throw new Error(`no script has the data ${data}`)
  return found
}

test('lines are in the script that most are surely read in', () => {
  const trials = read({
    ukr: [
      ['Играй бесплатно', 0.77],
      ['Собери все сокровища', 0.92],
      ['Новьйй уровень', 0.89],
    ],
    tha: [
      ['เ1!แทอฉลตด์ 6๑๐ทภเลาห๐', 0.73],
      ['6๐6๑๒ห ธ6๑ 6๐«6๒๐ธหนมเล', 0.88],
      ['!ไ๐อธ๒เห้ งเ๒๐ธอห๒', 0.69],
    ],
  })
  expect(chooseScript(trials)?.data).toBe('ukr')
})

test('Hebrew is in none, though Thai data answers it surely with some Thai letters among digits', () => {
  const trials = read({
    jpn: [
      ['nminy ゞ in 7 っ mx qiOw', 0.39],
      ['ロロ mn ュ 1 『', 0.49],
    ],
    tha: [
      ['ภาาะแมก 7ว กม ๆเจฆ', 0.81],
      ['๑7 ก7วทท 9ษ๒7 7ว๒', 0.9],
    ],
  })
  expect(chooseScript(trials)).toBeNull()
  expect(chooseScript([])).toBeNull()
})

test('clear Latin among other letters stays, nonsense goes', () => {
  const thai = script('tha')
  const line = (text: string, confidence: number) => ({ text, confidence })
  const download = line('Download now', 0.93)
  expect(betterLine(download, line('6๐พท|!๐ลส ท๐อพ', 0.82), thai)).toBe(download)
  const right = line('เล่นฟรีวันนี้', 0.92)
  expect(betterLine(line('lauwssuu', 0.92), right, thai)).toBe(right)
})

test('Japanese is written without the spaces that the reader sets', () => {
  expect(asWritten({ text: '無料 で プレ イ 5 GB free trial\n', confidence: 0.9 }, script('jpn')).text).toBe(
    '無料でプレイ 5 GB free trial',
  )
  expect(asWritten({ text: '\u200eالعب الآن\u200f ', confidence: 0.9 }, script('ara')).text).toBe('العب الآن')
})
