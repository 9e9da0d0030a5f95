import { expect } from '@jest/globals'
import { differenceUnderMask } from '../../src/adapters/cli/demo-pictures.ts'
import type { WireImage } from '../../src/adapters/http/contract/image.ts'
import { pasteMask } from '../../src/domain/mask/masks.ts'
import { planeOf } from '../../src/domain/mask/plane.ts'
import { decoded, greyOf, rgbaOf } from '../../src/test-edit-proof.ts'

/** Downloads source, result and mask, and holds the two against the paste mask that follows from the third. */
export async function expectOnlyTheMaskChanged(
  file: (path: string) => Promise<Uint8Array>,
  edit: WireImage | undefined,
  { growPx, featherPx } = { growPx: 0, featherPx: 8 },
): Promise<void> {
  if (edit === undefined) throw new Error('there is no edit')
  const paths = [`/api/v1/images/${edit.sourceImageId}/file`, `/api/v1/images/${edit.id}/file`, `/api/v1/images/${edit.id}/mask`]
  const [source, result, painted] = await Promise.all(paths.map(async (path) => decoded(await file(path))))
  if (source === undefined || result === undefined || painted === undefined) throw new Error('a file is missing')
  const paste = pasteMask(planeOf(painted.width, painted.height, greyOf(painted)), growPx, featherPx)
  const { outsideChangedBytes, insideChangedPercent } = differenceUnderMask(source, result, rgbaOf(paste.values, painted))
  expect(outsideChangedBytes).toBe(0)
  expect(insideChangedPercent).toBeGreaterThan(50)
}
