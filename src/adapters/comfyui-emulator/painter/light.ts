import type { Environment, Scene } from '../../../domain/presets/studio-settings.ts'

/** The light of a scene. Colours are `#rrggbb`; strengths run from 0 to 1. */
export type Light = {
  /** Top, middle and horizon of the sky, through a window too. */
  readonly sky: readonly [string, string, string]
  /** 1 = full day, 0 = night: whether the sun or the moon stands in the sky. */
  readonly day: number
  /** Every painted surface is multiplied by this. */
  readonly ambient: string
  /** The main light: its colour, the side it comes from (-1 left, 1 right), how strong. */
  readonly key: { readonly colour: string; readonly from: -1 | 1; readonly strength: number }
  /** The light on the other side of the figure. */
  readonly rim: { readonly colour: string; readonly strength: number }
  /** How brightly lamps, candles and lit windows shine. */
  readonly lamps: number
  /** Rays that fall into the picture. */
  readonly shafts: number
  readonly bokeh: { readonly colours: readonly string[]; readonly count: number }
  readonly vignette: number
}

/** Indoors the day is a little dimmer than outside; lamps matter more. */
export function lightOf(scene: Scene, environment: Environment): Light {
  const light = scenes[scene]
  const outdoors = environment === 'beach' || environment === 'urban_street'
  return outdoors ? { ...light, shafts: light.shafts * 0.6 } : { ...light, lamps: Math.min(1, light.lamps + 0.15) }
}

const scenes: Readonly<Record<Scene, Light>> = {
  professional_portrait: {
    sky: ['#8fb9dd', '#c4dcec', '#eef3f2'],
    day: 1,
    ambient: '#f3f1f0',
    key: { colour: '#fff4e2', from: -1, strength: 0.42 },
    rim: { colour: '#dfeaff', strength: 0.25 },
    lamps: 0.3,
    shafts: 0,
    bokeh: { colours: ['#ffffff', '#fff1d8'], count: 7 },
    vignette: 0.36,
  },
  candid_lifestyle: {
    sky: ['#62aee6', '#b3dcf3', '#fbf3dc'],
    day: 1,
    ambient: '#fffaf2',
    key: { colour: '#fff0c4', from: 1, strength: 0.4 },
    rim: { colour: '#fff8e6', strength: 0.3 },
    lamps: 0.3,
    shafts: 0.25,
    bokeh: { colours: ['#fff6d0', '#e2f5d2', '#ffffff'], count: 16 },
    vignette: 0.18,
  },
  fashion_editorial: {
    sky: ['#1d1a3c', '#5b3a72', '#e07f6c'],
    day: 0.25,
    ambient: '#8f87ac',
    key: { colour: '#ffd9b8', from: 1, strength: 0.72 },
    rim: { colour: '#5b7cff', strength: 0.75 },
    lamps: 0.6,
    shafts: 0.5,
    bokeh: { colours: ['#ff6f91', '#7f95ff'], count: 7 },
    vignette: 0.62,
  },
  fitness_motivation: {
    sky: ['#2f8fe0', '#7cc4f5', '#e6f6ff'],
    day: 1,
    ambient: '#f4fbff',
    key: { colour: '#ffffff', from: -1, strength: 0.55 },
    rim: { colour: '#b8ecff', strength: 0.55 },
    lamps: 0.25,
    shafts: 0.45,
    bokeh: { colours: ['#ffffff', '#c8f3ff'], count: 8 },
    vignette: 0.14,
  },
  morning_vibes: {
    sky: ['#8eb6d8', '#f5cfa6', '#ffe3ae'],
    day: 0.8,
    ambient: '#ffe4c6',
    key: { colour: '#ffc36b', from: -1, strength: 0.62 },
    rim: { colour: '#ffe2c0', strength: 0.35 },
    lamps: 0.3,
    shafts: 0.8,
    bokeh: { colours: ['#ffdf9e', '#ffc98a', '#fff1cf'], count: 15 },
    vignette: 0.26,
  },
  night_out: {
    sky: ['#0a0f2e', '#2a1f58', '#8a3f80'],
    day: 0,
    ambient: '#5d5c99',
    key: { colour: '#ff6fb0', from: 1, strength: 0.6 },
    rim: { colour: '#37c6ff', strength: 0.7 },
    lamps: 1,
    shafts: 0.1,
    bokeh: { colours: ['#ff5fa8', '#37c6ff', '#ffc35a', '#9a6bff', '#ff8a4c'], count: 34 },
    vignette: 0.5,
  },
  cozy_home: {
    sky: ['#2a3362', '#64507e', '#d08765'],
    day: 0.1,
    ambient: '#d2a47c',
    key: { colour: '#ffb159', from: 1, strength: 0.6 },
    rim: { colour: '#ff9a5c', strength: 0.3 },
    lamps: 1,
    shafts: 0,
    bokeh: { colours: ['#ffc46b', '#ffe0a3', '#ffab5e'], count: 24 },
    vignette: 0.46,
  },
  beach_day: {
    sky: ['#2f9de6', '#86d0f5', '#e8f9f4'],
    day: 1,
    ambient: '#ffffff',
    key: { colour: '#fffbe0', from: 1, strength: 0.55 },
    rim: { colour: '#e0fbff', strength: 0.45 },
    lamps: 0.15,
    shafts: 0.3,
    bokeh: { colours: ['#ffffff', '#dffcff', '#fff6cc'], count: 18 },
    vignette: 0.1,
  },
}
