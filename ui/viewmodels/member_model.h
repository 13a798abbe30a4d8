#pragma once

#include "core/domain/sales/member_desk.h"
#include "ui/viewmodels/texts.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace youka {

/// What a member is shown of points and coupons: the figures, and as rows the coupons that can be used,
/// stamps on the way to one, those that can be had for points, and last the others.
class MemberModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its view model")
    Q_PROPERTY(QString pointsText READ pointsText NOTIFY changed)
    Q_PROPERTY(QString levelText READ levelText NOTIFY changed)
    Q_PROPERTY(QString pendingText READ pendingText NOTIFY changed)
    Q_PROPERTY(QString expiringText READ expiringText NOTIFY changed)
    Q_PROPERTY(int count READ count NOTIFY changed)
public:
    enum Role {
        NameRole = Qt::UserRole,
        DetailRole,
        StateRole,
        ToneRole,
        OfferRole,
        AffordableRole,
        GiftRole
    };

    MemberModel(const Clock &clock, Translator &translator, QObject *parent = nullptr);

    void setView(std::optional<MemberView> view);
    bool isSet() const { return m_view.has_value(); }
    int count() const { return int(m_rows.size()); }
    QString pointsText() const;
    QString levelText() const { return m_view ? m_view->points.level : QString(); }
    QString pendingText() const;
    QString expiringText() const;
    qint64 available() const { return m_view ? m_view->points.available : 0; }
    /// The offer of that row; nothing where it is a coupon.
    std::optional<PointsOffer> offer(int row) const;
    /// The coupon of that row that can be given away; nothing where it cannot.
    std::optional<MemberCoupon> gift(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();

private:
    struct Row
    {
        enum class Kind { Coupon, Offer, Stamps } kind = Kind::Coupon;
        size_t place = 0; ///< among its like
    };
    void arrange();
    bool isUsable(const MemberCoupon &owned) const;
    QVariant ofStamps(const MemberStamps &stamps, int role) const;
    QVariant ofOffer(const PointsOffer &offer, int role) const;
    QVariant ofCoupon(const MemberCoupon &owned, int role) const;
    QString couponDetail(const MemberCoupon &owned) const;
    QString couponState(const MemberCoupon &owned) const;

    const Clock &m_clock;
    Texts m_texts;
    const Translator &m_translator;
    std::optional<MemberView> m_view;
    std::vector<Row> m_rows;
};

}
