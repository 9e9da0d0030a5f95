import { count } from './plural.ts'

export const uploadWords = {
  button: 'Upload',
  label: 'Upload a picture',
  drop: 'Let go to upload',
  title: (n: number) => `Upload ${count(n, 'picture', 'pictures')}`,
  intro: 'Say what they show, so that you find them again.',
  character: 'Character',
  scene: 'What is happening',
  environment: 'Where it is',
  outfit: 'Outfit',
  needsCharacter: 'Make a character first: pictures belong to one.',
  send: (n: number) => (n === 1 ? 'Upload' : `Upload ${n}`),
  sending: (name: string) => `Uploading ${name}`,
  sent: (name: string) => `${name} is in the gallery`,
  refused: (names: readonly string[]) => `${names.join(', ')}: PNG, JPEG and WebP of at most 20 MB work.`,
}
