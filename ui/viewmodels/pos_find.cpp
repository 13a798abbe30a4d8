#include "core/domain/sales/sale_number.h"
#include "ui/viewmodels/pos_view_model.h"

#include <QPointer>

namespace youka {

namespace {
constexpr qsizetype LongestNumber = 11;
}

QString PosViewModel::numberText() const { return spacedSaleNumber(m_number); }

bool PosViewModel::canFind() const
{
    return m_refund.isThere() && mayWork() && !m_refund.busy() && !m_pinAsked;
}

void PosViewModel::showFind()
{
    if (!m_findShown && !canFind())
        return;
    m_findShown = !m_findShown;
    m_tanksShown = m_goodsShown = m_couponsShown = false;
    m_refund.close();
    m_error.reset();
    m_typed.clear();
    m_number.clear();
    m_numbered.setSales({});
    Q_EMIT changed();
}

void PosViewModel::pressNumber(const QString &key)
{
    if (key == QLatin1String("back"))
        m_number.chop(1);
    else if (key == QLatin1String("clear"))
        m_number.clear();
    else if (key[0].isDigit() && m_number.size() + key.size() <= LongestNumber)
        m_number += key;
    m_error.reset();
    m_numbered.setSales({});
}

/// What a scanner read of a receipt, whatever has the focus. False: it is no sale's number.
bool PosViewModel::takeNumber(const QString &typed)
{
    if (!canFind() || m_couponAsked || m_pointsAsked || !saleIdsOf(typed))
        return false;
    m_cash.clear();
    m_coupon.clear();
    if (panel() == Setup) {
        m_entry.clear();
        m_kind = FillUp;
    }
    findSale(typed);
    return true;
}

/// Enter: looks for the number, or takes the first of those that it stands for.
void PosViewModel::confirmFind()
{
    if (!canFind())
        return;
    if (m_numbered.count() > 0)
        return showNumbered(0);
    if (!saleIdsOf(m_number))
        return refuse(ErrorCode::InvalidInput);
    findSale(m_number);
}

/// What the till still lists it knows itself; the rest the centre knows.
void PosViewModel::findSale(const QString &number)
{
    QList<SaleView> here;
    for (const SaleView &sale : m_recent.sales())
        if (saleNumber(sale.id) == number)
            here += sale;
    if (!here.isEmpty())
        return onFound(number, here);
    begin();
    m_refund.find(number,
                  [self = QPointer<PosViewModel>(this), number](const Result<std::vector<SaleView>> &sales) {
                      if (!self)
                          return;
                      self->m_busy = false;
                      if (!sales)
                          return self->refuse(sales.error());
                      self->onFound(number, {sales->begin(), sales->end()});
                  });
}

void PosViewModel::onFound(const QString &number, const QList<SaleView> &sales)
{
    m_numbered.setSales(sales);
    m_number = number;
    m_error.reset();
    if (sales.size() == 1)
        return showNumbered(0);
    m_findShown = true; // two tills began one in the same moment: a person chooses
    m_tanksShown = m_goodsShown = m_couponsShown = false;
    Q_EMIT changed();
}

void PosViewModel::showNumbered(int row)
{
    if (!canFind() || row < 0 || row >= m_numbered.count())
        return;
    const SaleView sale = m_numbered.sales()[row];
    m_findShown = m_tanksShown = m_goodsShown = false;
    m_refund.close();
    showSale(sale);
    Q_EMIT changed();
}

}
