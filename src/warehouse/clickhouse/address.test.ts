import { expect, test } from 'vitest'
import { readAddress } from './address.ts'

test('one server', () => {
  expect(readAddress('clickhouse://ua:s%40fe@db.example:9123/ads')).toEqual({
    nodes: ['http://db.example:9123'],
    user: 'ua',
    password: 's@fe',
    database: 'ads',
    cluster: null,
  })
  expect(readAddress('clickhouse://db.example/ads?tls=true')).toMatchObject({
    nodes: ['https://db.example:8123'],
    user: 'default',
    password: '',
  })
})

test('the shards of a cluster', () => {
  expect(readAddress('clickhouse://default@one:8123,two:8123/ads?cluster=main')).toMatchObject({
    nodes: ['http://one:8123', 'http://two:8123'],
    cluster: 'main',
  })
})

test.each([
  ['clickhouse://host:8123', /no address/],
  ['clickhouse://host:8123/a-b', /no address/],
  ['clickhouse://one,two/ads', /name of their cluster/],
  ['clickhouse://one,two/ads?cluster=a;b', /letters/],
  ['clickhouse://one/ads?secure=1', /unknown option secure/],
  ['clickhouse://:::/ads', /host|address/],
])('%s is refused', (url, expected) => {
  expect(() => readAddress(url)).toThrow(expected)
})
