#include "ui/viewmodels/sale_list_model.h"

#include <algorithm>

namespace youka {

SaleListModel::SaleListModel(const Clock &clock, Translator &translator, QObject *parent)
    : QAbstractListModel(parent)
    , m_clock(clock)
    , m_texts(translator)
{
    connect(&translator, &Translator::languageChanged, this, [this] {
        if (!m_sales.isEmpty())
            Q_EMIT dataChanged(index(0), index(count() - 1));
    });
}

int SaleListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : count(); }

QHash<int, QByteArray> SaleListModel::roleNames() const
{
    return {{KeyRole, "key"},           {TitleRole, "title"},   {AmountRole, "amountText"},
            {DetailRole, "saleDetail"}, {TimeRole, "timeText"}, {StateTextRole, "saleState"},
            {ToneRole, "saleTone"},     {SentRole, "sentText"}};
}

QVariant SaleListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const SaleView &sale = m_sales[index.row()];
    switch (role) {
    case KeyRole:
        return sale.id.text();
    case TitleRole:
    case Qt::DisplayRole:
        return sale.pump > 0 ? m_texts.pump(sale.pump) : tr("Shop");
    case AmountRole:
        return m_texts.money(sale.due());
    case DetailRole:
        if (sale.delivery.isEmpty() && !sale.goods.empty())
            return tr("%n item(s)", nullptr, int(sale.goods.size()));
        if (!sale.goods.empty())
            return QStringLiteral("%1 · %2 · %3")
                .arg(productName(sale.delivery.product), m_texts.volume(sale.delivery.volume),
                     tr("%n item(s)", nullptr, int(sale.goods.size())));
        return QStringLiteral("%1 · %2").arg(productName(sale.delivery.product),
                                             m_texts.volume(sale.delivery.volume));
    case TimeRole:
        return m_texts.moment(sale.at, m_clock.now());
    case StateTextRole:
        return saleStateText(sale.state);
    case ToneRole:
        return saleTone(sale.state);
    case SentRole:
        return sale.uploaded ? tr("At the centre") : tr("Waits to be sent");
    default:
        return {};
    }
}

void SaleListModel::setSales(const QList<SaleView> &sales)
{
    const bool sameRows = std::equal(sales.begin(), sales.end(), m_sales.begin(), m_sales.end(),
                                     [](const SaleView &a, const SaleView &b) { return a.id == b.id; });
    if (sameRows) { // the rows stay: a finger on one of them does not lose it
        m_sales = sales;
        if (!m_sales.isEmpty())
            Q_EMIT dataChanged(index(0), index(count() - 1));
        return;
    }
    beginResetModel();
    m_sales = sales;
    endResetModel();
    Q_EMIT countChanged();
}

}
