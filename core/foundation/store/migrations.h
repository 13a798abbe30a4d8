#pragma once

#include "core/foundation/store/database.h"

#include <span>

namespace youka {

/// One step of a schema. Numbered, forward only, never edited once shipped: installed stores have run it.
struct Migration
{
    int number;
    const char *name;
    std::vector<const char *> statements; ///< see Dialect::schema() for the words in capitals
};

std::span<const Migration> serverMigrations();  ///< the ledger and the sync centre
std::span<const Migration> stationMigrations(); ///< one terminal's own store

/// Brings the store up to the last step (or to `upTo`), each step and its version number in one transaction.
/// Programs that start together on one store take each step once.
/// Errors: StoreNewer (made by a later program; left untouched), and those of Database.
Result<void> migrate(Database &db, std::span<const Migration> steps, int upTo = 0);
Result<int> schemaVersion(Database &db);

}
