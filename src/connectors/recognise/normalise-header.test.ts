import { describe, expect, it } from 'vitest'
import { normaliseHeader } from './normalise-header.ts'

describe('normaliseHeader', () => {
  it.each([
    ['Campaign name', 'campaign name', null],
    ['\uFEFF Campaign_Name ', 'campaign name', null],
    ['campaign-name', 'campaign name', null],
    ['campaignName', 'campaign name', null],
    ['ThruPlays', 'thruplays', null],
    ['eCPM', 'ecpm', null],
    ['Amount spent (USD)', 'amount spent', 'USD'],
    ['Amount Spent [EUR]', 'amount spent', 'EUR'],
    ['Spend in JPY', 'spend', 'JPY'],
    ['Amount spent (ALL)', 'amount spent', 'ALL'],
    ['CLICKS (ALL)', 'clicks (all)', null],
    ['Clicks (all)', 'clicks (all)', null],
    ['Spend in account currency', 'spend in account currency', null],
    ['CPM (cost per 1,000 impressions) (USD)', 'cpm (cost per 1,000 impressions)', 'USD'],
    ['クリック（すべて）', 'クリック(すべて)', null],
    ['Ｉｍｐｒｅｓｓｉｏｎｓ', 'impressions', null],
    ['Nom de l’ensemble de publicités', "nom de l'ensemble de publicités", null],
    ['', '', null],
  ])('reads %j', (header, key, currency) => {
    expect(normaliseHeader(header)).toEqual({ key, currency })
  })
})
