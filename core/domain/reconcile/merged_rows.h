#pragma once

#include "core/domain/reconcile/sheet_repository.h"

#include <functional>

namespace youka {

/// Many sorted sources as one sorted stream, with memory for a page of each. Pages are asked for as they are
/// needed, so that no reading transaction stays open while others write.
class MergedRows
{
public:
    /// Rows behind that place, in the order of (number, seq); fewer than `most`: there are no more.
    using Source =
        std::function<Result<std::vector<SheetRow>>(const SheetRepository::Place &after, int most)>;

    explicit MergedRows(std::vector<Source> sources, int pageRows = 512);
    /// The next row; none at the end.
    Result<std::optional<SheetRow>> next();

private:
    struct Cursor
    {
        Source source;
        std::vector<SheetRow> page;
        size_t at = 0;
        bool isLast = false;
        const SheetRow &row() const { return page[at]; }
    };
    /// Makes `cursor` stand on a row, or at its end.
    Result<void> load(Cursor &cursor);
    Result<void> start();

    std::vector<Cursor> m_cursors;
    std::vector<size_t> m_heap; ///< of those that stand on a row; the least is on top
    const int m_pageRows;
    bool m_started = false;
};

/// The parts of a sheet.
std::vector<MergedRows::Source> sourcesOf(SheetRepository &sheets, const Sheet &sheet);

}
