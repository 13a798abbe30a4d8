#pragma once

#include "core/domain/access/staff_desk.h"
#include "core/domain/sales/receipt_desk.h"
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
    Q_PROPERTY(bool canPrint READ canPrint NOTIFY changed)
    Q_PROPERTY(QString printText READ printText NOTIFY changed)
    Q_PROPERTY(QString printTone READ printTone NOTIFY changed)
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
    /// Who prints receipts; outlives this. Without one they are on the screen only. `head` stands below
    /// the station's name: what the law wants there.
    void setPrinter(ReceiptDesk *desk, const QString &station, const QStringList &head = {});
    bool canPrint() const { return m_printer && isNumbered(); }
    Q_INVOKABLE void print();
    /// What has become of the paper, or what the printer needs; empty: nothing to say.
    QString printText() const;
    QString printTone() const;
    /// What the printer needs, whatever is being looked at; empty: nothing.
    QString printerAlarm() const { return m_printer ? printerText(m_printer->printer()) : QString(); }
    /// As it is printed.
    ReceiptPage page() const;
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
        bool onScreenOnly = false;
    };
    void write();
    void writeGoods(const SaleView &sale);
    void writeTax(const SaleView &sale);
    void writeMoney(const SaleView &sale);

    const Clock &m_clock;
    Texts m_texts;
    const StaffDesk *m_staff = nullptr;
    AddressOf m_address;
    ReceiptDesk *m_printer = nullptr;
    QStringList m_head;
    std::optional<ErrorCode> m_printProblem;
    std::optional<SaleView> m_sale;
    Money m_change;
    QList<Line> m_lines;
};

}
