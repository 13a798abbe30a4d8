#pragma once

#include "core/domain/coupons/campaign.h"
#include "ui/sentences/translator.h"

#include <QHash>
#include <QLocale>

namespace youka {

/// What the house has, as far as a campaign can speak of it.
struct CampaignHouse
{
    struct Place
    {
        qint64 id = 0;
        QString code;
        QString name;
        QString region;
    };
    struct Other
    {
        qint64 id = 0;
        QString name;
        bool canBeGiven = false; ///< it has coupons, and is not over
    };
    QList<Place> stations;
    QList<Other> campaigns;
    QStringList fuels;                ///< codes of what is sold by the litre
    QHash<QString, QString> goods;    ///< names by code of what is sold by the piece
    QHash<QString, UnitPrice> prices; ///< of a litre or piece, as far as the price book knows

    /// Without a language: the program's own.
    QString nameOf(const QString &product, std::optional<Language> language = {}) const;
    /// "101 Harbour"; the number itself where it is not known.
    QString stationText(qint64 id) const;
    /// Its name; the number itself where it is not known.
    QString campaignText(qint64 id) const;
};

/// In the program's language.
QString offerKindText(OfferKind kind);
/// For what a rule gives a coupon, without its figures.
QString issueEventText(IssueEvent event);
QString campaignStateText(CampaignState state);
QString couponStateText(CouponState state);
QString channelText(Channel channel, std::optional<Language> language = {});
QString payingText(PayingBy paying, std::optional<Language> language = {});
/// "12.5%".
QString percentText(Percent percent, const QLocale &locale);

/// What a campaign does, as one would say it to a colleague: "¥10.00 off fuel from ¥200.00, every Tuesday, at
/// most 1 a customer a day." Pure, but for the program's language.
QString campaignSentence(const Campaign &campaign, const CampaignHouse &house, const QLocale &locale);
/// The same in a given language. From any thread.
QString campaignSentence(const Campaign &campaign, const CampaignHouse &house, Language language);

}
