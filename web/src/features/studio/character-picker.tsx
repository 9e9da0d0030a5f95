import { ChevronDown } from 'lucide-react'
import { nameOf, type Character } from '../../api/characters.ts'
import { studioWords } from '../../strings/en-studio.ts'
import { text } from '../../strings/en.ts'
import { Avatar } from '../../ui/avatar.tsx'

const words = studioWords

/** Who is drawn. A real list under a picture of the choice, so that keyboard and screen reader know it. */
export function CharacterPicker({
  character,
  living,
  onChoose,
}: {
  readonly character: Character
  readonly living: readonly Character[]
  readonly onChoose: (id: string) => void
}) {
  return (
    <div className="picker">
      <Avatar character={character} />
      <span className="grow">
        <strong>{nameOf(character, text.characters.unnamed)}</strong>
        <br />
        <span className="muted small">{words.facts(character.age, character.style, character.referenceUrl !== null)}</span>
      </span>
      <ChevronDown className="icon" aria-hidden="true" />
      <select
        className="picker__select"
        aria-label={words.chooseCharacter}
        value={character.id}
        onChange={(event) => onChoose(event.target.value)}
      >
        {living.map((one) => (
          <option key={one.id} value={one.id}>
            {nameOf(one, text.characters.unnamed)}
          </option>
        ))}
      </select>
    </div>
  )
}
