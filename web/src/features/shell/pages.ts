import {
  IconChartLine,
  IconCoins,
  IconDatabase,
  IconFlask,
  IconLeaf,
  IconListNumbers,
  IconNotebook,
  IconPuzzle,
  IconQuestionMark,
  IconScale,
  IconSettings,
  IconShieldCheck,
  IconUsers,
} from '@tabler/icons-react'

/** The pages in the order of the navigation, each with the key that follows `g`. */
export const PAGES = [
  { to: '/overview', label: 'Overview', Icon: IconChartLine, key: 'o' },
  { to: '/', label: 'Creatives', Icon: IconListNumbers, key: 'c' },
  { to: '/compare', label: 'Compare', Icon: IconScale, key: 'v' },
  { to: '/why', label: 'Why', Icon: IconQuestionMark, key: 'w' },
  { to: '/fatigue', label: 'Fatigue', Icon: IconLeaf, key: 'f' },
  { to: '/elements', label: 'Elements', Icon: IconPuzzle, key: 'e' },
  { to: '/tests', label: 'Tests', Icon: IconFlask, key: 't' },
  { to: '/value', label: 'Value', Icon: IconUsers, key: 'u' },
  { to: '/quality', label: 'Quality', Icon: IconShieldCheck, key: 'q' },
  { to: '/budget', label: 'Budget', Icon: IconCoins, key: 'b' },
  { to: '/journal', label: 'Journal', Icon: IconNotebook, key: 'j' },
  { to: '/data', label: 'Data', Icon: IconDatabase, key: 'd' },
  { to: '/settings', label: 'Settings', Icon: IconSettings, key: 's' },
] as const
