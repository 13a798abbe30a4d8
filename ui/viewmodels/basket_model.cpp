#include "ui/viewmodels/basket_model.h"

#include <algorithm>

namespace youka {

BasketModel::BasketModel(Translator &translator, QObject *parent)
    : QAbstractListModel(parent)
    , m_texts(translator)
{
    connect(&translator, &Translator::languageChanged, this, [this] {
        if (!m_lines.empty())
            Q_EMIT dataChanged(index(0), index(count() - 1));
    });
}

void BasketModel::setLines(const std::vector<BasketLine> &lines)
{
    if (lines == m_lines)
        return;
    const bool sameRows = std::equal(lines.begin(), lines.end(), m_lines.begin(), m_lines.end(),
                                     [](const auto &a, const auto &b) { return a.product == b.product; });
    const bool grew = lines.size() > m_lines.size();
    if (sameRows) { // the rows stay: a finger on one of them does not lose it
        m_lines = lines;
        Q_EMIT dataChanged(index(0), index(count() - 1));
    } else {
        beginResetModel();
        m_lines = lines;
        endResetModel();
        m_current = grew ? count() - 1 : std::clamp(m_current, 0, std::max(0, count() - 1));
    }
    Q_EMIT changed();
}

void BasketModel::setCurrent(int row)
{
    m_current = std::clamp(row, 0, std::max(0, count() - 1));
    Q_EMIT changed();
}

QHash<int, QByteArray> BasketModel::roleNames() const
{
    return {{NameRole, "name"},         {DetailRole, "detail"}, {QuantityRole, "quantityText"},
            {AmountRole, "amountText"}, {CodeRole, "code"},     {ByPieceRole, "byPiece"}};
}

QVariant BasketModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const BasketLine &line = m_lines[size_t(index.row())];
    switch (role) {
    case NameRole:
    case Qt::DisplayRole:
        return line.name.isEmpty() ? line.product : line.name;
    case DetailRole:
        return m_texts.goods(line);
    case QuantityRole:
        return m_texts.quantity(line);
    case AmountRole:
        return m_texts.money(line.amount);
    case CodeRole:
        return line.product;
    case ByPieceRole:
        return line.unit == Product::Unit::Piece;
    default:
        return {};
    }
}

}
