import type { Accepted, Caller } from '../../../application/use-cases.ts'
import { character, characterAnswer, characterChanges, characterForm, characterList } from '../contract/character.ts'
import { settled } from '../read-your-writes.ts'
import type { Door, Reply, Route } from '../route.ts'
import { json, refuse, route } from '../route.ts'
import { wireCharacter } from '../wire-character.ts'

export const characterRoutes = (door: Door): readonly Route[] => [
  characters(door),
  createCharacter(door),
  oneCharacter(door),
  changeCharacter(door),
]

const reading = { method: 'get', access: 'read', rate: 'read', tag: 'Characters' } as const
const changing = { access: 'write', rate: 'write', tag: 'Characters' } as const

const characters = (door: Door): Route =>
  route({
    ...reading,
    path: '/api/v1/characters',
    summary: 'One’s own characters, archived ones last',
    answers: { 200: { what: 'The characters', schema: characterList } },
    handle: async ({ caller }) => {
      const rows = await door.queries.characters.list(caller.user.id)
      return json(200, { characters: rows.map((row) => wireCharacter(row, door.config.publicUrl())) })
    },
  })

const createCharacter = (door: Door): Route =>
  route({
    ...changing,
    method: 'post',
    path: '/api/v1/characters',
    summary: 'Make a character',
    startsStream: true,
    body: characterForm,
    answers: { 201: { what: 'The character', schema: characterAnswer } },
    handle: async ({ body, caller, context }) => {
      const answer = await door.useCases.createCharacter(body, context)
      return answer.ok ? characterReply(door, caller, 201, answer.value.characterId, answer.value) : refuse(answer.rejection)
    },
  })

const oneCharacter = (door: Door): Route =>
  route({
    ...reading,
    path: '/api/v1/characters/:id',
    summary: 'One character',
    answers: { 200: { what: 'The character', schema: character } },
    handle: async ({ caller, params }) => {
      const row = await door.queries.characters.find(caller.user.id, params.id ?? '')
      return row === null ? refuse({ type: 'not-found' }) : json(200, wireCharacter(row, door.config.publicUrl()))
    },
  })

const changeCharacter = (door: Door): Route =>
  route({
    ...changing,
    method: 'patch',
    path: '/api/v1/characters/:id',
    summary: 'Change a character, archive it or bring it back',
    body: characterChanges,
    answers: { 200: { what: 'The character', schema: characterAnswer } },
    handle: async ({ body, caller, context, params }) => {
      const characterId = params.id ?? ''
      const { archived, ...fields } = body
      const changes = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
      const answer =
        archived !== undefined && Object.keys(changes).length === 0
          ? await door.useCases.archiveCharacter({ characterId, archived }, context)
          : await door.useCases.changeCharacter({ characterId, changes, ...(archived === undefined ? {} : { archived }) }, context)
      return answer.ok ? characterReply(door, caller, 200, characterId, answer.value) : refuse(answer.rejection)
    },
  })

/** The character as it is after a change. */
export async function characterReply(door: Door, caller: Caller, status: number, id: string, accepted: Accepted): Promise<Reply> {
  const headers = await settled(door, accepted)
  const row = await door.queries.characters.find(caller.user.id, id)
  return json(status, { id, character: row === null ? null : wireCharacter(row, door.config.publicUrl()) }, headers)
}
