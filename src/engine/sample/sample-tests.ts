import { ProjectTest } from '#schema/project-test.ts'
import type { SampleName } from './sample-name.ts'

const CUTS = {
  'first cut': 'LB_VID_LighthouseMerge_Gameplay_9x16_15s_v01',
  'second cut': 'LB_VID_LighthouseMerge_Gameplay_9x16_15s_v02',
}

/** Tests declared over a sample, to have something to look at; the studio's networks decide, so nothing can win. */
export function sampleTests(name: SampleName): Readonly<Record<string, ProjectTest>> {
  if (name !== 'studio') return {}
  return {
    'summer-cuts': ProjectTest.parse({
      name: 'Lighthouse cuts, summer',
      question: 'Is the first cut better than the second?',
      arms: CUTS,
      control: 'second cut',
      start: '2026-08-10',
      end: '2026-09-06',
      strata: ['os'],
    }),
    'autumn-cuts': ProjectTest.parse({
      name: 'Lighthouse cuts, autumn',
      question: 'Is the first cut still better, now that everybody has seen it?',
      arms: CUTS,
      control: 'second cut',
      start: '2026-10-05',
      strata: ['os'],
      lift: 0.1,
    }),
    heroes: ProjectTest.parse({
      name: 'Heroes against catapults',
      arms: {
        catapult: 'IS_VID_CatapultShot_Gameplay_9x16_15s_v01',
        heroes: 'IS_VID_HeroSummon_Fail_1x1_30s_v01',
      },
      control: 'catapult',
      start: '2026-10-10',
      strata: ['os'],
    }),
  }
}
