// Makes an embedded database in the folder of its argument, migrated, its views open and empty, for tests to copy: to create one takes
// seconds of a processor each time. A process of its own, because the memory of such a database stays with its process.
import { migrate } from '../dist/src/adapters/postgres/migrate.js'
import { openPglite } from '../dist/src/adapters/postgres/open-pglite.js'
import { postgresViewStore } from '../dist/src/adapters/postgres/views/postgres-view-store.js'
import { insights, views } from '../dist/src/projections/views.js'

const database = await openPglite(process.argv[2])
await migrate(database, 'src/adapters/postgres/migrations')
for (const group of [views, insights]) await postgresViewStore(database).open(group)
await database.close()
