#include "core/domain/goods/barcode.h"
#include "ui/viewmodels/pos_view_model.h"

#include <QPointer>

#include <algorithm>

namespace youka {

namespace {
constexpr int MostFound = 50;
constexpr qsizetype LongestSearch = 40;
constexpr qsizetype LongestTyped = 20;
constexpr qsizetype UndoSteps = 50;
}

void PosViewModel::setShelf(const Shelf *shelf)
{
    m_shelf = shelf;
    Q_EMIT changed();
}

bool PosViewModel::canSell() const
{
    const bool open = !m_due || m_due->state == SaleState::Payable;
    return m_shelf && mayWork() && !m_pinAsked && !m_couponAsked && !m_pointsAsked && open;
}

/// The goods of the sale that is due; without one, none.
std::vector<BasketLine> PosViewModel::goods() const
{
    return m_due ? m_due->goods : std::vector<BasketLine>();
}

void PosViewModel::showGoods()
{
    if (!m_goodsShown && !canSell())
        return;
    m_goodsShown = !m_goodsShown;
    m_tanksShown = m_findShown = false;
    m_error.reset();
    m_search.clear();
    m_typed.clear();
    m_found.setLines({});
    Q_EMIT changed();
}

void PosViewModel::searchFor(const QString &text)
{
    m_search = text.left(LongestSearch);
    const auto found = m_search.trimmed().isEmpty()
        ? Result<QList<BasketLine>>(QList<BasketLine>())
        : m_shelf->search(m_search, MostFound, m_translator.language() == Language::Chinese);
    m_error = found ? std::nullopt : std::optional(found.error());
    m_found.setCurrent(0);
    m_found.setLines(found ? std::vector<BasketLine>(found->begin(), found->end())
                           : std::vector<BasketLine>());
    Q_EMIT changed();
}

void PosViewModel::addFound(int row)
{
    if (!canSell() || row < 0 || row >= m_found.count())
        return;
    const BasketLine line = m_found.lines()[size_t(row)];
    m_goodsShown = false;
    add(line);
}

/// A scanner types figures and Enter, whatever has the focus. True: it was a barcode, and nothing else.
bool PosViewModel::takeScan()
{
    const QString typed = std::exchange(m_typed, {});
    if (!m_signIn.isNeeded() && takeNumber(typed))
        return true;
    if (!m_shelf || m_signIn.isNeeded() || m_pinAsked || m_couponAsked || m_pointsAsked
        || !looksLikeBarcode(typed))
        return false;
    const bool right = normalBarcode(typed).has_value();
    if (!right && typed.size() == 8) // money of that length has no check digit
        return false;
    m_cash.clear();
    m_coupon.clear();
    if (panel() == Setup) {
        m_entry.clear();
        m_kind = FillUp;
    }
    m_scans.append(typed);
    takeScans();
    return true;
}

/// What was scanned while a step of the basket was under way comes after it.
void PosViewModel::takeScans()
{
    while (!m_scans.isEmpty() && !m_busy) {
        if (!canSell()) {
            m_scans.clear();
            if (!m_pinAsked) // which is a question of its own
                refuse(ErrorCode::SaleStateConflict);
            return;
        }
        const auto line = m_shelf->scan(m_scans.takeFirst(), m_translator.language() == Language::Chinese);
        if (!line) {
            m_scans.clear(); // one thing at a time: what comes after it would hide it
            return refuse(line.error());
        }
        m_goodsShown = false;
        add(*line);
    }
}

/// One more of it, in its own line where it has one. What is weighed is a line each time.
void PosViewModel::add(const BasketLine &line)
{
    if (!canSell())
        return refuse(ErrorCode::SaleStateConflict);
    std::vector<BasketLine> lines = goods();
    const auto known = std::find_if(lines.begin(), lines.end(), [&](const BasketLine &one) {
        return one.product == line.product && one.unit == Product::Unit::Piece && one.price == line.price;
    });
    if (known == lines.end())
        lines.push_back(line);
    else if (!setQuantity(*known, known->quantity + line.quantity))
        return refuse(ErrorCode::NumberOutOfRange);
    m_receipt.setSale(std::nullopt);
    put(lines);
}

bool PosViewModel::setQuantity(BasketLine &line, qint64 quantity)
{
    const auto amount = amountFor({quantity}, line.price);
    if (!amount || quantity > 9'999'000)
        return false;
    line.quantity = quantity;
    line.amount = *amount;
    return true;
}

void PosViewModel::stepQuantity(int row, int by)
{
    std::vector<BasketLine> lines = goods();
    if (!canSell() || row < 0 || row >= int(lines.size()))
        return;
    BasketLine &line = lines[size_t(row)];
    if (line.unit != Product::Unit::Piece)
        return refuse(ErrorCode::QuantityInvalid); // it was weighed
    if (line.quantity + by * 1'000 <= 0)
        lines.erase(lines.begin() + row);
    else if (!setQuantity(line, line.quantity + by * 1'000))
        return refuse(ErrorCode::NumberOutOfRange);
    put(lines);
}

void PosViewModel::removeLine(int row)
{
    std::vector<BasketLine> lines = goods();
    if (!canSell() || row < 0 || row >= int(lines.size()))
        return;
    lines.erase(lines.begin() + row);
    put(lines);
}

void PosViewModel::undoGoods()
{
    if (!canUndo())
        return;
    const std::vector<BasketLine> before = m_undo.takeLast();
    put(before, false);
}

/// The station keeps it before it is shown. A basket of its own begins with its first line.
void PosViewModel::put(const std::vector<BasketLine> &lines, bool undoable)
{
    const SaleId id = m_due ? m_due->id : m_ids.make<SaleId>();
    const std::vector<BasketLine> before = goods();
    begin();
    m_station.setGoods(
        id, lines,
        [self = QPointer<PosViewModel>(this), id, before, undoable](const Result<void> &result) {
            if (!self)
                return;
            self->m_busy = false;
            if (!result) {
                self->m_error = result.error();
                self->m_scans.clear();
            } else {
                self->goodsArePut(id, undoable ? std::optional(before) : std::nullopt);
            }
            self->reloadSales();
            Q_EMIT self->changed();
            self->takeScans();
        },
        m_signIn.who());
}

void PosViewModel::goodsArePut(SaleId id, const std::optional<std::vector<BasketLine>> &before)
{
    const auto sale = m_station.sale(id);
    const bool open = sale && sale->state == SaleState::Payable;
    const QStringList codes = m_due && m_due->id == id ? m_codes : QStringList();
    const qint64 wanted = m_due && m_due->id == id ? m_pointsWanted : 0;
    const auto undo = m_due && m_due->id == id ? m_undo : QList<std::vector<BasketLine>>();
    m_cash.clear();
    setDue(open ? sale : std::nullopt);
    m_undo = open ? undo : QList<std::vector<BasketLine>>();
    if (open && before)
        m_undo.append(*before);
    while (m_undo.size() > UndoSteps)
        m_undo.removeFirst();
    m_pointsWanted = open ? wanted : 0;
    if (open && !codes.isEmpty()) // what the coupons take off such a basket is another question
        askCoupons(codes, m_choice.count() > 0 ? Shown::ByMember : Shown::ByCode);
    else if (open)
        takePointsAgain();
}

/// Keys of the basket: into the search, or +, - for the line that is the current one.
bool PosViewModel::typeGoods(const QString &key)
{
    if (key.size() != 1 || m_signIn.isNeeded() || m_busy)
        return false;
    if (panel() == Goods && key[0].isPrint()) {
        searchFor(m_search + key);
        return true;
    }
    const bool steps = key == QLatin1String("+") || key == QLatin1String("-");
    if (panel() != Pay || m_couponAsked || m_pinAsked || !steps || m_basket.count() == 0
        || !m_coupon.isEmpty())
        return false;
    stepQuantity(m_basket.current(), key == QLatin1String("+") ? 1 : -1);
    return true;
}

void PosViewModel::pressSearch(const QString &key)
{
    if (key == QLatin1String("back"))
        searchFor(m_search.chopped(m_search.isEmpty() ? 0 : 1));
    else if (key == QLatin1String("clear"))
        searchFor({});
    else
        searchFor(m_search + key);
}

/// Figures in a row, as a scanner sends them before its Enter.
void PosViewModel::noteTyped(const QString &key)
{
    const bool figures = std::all_of(key.begin(), key.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (figures && m_typed.size() + key.size() <= LongestTyped)
        m_typed += key;
    else
        m_typed.clear();
}

QString PosViewModel::saleName(const SaleView &sale) const
{
    return sale.pump > 0 ? m_texts.pump(sale.pump) : tr("Shop");
}

}
