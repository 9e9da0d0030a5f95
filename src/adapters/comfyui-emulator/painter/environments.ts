import type { Environment } from '../../../domain/presets/studio-settings.ts'

/** A painted place as the inside of an SVG of that size. */
export function environmentSvg(environment: Environment, width: number, height: number): string {
  const at = (x: number): number => Math.round(x * width)
  const down = (y: number): number => Math.round(y * height)
  const rect = (x: number, y: number, w: number, h: number, fill: string): string =>
    `<rect x="${at(x)}" y="${down(y)}" width="${at(w)}" height="${down(h)}" fill="${fill}"/>`
  const gradient = (from: string, to: string): string =>
    `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs>${rect(0, 0, 1, 1, 'url(#sky)')}`
  switch (environment) {
    case 'beach':
      return `${gradient('#5ab4e6', '#fde7c8')}${rect(0, 0.49, 1, 0.2, '#3fa3bd')}${rect(0, 0.66, 1, 0.34, '#f0d8a8')}`
    case 'home_bedroom':
      return `${gradient('#f3e4e0', '#e7d0cb')}${rect(0.5, 0.05, 0.42, 0.44, '#fff8e8')}${rect(0, 0.62, 1, 0.38, '#b77f78')}`
    case 'home_living_room':
      return `${gradient('#e9d8c3', '#d8bfa3')}${rect(0.08, 0.1, 0.26, 0.24, '#d98b5f')}${rect(0, 0.6, 1, 0.4, '#6f8f88')}`
    case 'office':
      return `${gradient('#cdd6da', '#dfe6ea')}${rect(0.06, 0.06, 0.26, 0.5, '#eef5f8')}${rect(0.36, 0.06, 0.26, 0.5, '#eef5f8')}${rect(0, 0.66, 1, 0.34, '#8c7a68')}`
    case 'cafe':
      return `${gradient('#7b5641', '#4a3224')}${rect(0.07, 0.08, 0.38, 0.42, '#f4d9a8')}${rect(0.54, 0.08, 0.38, 0.42, '#f7e3bd')}`
    case 'urban_street':
      return `${gradient('#cfe3ee', '#f3ead9')}${rect(0, 0.1, 0.3, 0.9, '#c98f72')}${rect(0.7, 0.04, 0.3, 0.96, '#8ea3a8')}`
    case 'studio':
      return gradient('#4d8890', '#1b3940')
  }
}
