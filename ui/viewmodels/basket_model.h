#pragma once

#include "core/domain/pricing/basket.h"
#include "ui/viewmodels/texts.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace youka {

/// Goods, a line each: of a basket, or what a search has found. One of them is the current one.
class BasketModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its view model")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(int current READ current NOTIFY changed)
public:
    /// name; "2 × ¥3.50" or "0.623 kg × ¥19.80"; "×2" or "0.623 kg"; the amount; the article's code.
    enum Role { NameRole = Qt::UserRole, DetailRole, QuantityRole, AmountRole, CodeRole, ByPieceRole };

    explicit BasketModel(Translator &translator, QObject *parent = nullptr);

    void setLines(const std::vector<BasketLine> &lines);
    const std::vector<BasketLine> &lines() const { return m_lines; }
    int count() const { return int(m_lines.size()); }
    int current() const { return m_current; }
    void setCurrent(int row);
    Q_INVOKABLE void step(int by) { setCurrent(m_current + by); }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : count(); }
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();

private:
    Texts m_texts;
    std::vector<BasketLine> m_lines;
    int m_current = 0;
};

}
