import { expect, test } from 'vitest'
import { appSpellings, recogniseApp } from './recognise-app.ts'

test.each([
  ['id1234567890', '1234567890'],
  [' 1234567890 ', '1234567890'],
  ['https://apps.apple.com/us/app/harbour/id1234567890?mt=8', '1234567890'],
  ['https://play.google.com/store/apps/details?hl=en&id=com.studio.harbour', 'com.studio.harbour'],
  ['com.studio.harbour', 'com.studio.harbour'],
  ['Harbour   Heroes', 'Harbour Heroes'],
  ['12345', '12345'],
  ['identity', 'identity'],
  [' ', null],
])('%s is %s', (name, app) => {
  expect(recogniseApp(name)).toBe(app)
})

test('an App Store id is asked for with and without id', () => {
  expect(appSpellings('id1234567890')).toEqual(['id1234567890', '1234567890'])
  expect(appSpellings('1234567890')).toEqual(['1234567890', 'id1234567890'])
  expect(appSpellings('Harbour')).toEqual(['harbour'])
})

test('names of permille.yaml win, in every form of the id and in every spelling of their own', () => {
  const aliases = { '1234567890': 'Harbour', 'com.studio.harbour': 'Harbour' }
  for (const name of ['id1234567890', 'COM.studio.harbour', 'harbour', 'Harbour'])
    expect(recogniseApp(name, aliases)).toBe('Harbour')
  expect(recogniseApp('com.studio.other', aliases)).toBe('com.studio.other')
})
