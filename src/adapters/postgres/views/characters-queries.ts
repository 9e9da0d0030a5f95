import type { Knex } from 'knex'
import type { CharacterRow, CharactersQuery } from '../../../projections/characters/characters-query.ts'
import { charactersView } from './characters-view.ts'
import { columnsOf, isId, readRow } from './view-table.ts'

const characterOf = (record: Readonly<Record<string, unknown>>): CharacterRow => readRow(charactersView.columns, record)

/** The characters view, asked. Every answer is the owner's alone. */
export function charactersQueries(db: Knex): CharactersQuery {
  const rowsOf = (ownerId: string) =>
    db<Record<string, unknown>>('characters')
      .select<Record<string, unknown>[]>(columnsOf(charactersView.columns))
      .where({ user_id: ownerId, erased: false })
  return {
    async list(ownerId) {
      if (!isId(ownerId)) return []
      const rows = await rowsOf(ownerId).orderBy([
        { column: 'archived', order: 'asc' },
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      return rows.map(characterOf)
    },
    async find(ownerId, id) {
      if (!isId(ownerId) || !isId(id)) return null
      const record = await rowsOf(ownerId).where({ id }).first()
      return record === undefined ? null : characterOf(record)
    },
    async handleTaken(ownerId, handle, exceptId) {
      if (!isId(ownerId)) return false
      const query = rowsOf(ownerId).whereRaw('lower(handle) = lower(?)', [handle])
      if (exceptId !== null && isId(exceptId)) query.whereNot({ id: exceptId })
      return (await query.first()) !== undefined
    },
  }
}
