// Makes an embedded database, migrated and closed, in the folder of its argument, for tests to copy: to create one takes seconds of a
// processor each time. A process of its own, because the memory of such a database stays with its process.
import { migrate } from '../dist/src/adapters/postgres/migrate.js'
import { openPglite } from '../dist/src/adapters/postgres/open-pglite.js'

const database = await openPglite(process.argv[2])
await migrate(database, 'src/adapters/postgres/migrations')
await database.close()
