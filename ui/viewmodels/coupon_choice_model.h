#pragma once

#include "core/domain/sales/member_desk.h"
#include "core/domain/sales/station_control.h"
#include "ui/viewmodels/texts.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace youka {

/// A member's coupons beside a sale that is due: what each takes off it, or why it does not.
class CouponChoiceModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its view model")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(int current READ current NOTIFY changed)
public:
    enum Role { NameRole = Qt::UserRole, DetailRole, AmountRole, WhyRole, StateRole, ToneRole, TakenRole };
    /// What became of a coupon in this sale.
    enum class Fate {
        Taken,   ///< it is off the sale
        Refused, ///< it was asked about and takes nothing off
        LeftOut, ///< nobody asked about it
    };

    CouponChoiceModel(const Clock &clock, const Translator &translator, QObject *parent = nullptr);

    /// Those of `coupons` that can be used, the soonest to end first.
    void setCoupons(const std::vector<MemberCoupon> &coupons);
    /// How the sale stands: the codes that were asked about, and what was said.
    void setSale(const SaleView &sale, const QStringList &codes,
                 const StationControl::CouponRefusals &refusals);
    QStringList codes() const;
    Fate fate(int row) const;
    QString codeAt(int row) const { return m_coupons[size_t(row)].code; }
    std::optional<Error> refusal(int row) const;

    int count() const { return int(m_coupons.size()); }
    int current() const { return m_current; }
    Q_INVOKABLE void step(int by) { setCurrent(m_current + by); }
    void setCurrent(int row);
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();

private:
    const Redemption *redemption(int row) const;
    bool isBest() const;
    QString why(int row) const;
    QString state(int row) const;

    const Clock &m_clock;
    Texts m_texts;
    std::vector<MemberCoupon> m_coupons;
    std::vector<Redemption> m_discounts;
    QStringList m_asked;
    StationControl::CouponRefusals m_refusals;
    int m_current = 0;
};

}
