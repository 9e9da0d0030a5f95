import type { HeadWear } from './wardrobe.ts'

/** What is worn on the head, over the hair. The set's own hats replace the hair's top instead: see `setTop`. */
export function headWearSvg(worn: HeadWear): string {
  switch (worn) {
    case 'tiara':
      return `<path d="M86 46Q132 14 178 46L176 54Q132 28 88 54Z" fill="#f2cf6b"/><path d="M88 44L92 22 106 36 116 14 126 28 132 4 138 28 148 14 158 36 172 22 176 44Q132 16 88 44Z" fill="#f6dc86" stroke="#d6a83c" stroke-width="1.500"/><g fill="#ff7fb0"><circle cx="132" cy="10" r="4"/><circle cx="116" cy="18" r="3"/><circle cx="148" cy="18" r="3"/></g><circle cx="132" cy="32" r="4.500" fill="#6fd0f2"/>`
    case 'witch hat':
      return `<path d="M84 46C100 20 112 -12 142 -34 150 -38 160 -34 156 -28 150 -18 156 12 182 46Z" fill="#33264d"/><path d="M83 44Q132 22 183 44L186 54Q132 32 80 54Z" fill="#8a5fc0"/><path d="M124 26H142V44H124Z" fill="none" stroke="#f2cf6b" stroke-width="4"/><ellipse cx="132" cy="52" rx="92" ry="14" fill="#3d2e5c"/><path d="M42 50Q132 74 222 50Q132 62 42 50Z" fill="#241a38"/>`
    case 'police cap':
      return `<path d="M70 40C62 18 92 4 132 4S202 18 194 40L186 50H78Z" fill="#2c4272"/><path d="M78 42Q132 30 186 42V56Q132 44 78 56Z" fill="#1a2440"/><path d="M84 56Q132 44 180 56Q176 68 132 64Q88 68 84 56Z" fill="#0f1526"/><path d="M132 12L136 22 146 23 138 30 141 40 132 34 123 40 126 30 118 23 128 22Z" fill="#f0c859"/>`
    case 'nurse cap':
      return `<path d="M92 40Q132 14 172 40L178 16Q132 -10 86 16Z" fill="#ffffff"/><path d="M92 40Q132 14 172 40" stroke="#cfd8e2" stroke-width="2" fill="none"/><path d="M128 4H136V11H143V19H136V26H128V19H121V11H128Z" fill="#e0504f"/>`
    case 'cap':
      return `<path d="M72 60C70 20 100 6 132 6S194 20 192 60Q132 38 72 60Z" fill="#d2584e"/><path d="M74 58Q132 36 190 58Q214 66 206 74Q132 50 70 72Z" fill="#a83c38"/><circle cx="132" cy="8" r="5" fill="#a83c38"/>`
    case 'flower crown':
      return [
        [84, 58, 'ff8fb4'],
        [98, 44, 'ffd36b'],
        [115, 35, 'ff7a7a'],
        [134, 32, 'f9f1ff'],
        [152, 36, 'ff9ccf'],
        [168, 45, 'ffc05f'],
        [181, 59, 'b79cff'],
      ]
        .map(
          ([x, y, colour]) =>
            `<g transform="translate(${x} ${y})"><path d="M-11 6Q-4 0 0 8M11 6Q4 0 0 8" fill="#5fa065"/><g fill="#${colour}"><circle cy="-6" r="5.500"/><circle cx="6" cy="-2" r="5.500"/><circle cx="4" cy="5" r="5.500"/><circle cx="-4" cy="5" r="5.500"/><circle cx="-6" cy="-2" r="5.500"/></g><circle r="3.600" fill="#fff3c4"/></g>`,
        )
        .join('')
    case 'sun hat':
    case 'beanie':
    case 'headscarf':
    case 'turban':
      return ''
  }
}

/** Hats of the avatar set take the place of the hair. */
export const setTop = (worn: HeadWear | null): 'hat' | 'winterHat02' | 'hijab' | 'turban' | null =>
  worn === 'sun hat' ? 'hat' : worn === 'beanie' ? 'winterHat02' : worn === 'headscarf' ? 'hijab' : worn === 'turban' ? 'turban' : null
