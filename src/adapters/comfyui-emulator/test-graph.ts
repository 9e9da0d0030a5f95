/** The smallest graph that samples and saves `fault_00001_.png`. `steps` of 1,000 outlast any test. */
export const smallGraph = (steps: number) => ({
  1: { class_type: 'UNETLoader', inputs: { unet_name: 'flux1-dev.safetensors', weight_dtype: 'default' } },
  2: { class_type: 'CLIPLoader', inputs: { clip_name: 'clip_l.safetensors', type: 'sd3' } },
  3: { class_type: 'VAELoader', inputs: { vae_name: 'ae.safetensors' } },
  4: { class_type: 'CLIPTextEncode', inputs: { text: '', clip: ['2', 0] } },
  5: { class_type: 'EmptyLatentImage', inputs: { width: 16, height: 16, batch_size: 1 } },
  6: {
    class_type: 'KSampler',
    inputs: {
      ...{ model: ['1', 0], positive: ['4', 0], negative: ['4', 0], latent_image: ['5', 0] },
      ...{ seed: 0, steps, cfg: 1, sampler_name: 'euler', scheduler: 'normal', denoise: 1 },
    },
  },
  7: { class_type: 'VAEDecode', inputs: { samples: ['6', 0], vae: ['3', 0] } },
  8: { class_type: 'SaveImage', inputs: { images: ['7', 0], filename_prefix: 'fault' } },
})
