import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { imageModelOf, labelPictures } from '#creatives/image-model/label-pictures.ts'
import { TAXONOMY } from '#creatives/taxonomy/taxonomy.ts'
import { requirement } from '../support/requirement.ts'
import { temporaryProject } from '../support/temporary-project.ts'
import { writeTinyClip } from './tiny-clip.ts'

const raster = (...colour: readonly [number, number, number]) => ({
  raster: {
    pixels: Buffer.from(
      Array(40 * 60)
        .fill(colour)
        .flat(),
    ),
    width: 40,
    height: 60,
  },
})
const [red, green, blue] = [raster(200, 20, 30), raster(20, 190, 40), raster(10, 30, 200)]

const temporary = temporaryProject()
afterAll(() => temporary.remove())
const folder = (name: string) => {
  const path = join(temporary.path, name)
  writeTinyClip(path)
  return path
}
const reasonOf = async (path: string) => {
  const { tags, notComputed } = await labelPictures([{ at: null, ...red }], imageModelOf(path, TAXONOMY))
  expect(tags).toEqual([])
  const reasons = new Map(notComputed.map(({ key, reason }) => [key, reason]))
  expect(reasons.get('concept')).toBe(reasons.get('setting'))
  return reasons.get('setting')
}

requirement('tagging').describe('an image model in a folder', () => {
  test.each([
    ['battlefield', red],
    ['nature', green],
    ['space', blue],
  ])('says %s of what looks like it, and nothing of keys it cannot tell', async (value, picture) => {
    const setting = imageModelOf(folder('tiny'), TAXONOMY)
    const { tags, notComputed } = await labelPictures([{ at: null, ...picture }], setting)
    expect(tags).toHaveLength(1)
    expect(tags[0]).toMatchObject({
      ...{ key: 'setting', value, source: 'clip', tagger: 'image-model@1 tiny' },
      evidence: { text: `nearest of 15: a scene in a ${value}` },
    })
    expect(tags[0]?.confidence).toBeGreaterThan(0.7)
    const reasons = new Map(notComputed.map(({ key, reason }) => [key, reason]))
    expect(reasons.get('concept')).toMatch(/no value clearly likelier/)
    expect([...reasons.keys()]).toEqual(expect.arrayContaining(['character', 'logo']))
  })

  test('judges a video by all its pictures, its hook by those of three seconds, in the words of the project', async () => {
    const taxonomy = ['setting', 'hook_type'].map((key) => ({
      ...{ key, question: 'Where?', most: 1 },
      values: { war: ['battlefield'], woods: ['nature'] },
    }))
    const seen = [{ at: 1, ...red }, ...[4, 7, 9].map((at) => ({ at, ...green }))]
    const { tags } = await labelPictures(seen, imageModelOf(folder('tiny'), taxonomy))
    expect(tags.map(({ key, value }) => [key, value])).toEqual([
      ['setting', 'woods'],
      ['hook_type', 'war'],
    ])
  })

  test('a folder that is no model is a reason, whatever is wrong with it', async () => {
    expect(await reasonOf(join(temporary.path, 'nowhere'))).toMatch(/holds no config\.json/)
    const other = folder('other')
    writeFileSync(join(other, 'config.json'), '{"model_type":"siglip"}')
    expect(await reasonOf(other)).toMatch(/of the kind siglip; only clip/)
    const partial = folder('partial')
    rmSync(join(partial, 'onnx/text_model.onnx'))
    expect(await reasonOf(partial)).toMatch(/holds no onnx\/text_model/)
    const damaged = folder('damaged')
    writeFileSync(join(damaged, 'onnx/vision_model.onnx'), 'not a model')
    expect(await reasonOf(damaged)).toMatch(/^the image model cannot be loaded: /)
  })
})

test('without a folder, the keys say what could tell', async () => {
  const { tags, notComputed } = await labelPictures([{ at: null, ...red }], null)
  expect(tags).toEqual([])
  expect(notComputed.find(({ key }) => key === 'concept')?.reason).toMatch(/an image model in a folder/)
})
