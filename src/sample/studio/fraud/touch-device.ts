import type { TouchRow } from '#schema/row.ts'
import type { Random } from '../../random/random.ts'
import type { OperatingSystem } from '../catalogue/apps.ts'

const MODELS = {
  ios: ['iPhone 13', 'iPhone 14', 'iPhone 15', 'iPhone 15 Pro', 'iPhone SE', 'iPad Air'],
  android: ['Galaxy A15', 'Galaxy A54', 'Galaxy S23', 'Pixel 7', 'Redmi Note 12', 'Moto G54', 'Oppo A78'],
} as const

const VERSIONS = { ios: ['17.6', '18.1', '18.5'], android: ['12', '13', '14', '15'] } as const

function key(random: Random): string {
  return `simulated-${random.word().toString(16).padStart(8, '0')}${random.word().toString(16).padStart(8, '0')}`
}

/** An invented device; its keys stand for the keyed hashes of a real log. */
export function drawDevice(
  random: Random,
  os: OperatingSystem,
): Pick<TouchRow, 'device_key' | 'address_key' | 'device_model' | 'os_version'> {
  return {
    device_key: key(random),
    address_key: key(random),
    device_model: random.pick(MODELS[os]),
    os_version: random.pick(VERSIONS[os]),
  }
}
