import { expect, test } from 'vitest'
import { warehouseAddress } from './warehouse-address.ts'

const address = `clickhouse://ua:\${CLICKHOUSE_PASSWORD}@host:8123/ads`

test('takes the password from the environment', () => {
  expect(warehouseAddress(address, { CLICKHOUSE_PASSWORD: 'a/b@c' })).toBe(
    'clickhouse://ua:a%2Fb%40c@host:8123/ads',
  )
  expect(warehouseAddress('duckdb', {})).toBeNull()
  expect(warehouseAddress('clickhouse://ua@host/ads', {})).toBe('clickhouse://ua@host/ads')
})

test.each([
  ['clickhouse://ua:secret@host/ads', /does not belong/],
  [`clickhouse://ua:secret-\${X}@host/ads`, /does not belong/],
  [address, /CLICKHOUSE_PASSWORD is not in the environment/],
  ['postgres://host/ads', /no store permille knows/],
])('%s is refused', (setting, expected) => {
  expect(() => warehouseAddress(setting, {})).toThrow(expected)
})
