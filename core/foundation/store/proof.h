#pragma once

#include "core/foundation/store/database.h"

#include <QStringList>

#include <span>

namespace youka {

/// Something that must always be true of the books. Each row of `sql` is a fault: its first column says of
/// what, its second and third the two figures that differ.
struct ProofCheck
{
    const char *sql;
    QString sentence;  ///< with %1, %2 and %3 for the columns
    bool byId = false; ///< the first is an id's bytes
};

/// The faults that the checks find, a sentence each; no more than a hundred in all.
Result<QStringList> faultsOf(Database &db, std::span<const ProofCheck> checks);
/// One number.
Result<qint64> figureOf(Database &db, const char *sql);

/// What a proof says beside its faults.
template <class Proof>
struct ProofFigure
{
    qint64 Proof::*member;
    const char *sql;
};

/// A capability's proof: its figures, and the faults in its `faults`.
template <class Proof>
Result<Proof> prove(Database &db, std::initializer_list<ProofFigure<Proof>> figures,
                    std::span<const ProofCheck> checks)
{
    Proof proof;
    for (const ProofFigure<Proof> &figure : figures) {
        const auto value = figureOf(db, figure.sql);
        if (!value)
            return fail(value.error());
        proof.*figure.member = *value;
    }
    return faultsOf(db, checks).map([&](QStringList faults) {
        proof.faults = std::move(faults);
        return proof;
    });
}

}
