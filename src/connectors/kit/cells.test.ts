import { describe, expect, test } from 'vitest'
import { cellsOf, keyedCells, rowsOfColumns } from './cells.ts'
import { nextOfLinkHeader } from './fetch.ts'
import { objectsAt, parseJson } from './json.ts'

describe('JSON', () => {
  test('numbers stay as they were written', () => {
    expect(parseJson('{"id":12345678901234567890,"cost":12.50,"e":1e3,"n":-0}')).toEqual({
      id: '12345678901234567890',
      cost: '12.50',
      e: '1e3',
      n: '-0',
    })
  })

  test('text that is none is told', () => {
    expect(parseJson('{"a":')).toBeUndefined()
  })
})

describe('cells', () => {
  test('members of inner objects stand under both names', () => {
    const [record] = objectsAt(
      parseJson('[{"a":{"amount":"1.5","currency":"EUR"},"tags":["x","y"],"no":null,"ok":true}]'),
    )
    expect(cellsOf(record ?? {})).toEqual({
      'a.amount': '1.5',
      'a.currency': 'EUR',
      tags: 'x,y',
      no: null,
      ok: 'true',
    })
  })

  test('a list of actions becomes columns', () => {
    const list = objectsAt(parseJson('[{"action_type":"mobile_app_install","value":"7"},{"value":"1"}]'))
    expect(keyedCells(list, 'actions.', 'action_type', 'value')).toEqual({
      'actions.mobile_app_install': '7',
    })
  })

  test('lists of a column each become rows', () => {
    expect(rowsOfColumns({ impressions: ['1', '2'], spend: null }, 2)).toEqual([
      { impressions: '1', spend: null },
      { impressions: '2', spend: null },
    ])
  })
})

test('the next page of a Link header', () => {
  const page = (link: string) => ({ json: undefined, headers: { link } })
  expect(
    nextOfLinkHeader(page('<https://a.example/1>; rel="first", <https://a.example/3>; rel="next"')),
  ).toBe('https://a.example/3')
  expect(nextOfLinkHeader(page('<https://a.example/1>; rel="prev"'))).toBeNull()
})
