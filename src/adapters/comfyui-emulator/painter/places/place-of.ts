import type { Environment, Scene } from '../../../../domain/presets/studio-settings.ts'
import type { Place, Stage } from '../stage.ts'
import { beach } from './beach.ts'
import { bedroom } from './bedroom.ts'
import { cafe } from './cafe.ts'
import { livingRoom } from './living-room.ts'
import { office } from './office.ts'
import { street } from './street.ts'
import { studio } from './studio.ts'

/** What the person stands before. */
export function placeOf(environment: Environment, scene: Scene, stage: Stage): Place {
  switch (environment) {
    case 'beach':
      return beach(stage)
    case 'home_bedroom':
      return bedroom(stage)
    case 'home_living_room':
      return livingRoom(stage)
    case 'office':
      return office(stage)
    case 'cafe':
      return cafe(stage)
    case 'urban_street':
      return street(stage)
    case 'studio':
      return studio(stage, scene)
  }
}
