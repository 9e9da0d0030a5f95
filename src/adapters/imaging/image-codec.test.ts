import { imageCodecContract } from '../../application/ports/image-codec.contract.ts'
import { imagingWork } from './imaging-work.ts'
import { png, rgbaOf } from './test-png.ts'

imageCodecContract('the work itself, in this process,', () => ({ ...imagingWork, close: () => Promise.resolve() }), { png, rgbaOf })
