import { describe, expect, it } from 'vitest'
import { nameGroup } from './sections.ts'

function stratum(name: string, group: number) {
  return { stratum: name, share: 0.5, multiplier: 1, group }
}

describe('the name of a group', () => {
  it('is what all of its places have in common', () => {
    const strata = [
      stratum('Lantern Bay · Meta · ios · video', 1),
      stratum('Lantern Bay · Unity Ads · android · video', 1),
      stratum('Iron Siege · Meta · ios · video', 2),
    ]
    expect(nameGroup(strata, 1)).toBe('Lantern Bay · video')
    expect(nameGroup(strata, 2)).toBe('Iron Siege · Meta · ios · video')
  })

  it('leaves out what names no place, and is empty where nothing is common', () => {
    expect(nameGroup([stratum('Meta · other', 1)], 1)).toBe('Meta')
    expect(nameGroup([stratum('Meta', 1), stratum('TikTok', 1)], 1)).toBe('')
    expect(nameGroup([], 1)).toBe('')
  })
})
