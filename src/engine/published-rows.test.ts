import { expect, test } from 'vitest'
import type { Catalogue } from '#metrics/index.ts'
import { PublishedRows } from './published-rows.ts'

const EMPTY: Catalogue = {
  loads: [],
  slices: [],
  contested: [],
  contestedSpans: [],
  networkLabels: new Map(),
  appNames: new Map(),
  currencies: [],
  reengagement: { objectives: [], loads: new Map() },
  newestDay: null,
  newestCompleteDay: null,
  oldestDay: null,
  lastLoadAt: null,
  provisional: [],
  dataVersion: '',
}

/** Rows whose version is a number that a test raises. */
function rows() {
  const store = {
    version: 1,
    learntFrom: null,
    catalogue: async () => ({ ...EMPTY, dataVersion: String(store.version) }),
  }
  const published = new PublishedRows(store)
  const told = async () => (await published.current()).catalogue.dataVersion
  return { store, published, told }
}

test('what is told changes once a change has ended, after what is asked all the time was made anew', async () => {
  const { store, published, told } = rows()
  const renewed: unknown[] = []
  published.renew = async ({ catalogue }) => {
    renewed.push([catalogue.dataVersion, await told()])
    throw new Error('a question that fails keeps nobody from the rows')
  }
  await published.change(async () => {
    expect(await published.areCurrent()).toBe(true)
    store.version = 2
    expect(await told()).toBe('1')
    expect(await published.areCurrent()).toBe(false)
    store.version = 3
  })
  expect(renewed).toEqual([['3', '1']])
  expect(await told()).toBe('3')
  store.version = 4
  expect(await told()).toBe('4')
  expect(await published.areCurrent()).toBe(true)
})

test('whoever ends a change sees it, while another goes on; what failed is told of too', async () => {
  const { store, published, told } = rows()
  const end = Promise.withResolvers<void>()
  const long = published.change(() => end.promise)
  await expect(
    published.change(async () => {
      store.version = 2
      throw new Error('half of the files')
    }),
  ).rejects.toThrow('half of the files')
  expect(await told()).toBe('2')
  store.version = 3
  expect(await told()).toBe('2')
  end.resolve()
  await long
  expect(await told()).toBe('3')
})
