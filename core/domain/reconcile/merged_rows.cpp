#include "core/domain/reconcile/merged_rows.h"

#include <algorithm>

namespace youka {

namespace {

bool isAfter(const SheetRow &a, const SheetRow &b)
{
    const int order = a.number.compare(b.number);
    return order != 0 ? order > 0 : a.seq > b.seq;
}

}

MergedRows::MergedRows(std::vector<Source> sources, int pageRows)
    : m_pageRows(pageRows)
{
    m_cursors.reserve(sources.size());
    for (Source &source : sources)
        m_cursors.push_back({std::move(source), {}, 0, false});
}

Result<void> MergedRows::load(Cursor &cursor)
{
    if (cursor.at < cursor.page.size() || cursor.isLast)
        return {};
    SheetRepository::Place after;
    if (!cursor.page.empty())
        after = {cursor.page.back().number, cursor.page.back().seq};
    auto page = cursor.source(after, m_pageRows);
    if (!page)
        return fail(page.error());
    cursor.isLast = page->size() < size_t(m_pageRows);
    cursor.page = std::move(*page);
    cursor.at = 0;
    return {};
}

Result<void> MergedRows::start()
{
    m_started = true;
    for (size_t i = 0; i < m_cursors.size(); ++i) {
        if (const auto loaded = load(m_cursors[i]); !loaded)
            return loaded;
        if (!m_cursors[i].page.empty())
            m_heap.push_back(i);
    }
    const auto later = [&](size_t a, size_t b) { return isAfter(m_cursors[a].row(), m_cursors[b].row()); };
    std::make_heap(m_heap.begin(), m_heap.end(), later);
    return {};
}

Result<std::optional<SheetRow>> MergedRows::next()
{
    if (!m_started)
        if (const auto started = start(); !started)
            return fail(started.error());
    if (m_heap.empty())
        return std::nullopt;
    const auto later = [&](size_t a, size_t b) { return isAfter(m_cursors[a].row(), m_cursors[b].row()); };
    std::pop_heap(m_heap.begin(), m_heap.end(), later);
    Cursor &cursor = m_cursors[m_heap.back()];
    std::optional<SheetRow> row = std::move(cursor.page[cursor.at]);
    ++cursor.at;
    if (cursor.at == cursor.page.size()) { // where the next page begins; the row itself is handed out
        cursor.page.back().number = row->number;
        cursor.page.back().seq = row->seq;
    }
    if (const auto loaded = load(cursor); !loaded)
        return fail(loaded.error());
    if (cursor.at < cursor.page.size())
        std::push_heap(m_heap.begin(), m_heap.end(), later);
    else
        m_heap.pop_back();
    return row;
}

std::vector<MergedRows::Source> sourcesOf(SheetRepository &sheets, const Sheet &sheet)
{
    std::vector<MergedRows::Source> sources;
    sources.reserve(size_t(sheet.runs));
    for (int run = 0; run < sheet.runs; ++run)
        sources.emplace_back([&sheets, id = sheet.id, run](const SheetRepository::Place &after, int most) {
            return sheets.page(id, run, after, most);
        });
    return sources;
}

}
