import { describe, expect, it } from '@jest/globals'
import { lineage } from './contract/image.ts'
import { ids, imageRow } from './test-rows.ts'
import { changesBetween, wireLineage } from './wire-lineage.ts'

const root = imageRow({
  origin: 'generated',
  editType: null,
  editPrompt: null,
  maskSha256: null,
  maskCoveragePct: null,
  workflow: 'flux-turbo',
  params: { steps: 9, cfg: 1, sampler: 'euler' },
})
const edit = imageRow({
  id: ids.nsfwImage,
  sourceImageId: ids.image,
  rootImageId: ids.image,
  seed: 2,
  params: { steps: 20, cfg: 1, sampler: 'euler', growPx: 3, area: 'whole', negativePromptTyped: true },
})
const viewer = { publicUrl: 'http://studio.example', trashMs: 0, showNsfw: false }

describe('a tree on the wire', () => {
  it('given a parent and its child, then the edge tells what was done otherwise, and nothing that was not', () => {
    const tree = wireLineage(root.id, [root, edit], viewer)
    expect(lineage.safeParse(tree).error).toBeUndefined()
    expect(tree.edges).toEqual([
      {
        parentId: root.id,
        childId: edit.id,
        changes: [
          { field: 'editPrompt', from: null, to: 'add a banana' },
          { field: 'seed', from: 1, to: 2 },
          { field: 'workflow', from: 'flux-turbo', to: 'flux-fill-inpaint' },
          { field: 'steps', from: 9, to: 20 },
          { field: 'growPx', from: null, to: 3 },
          { field: 'area', from: null, to: 'whole' },
          { field: 'maskCoveragePct', from: null, to: 1 },
        ],
      },
    ])
  })

  it('given pictures of another size, then both sizes are told', () => {
    expect(changesBetween(root, { ...root, width: 1024, height: 1024 })).toEqual([{ field: 'size', from: '832 × 1472', to: '1024 × 1024' }])
  })

  it('given an upload without a recipe, then what the edit added counts from nothing', () => {
    const upload = { ...root, origin: 'uploaded' as const, seed: null, workflow: null, params: null, negativePrompt: '' }
    expect(changesBetween(upload, edit)).toContainEqual({ field: 'steps', from: null, to: 20 })
    expect(changesBetween(upload, edit).map(({ field }) => field)).not.toContain('negativePrompt')
  })

  it('given an erased parent, then its lost words are no change', () => {
    const fields = changesBetween({ ...root, erased: true, prompt: null }, edit).map(({ field }) => field)
    expect(fields).toEqual(expect.arrayContaining(['seed', 'steps']))
    expect(fields).not.toContain('prompt')
    expect(fields).not.toContain('editPrompt')
  })

  it('given an empty tree, then it is named after what was asked for', () => {
    expect(wireLineage(ids.nothing, [], viewer)).toEqual({ rootImageId: ids.nothing, images: [], edges: [] })
  })
})
