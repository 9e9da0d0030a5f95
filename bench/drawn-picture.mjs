/**
 * The data of an `ImageAssetCreated`, as a picture tells of itself that the preview engine drew without a parent. `given` holds what only the caller
 * knows, and replaces what it knows better.
 */
export const drawnPicture = ({ assetId, seed, width, height, ...given }) => ({
  assetId,
  origin: 'generated',
  engine: 'preview',
  mime: 'image/png',
  width,
  height,
  rootAssetId: assetId,
  ancestors: [],
  negativePrompt: 'blurry',
  editPrompt: null,
  params: {
    workflowId: 'z-image-turbo',
    workflowVersion: 1,
    seed,
    steps: 9,
    cfg: 1,
    guidance: 0,
    sampler: 'euler',
    scheduler: 'simple',
    denoise: 1,
    width,
    height,
    negativePromptUsed: false,
  },
  ...given,
})
