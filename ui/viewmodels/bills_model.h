#pragma once

#include "core/domain/payments/bill_counter.h"
#include "ui/viewmodels/texts.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace youka {

/// Paying bills up to what shall be paid: billers, accounts, and the bills of one account with what is
/// chosen.
class BillsModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its view model")
    Q_PROPERTY(QStringList billerNames READ billerNames NOTIFY changed)
    Q_PROPERTY(QStringList billerIcons READ billerIcons NOTIFY changed)
    Q_PROPERTY(QStringList payeeNames READ payeeNames NOTIFY changed)
    Q_PROPERTY(QStringList payeeDetails READ payeeDetails NOTIFY changed)
    Q_PROPERTY(QStringList payeeIcons READ payeeIcons NOTIFY changed)
    Q_PROPERTY(QString accountText READ accountText NOTIFY changed)
    Q_PROPERTY(QString accountHint READ accountHint NOTIFY changed)
    Q_PROPERTY(bool accountComplete READ accountComplete NOTIFY changed)
    Q_PROPERTY(bool isPlate READ isPlate NOTIFY changed)
    Q_PROPERTY(bool wantsProvince READ wantsProvince NOTIFY changed)
    Q_PROPERTY(QString billerText READ billerText NOTIFY changed)
    Q_PROPERTY(QString holderText READ holderText NOTIFY changed)
    Q_PROPERTY(QString totalText READ totalText NOTIFY changed)
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(bool canPay READ canPay NOTIFY changed)
    Q_PROPERTY(bool isSaved READ isSaved NOTIFY changed)
public:
    enum Role {
        PeriodRole = Qt::UserRole + 1, ///< "2026-02", or what is bought
        NoteRole,                      ///< late fee, day to pay by
        AmountRole,                    ///< what is paid of it
        TotalRole,                     ///< what it is for; empty: as paid
        ArrearsRole,
        ChosenRole,
        CanPartRole,
        ChoicesRole, ///< amounts to choose from
        ChoiceRole,  ///< which is chosen; -1: none
        StepsRole,   ///< one line for each step of the tariff
        AdviceRole,
    };
    static constexpr qsizetype MostTyped = 24;

    explicit BillsModel(Translator &translator, QObject *parent = nullptr);

    void setBillers(std::vector<Biller> billers);
    bool hasBillers() const { return !m_billers.empty(); }
    void setPayees(std::vector<PayeeShown> payees);
    const PayeeShown *payee(int index) const;
    /// Nothing is left for the next, but who can be paid.
    void clear();

    bool chooseBiller(int index);
    QString billerCode() const { return m_biller ? m_biller->code : QString(); }
    void press(const QString &key);
    void setAccount(const QString &text);
    QString account() const { return m_account; }

    void setFound(BillsFound found);
    bool isFound() const { return m_found.has_value(); }
    const BillsFound *found() const { return m_found ? &*m_found : nullptr; }
    void toggle(int row);
    void choose(int row, int choice);
    /// Errors: BillPartRefused, BillChanged (more than it is for).
    Result<void> setPart(int row, Money amount);
    std::vector<BillPart> parts() const;
    Money total() const;
    Currency currency() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    QStringList billerNames() const;
    QStringList billerIcons() const;
    QStringList payeeNames() const;
    QStringList payeeDetails() const;
    QStringList payeeIcons() const;
    QString accountText() const { return m_account; }
    QString accountHint() const;
    QString accountTitle() const;
    bool accountComplete() const;
    bool isPlate() const { return m_biller && m_biller->kind == BillerKind::Parking; }
    bool wantsProvince() const { return isPlate() && m_account.isEmpty(); }
    QString billerText() const;
    QString holderText() const;
    QString totalText() const;
    int count() const { return rowCount(); }
    bool canPay() const { return total().isPositive(); }
    bool isSaved() const;

Q_SIGNALS:
    void changed();

private:
    struct Row
    {
        BillShown bill;
        Money amount; ///< what is paid of it
        bool isChosen = false;
        int choice = -1;
    };
    const Biller *billerOf(const QString &code) const;
    QString nameOf(const Biller &biller) const;
    QString noteOf(const Row &row) const;
    QStringList stepsOf(const Row &row) const;
    QString adviceOf(const Row &row) const;
    QString quantity(qint64 thousandths, const QString &unit) const;
    QString price(qint64 tenThousandths) const;
    void rowChanged(int row);

    Translator &m_translator;
    Texts m_texts;
    std::vector<Biller> m_billers;
    std::vector<PayeeShown> m_payees;
    std::optional<Biller> m_biller;
    QString m_account;
    std::optional<BillsFound> m_found;
    std::vector<Row> m_rows;
};

/// The icon of what is paid for.
QString billerIcon(BillerKind kind);

}
