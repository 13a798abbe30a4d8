#pragma once

#include "core/domain/refunds/refund_desk.h"
#include "core/domain/sales/station_control.h"
#include "ui/viewmodels/amount_entry.h"
#include "ui/viewmodels/secret.h"
#include "ui/viewmodels/sign_in_view_model.h"
#include "ui/viewmodels/texts.h"

#include <QVariant>

namespace youka {

/// A sale that goes back at the counter: what of it, why, and a manager's PIN. The centre decides.
class RefundViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its view model")
    Q_PROPERTY(QVariantList lines READ lines NOTIFY changed)
    Q_PROPERTY(int current READ current NOTIFY changed)
    Q_PROPERTY(QStringList reasons READ reasons NOTIFY changed)
    Q_PROPERTY(int reason READ reason WRITE setReason NOTIFY changed)
    Q_PROPERTY(QStringList people READ people NOTIFY changed)
    Q_PROPERTY(int person READ person WRITE setPerson NOTIFY changed)
    Q_PROPERTY(bool asksPin READ asksPin NOTIFY changed)
    Q_PROPERTY(int pinLength READ pinLength NOTIFY changed)
    Q_PROPERTY(bool isDone READ isDone NOTIFY changed)
    Q_PROPERTY(QString amountText READ amountText NOTIFY changed)
    Q_PROPERTY(QString wayText READ wayText NOTIFY changed)
    Q_PROPERTY(QStringList details READ details NOTIFY changed)
    Q_PROPERTY(bool canConfirm READ canConfirm NOTIFY changed)
public:
    /// Everything passed in outlives this; `staff` null: nobody can prove who they are.
    RefundViewModel(StaffDesk *staff, IdSource &ids, Translator &translator, QObject *parent = nullptr);
    void setDesk(RefundDesk *desk) { m_desk = desk; }
    bool isThere() const { return m_desk && m_staff; }
    bool isOpen() const { return m_sale.has_value(); }
    bool busy() const { return m_busy; }
    std::optional<Error> error() const { return m_error; }

    QVariantList lines() const; ///< {name, sold, back}: words
    int current() const { return m_current; }
    QStringList reasons() const;
    int reason() const { return m_reason; }
    void setReason(int reason);
    QStringList people() const;
    int person() const { return m_person; }
    void setPerson(int person);
    bool asksPin() const { return m_asksPin; }
    int pinLength() const { return m_pin.length(); }
    bool isDone() const { return m_done && !m_done->waiting; }
    QString amountText() const;
    QString wayText() const;
    QStringList details() const;
    bool canConfirm() const;
    QString hint() const;

    /// By the number on a receipt, where isThere().
    void find(const QString &number, std::function<void(Result<std::vector<SaleView>>)> answer)
    {
        m_desk->find(number, std::move(answer));
    }
    void open(const SaleView &sale, const QString &cashier);
    void close();
    Q_INVOKABLE void choose(int line);
    Q_INVOKABLE void step(int by);
    Q_INVOKABLE void stepPerson(int by) { setPerson(m_person + by); }
    Q_INVOKABLE void stepReason();
    void press(const QString &key);
    Q_INVOKABLE void confirm();
    /// One step back; false: there is none, it is closed.
    bool back();

Q_SIGNALS:
    void changed();

private:
    qint64 left(int line) const;
    /// Content and person stay as they are while nobody knows what became of the last question.
    bool isOpenEnded() const { return m_error && m_error->code == ErrorCode::RefundOnlineOnly && m_asked; }
    void load();
    void ask();
    void onAnswer(const Result<CounterRefundDone> &answer);

    RefundDesk *m_desk = nullptr;
    StaffDesk *m_staff;
    IdSource &m_ids;
    Texts m_texts;
    std::optional<SaleView> m_sale;
    QString m_cashier;
    std::vector<RefundLine> m_lines;
    std::vector<qint64> m_back; ///< of each line, in thousandths
    QList<StaffMember> m_people;
    AmountEntry m_entry; ///< of the current line; empty: as it is
    int m_current = 0;
    int m_reason = 0;
    int m_person = 0;
    bool m_asksPin = false;
    Secret m_pin{8};
    OperationId m_operation;
    bool m_asked = false; ///< under this operation
    bool m_busy = false;
    std::optional<CounterRefundDone> m_done;
    std::optional<Error> m_error;
};

}
