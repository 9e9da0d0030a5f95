/** A picture for each preset, so that people choose with their eyes; drawn by the preview engine. */
const scenes: Readonly<Record<string, string>> = {
  professional_portrait: 'nova-studio',
  candid_lifestyle: 'juniper-street',
  fashion_editorial: 'ember-lilac',
  fitness_motivation: 'nova-beach-yellow',
  morning_vibes: 'ember-bedroom',
  night_out: 'nova-sunset',
  cozy_home: 'nova-living',
  beach_day: 'nova-beach',
}
const environments: Readonly<Record<string, string>> = {
  beach: 'nova-sunset',
  home_bedroom: 'ember-bedroom',
  home_living_room: 'nova-living',
  office: 'ember-office',
  cafe: 'ember-cafe',
  urban_street: 'juniper-night',
  studio: 'juniper-paper',
}

export const pictureOfScene = (scene: string): string => pictureAt(scenes[scene])
export const pictureOfEnvironment = (environment: string): string => pictureAt(environments[environment])

const pictureAt = (name: string | undefined): string => `/pictures/${name ?? 'juniper-paper'}.webp`
