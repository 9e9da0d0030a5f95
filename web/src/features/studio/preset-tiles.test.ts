import { describe, expect, it } from '@jest/globals'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { environment, scene } from '../../../../src/adapters/http/contract/presets.ts'

const pictures = join(__dirname, '../../../public/pictures')

describe('every preset', () => {
  it.each([...scene.options.map((value) => `scene-${value}`), ...environment.options.map((value) => `environment-${value}`)])(
    'has a picture: %s',
    (name) => {
      expect(existsSync(join(pictures, `${name}.webp`))).toBe(true)
    },
  )
})
