#pragma once

#include "core/domain/access/staff_desk.h"
#include "ui/viewmodels/texts.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <optional>

namespace youka {

/// One sale as a receipt: label and value per line, the total marked strong.
class ReceiptModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its view model")
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString tone READ tone NOTIFY changed)
    Q_PROPERTY(QString code READ code NOTIFY changed)
    Q_PROPERTY(QString phoneCode READ phoneCode NOTIFY changed)
public:
    enum Role { LabelRole = Qt::UserRole, ValueRole, StrongRole };

    ReceiptModel(const Clock &clock, Translator &translator, QObject *parent = nullptr);

    /// What happened, in a few words: "Paid", "Nothing was delivered, nothing was charged".
    QString title() const;
    QString tone() const { return m_sale ? saleTone(m_sale->state) : QString(); }
    /// A paid sale's number as a picture (data URL) that a scanner can read; empty: there is none.
    QString code() const;
    /// The same of its address on the customers' pages; empty: there are none.
    QString phoneCode() const;
    /// Makes that address; without it receipts are on paper only.
    using AddressOf = std::function<QString(SaleId)>;
    void setAddress(AddressOf address) { m_address = std::move(address); }
    /// Knows the cashiers' names; outlives it. Without one, receipts name nobody.
    void setStaff(const StaffDesk *staff) { m_staff = staff; }
    /// `change` is what goes back over the counter of the cash handed over.
    void setSale(std::optional<SaleView> sale, Money change = {});
    const std::optional<SaleView> &sale() const { return m_sale; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();

private:
    /// With the number on the receipt the counter finds it again.
    bool isNumbered() const { return m_sale && m_sale->state == SaleState::Settled; }
    struct Line
    {
        QString label;
        QString value;
        bool strong = false;
    };
    void write();
    void writeGoods(const SaleView &sale);
    void writeTax(const SaleView &sale);
    void writeMoney(const SaleView &sale);

    const Clock &m_clock;
    Texts m_texts;
    const StaffDesk *m_staff = nullptr;
    AddressOf m_address;
    std::optional<SaleView> m_sale;
    Money m_change;
    QList<Line> m_lines;
};

}
