export const OPERATING_SYSTEMS = ['ios', 'android'] as const
export type OperatingSystem = (typeof OPERATING_SYSTEMS)[number]

/** What an operating system changes, as factors on the app's own figures. */
export const OS_EFFECTS = {
  ios: { rate: 0.75, value: 1.5, cpm: 1.5, organic: 0.8, volume: 0.8 },
  android: { rate: 1.1, value: 0.8, cpm: 1, organic: 1.2, volume: 1.2 },
} as const satisfies Record<OperatingSystem, Record<string, number>>

export interface StudioApp {
  /** First part of every creative and campaign name. */
  readonly code: string
  readonly name: string
  readonly storeIds: Readonly<Record<OperatingSystem, string>>
  /** Installs per impression of an average video before any other effect. */
  readonly rate: number
  /** Revenue of the first 30 days per install, USD, before any other effect. */
  readonly value: number
  /** Mean price of one purchase, USD. */
  readonly price: number
  /** Organic installs a day in a country of organic factor 1. */
  readonly organic: number
  readonly concepts: readonly [string, ...string[]]
}

/** The studio's two games; both are invented, and so are their store ids. */
export const APPS: readonly StudioApp[] = [
  {
    code: 'LB',
    name: 'Lantern Bay',
    storeIds: { ios: 'id9000000101', android: 'com.example.lanternbay' },
    rate: 0.0095,
    value: 0.75,
    price: 11,
    organic: 130,
    concepts: [
      'PierRescue',
      'LighthouseMerge',
      'StormCleanup',
      'HarborMakeover',
      'FishMarket',
      'LostCat',
      'GrandmaInherits',
      'BoatRepair',
      'SecretChest',
      'IslandTour',
    ],
  },
  {
    code: 'IS',
    name: 'Iron Siege',
    storeIds: { ios: 'id9000000202', android: 'com.example.ironsiege' },
    rate: 0.0042,
    value: 2.8,
    price: 26,
    organic: 45,
    concepts: [
      'DragonGate',
      'WallDefense',
      'HeroSummon',
      'FallenKing',
      'CatapultShot',
      'TinyArmy',
      'TrapMaze',
      'NightRaid',
      'BetrayedHeir',
      'SiegeTower',
    ],
  },
]
