#pragma once

#include "ui/viewmodels/texts.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace youka {

/// Sales as rows of a list: what waits to be paid, or what was done last.
class SaleListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its view model")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    enum Role {
        KeyRole = Qt::UserRole, ///< the sale's id as text
        TitleRole,              ///< "Pump 3"
        AmountRole,             ///< the pump's own amount
        DetailRole,             ///< "95#  30.00 L"
        TimeRole,
        StateTextRole,
        ToneRole,
        SentRole, ///< "At the centre" or "Waits to be sent"
    };

    SaleListModel(const Clock &clock, Translator &translator, QObject *parent = nullptr);

    int count() const { return int(m_sales.size()); }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    void setSales(const QList<SaleView> &sales);
    const QList<SaleView> &sales() const { return m_sales; }

Q_SIGNALS:
    void countChanged();

private:
    const Clock &m_clock;
    Texts m_texts;
    QList<SaleView> m_sales;
};

}
