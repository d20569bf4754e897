import { expect, test } from 'vitest'
import { isReengagement } from './objective.ts'

test.each([
  'Re-engagement',
  'REENGAGEMENT',
  'app_retargeting',
  'APP_RE_ENGAGEMENT',
  'Remarketing (mobile apps)',
  're-attribution',
  'reinstall',
  'APP_ENGAGEMENTS',
  'App campaign for engagement',
  'User reactivation',
  'App-Interaktionskampagne',
  'Reaktivierung',
  'Campagne d’engagement pour les applications',
  'Reciblage',
  'Réengagement',
  'Campañas de aplicaciones para interacciones',
  'Aplicación: Participación',
  'Reactivación',
  'Campanhas de apps para engajamento',
  'Campanha de apps para interação',
  'Reengajamento',
  'Campagne per app per incrementare il coinvolgimento',
  'Riattivazione',
  'アプリ エンゲージメント キャンペーン',
  'リターゲティング',
])('%s addresses people who have the app', (objective) => {
  expect(isReengagement(objective)).toBe(true)
})

test.each([
  'acquisition',
  'Mobile app installs',
  'OUTCOME_ENGAGEMENT',
  'OUTCOME_APP_PROMOTION',
  'Page engagement',
  'App promotion',
  'ua',
  'Market research',
  'Store installs',
  'App-Kampagne',
  'Interaktionen',
  'App-Installationen',
  'Campagnes pour applications : installations',
  'Interactions',
  'Campañas de aplicaciones para instalaciones',
  'Aplicación: Instalación',
  'Interacción',
  'Campanhas de apps para instalações',
  'Engajamento',
  'Campagne per app per incrementare le installazioni',
  'Interazione',
  'アプリのインストール',
  'エンゲージメント',
  '再生回数',
])('%s does not say so', (objective) => {
  expect(isReengagement(objective)).toBe(false)
})
