#include "ui/sentences/campaign_words.h"

#include "core/foundation/base/format.h"
#include "ui/sentences/sentences.h"

#include <QCoreApplication>

#include <algorithm>

namespace youka {

namespace {

QString say(const char *text, std::optional<Language> language = {})
{
    return language ? translated(*language, "Office", text) : QCoreApplication::translate("Office", text);
}

}

QString CampaignHouse::nameOf(const QString &product, std::optional<Language> language) const
{
    return goods.contains(product) ? goods.value(product) : productName(product, language);
}

QString CampaignHouse::stationText(qint64 id) const
{
    const auto its =
        std::find_if(stations.begin(), stations.end(), [&](const Place &place) { return place.id == id; });
    if (its == stations.end())
        return QStringLiteral("#%1").arg(id);
    return its->name.isEmpty() ? its->code : its->code + u' ' + its->name;
}

QString CampaignHouse::campaignText(qint64 id) const
{
    const auto its =
        std::find_if(campaigns.begin(), campaigns.end(), [&](const Other &other) { return other.id == id; });
    return its == campaigns.end() ? QString::number(id) : its->name;
}

QString issueEventText(IssueEvent event)
{
    switch (event) {
    case IssueEvent::None:
        return say(QT_TRANSLATE_NOOP("Office", "no rule"));
    case IssueEvent::TopUp:
        return say(QT_TRANSLATE_NOOP("Office", "a top-up"));
    case IssueEvent::Spend:
        return say(QT_TRANSLATE_NOOP("Office", "money spent"));
    case IssueEvent::Litres:
        return say(QT_TRANSLATE_NOOP("Office", "litres taken"));
    case IssueEvent::Birthday:
        return say(QT_TRANSLATE_NOOP("Office", "a birthday"));
    case IssueEvent::SignUp:
        return say(QT_TRANSLATE_NOOP("Office", "becoming a customer"));
    case IssueEvent::Dormancy:
        return say(QT_TRANSLATE_NOOP("Office", "not having come for long"));
    case IssueEvent::Level:
        return say(QT_TRANSLATE_NOOP("Office", "reaching a level"));
    case IssueEvent::Invitation:
        return say(QT_TRANSLATE_NOOP("Office", "inviting somebody who then buys"));
    }
    return {};
}

QString offerKindText(OfferKind kind)
{
    switch (kind) {
    case OfferKind::PercentOff:
        return say(QT_TRANSLATE_NOOP("Office", "Per cent off"));
    case OfferKind::AmountOff:
        return say(QT_TRANSLATE_NOOP("Office", "Amount off"));
    case OfferKind::FixedPrice:
        return say(QT_TRANSLATE_NOOP("Office", "Special price"));
    case OfferKind::PerLitreOff:
        return say(QT_TRANSLATE_NOOP("Office", "Less per litre"));
    case OfferKind::Gift:
        return say(QT_TRANSLATE_NOOP("Office", "Gift with a purchase"));
    case OfferKind::BuyXGetY:
        return say(QT_TRANSLATE_NOOP("Office", "Buy some, get some free"));
    case OfferKind::TopUpBonus:
        return say(QT_TRANSLATE_NOOP("Office", "Bonus on a top-up"));
    case OfferKind::Exchange:
        return say(QT_TRANSLATE_NOOP("Office", "Voucher for goods"));
    case OfferKind::Stamps:
        return say(QT_TRANSLATE_NOOP("Office", "Stamps"));
    case OfferKind::FreeService:
        return say(QT_TRANSLATE_NOOP("Office", "Free service"));
    }
    return {};
}

QString campaignStateText(CampaignState state)
{
    switch (state) {
    case CampaignState::Draft:
        return say(QT_TRANSLATE_NOOP("Office", "Draft"));
    case CampaignState::Review:
        return say(QT_TRANSLATE_NOOP("Office", "Waits for approval"));
    case CampaignState::Live:
        return say(QT_TRANSLATE_NOOP("Office", "Live"));
    case CampaignState::Paused:
        return say(QT_TRANSLATE_NOOP("Office", "Paused"));
    case CampaignState::Ended:
        return say(QT_TRANSLATE_NOOP("Office", "Over"));
    case CampaignState::Voided:
        return say(QT_TRANSLATE_NOOP("Office", "Withdrawn"));
    }
    return {};
}

QString couponStateText(CouponState state)
{
    switch (state) {
    case CouponState::Issued:
        return say(QT_TRANSLATE_NOOP("Office", "Printed, not used"));
    case CouponState::Claimed:
        return say(QT_TRANSLATE_NOOP("Office", "Can be used"));
    case CouponState::Reserved:
        return say(QT_TRANSLATE_NOOP("Office", "Reserved for a sale"));
    case CouponState::Used:
        return say(QT_TRANSLATE_NOOP("Office", "Redeemed"));
    case CouponState::Void:
        return say(QT_TRANSLATE_NOOP("Office", "Void"));
    }
    return {};
}

QString channelText(Channel channel, std::optional<Language> language)
{
    switch (channel) {
    case Channel::Kiosk:
        return say(QT_TRANSLATE_NOOP("Office", "Kiosk"), language);
    case Channel::Pos:
        return say(QT_TRANSLATE_NOOP("Office", "Counter"), language);
    case Channel::App:
        return say(QT_TRANSLATE_NOOP("Office", "Phone"), language);
    }
    return {};
}

QString payingText(PayingBy paying, std::optional<Language> language)
{
    switch (paying) {
    case PayingBy::Cash:
        return say(QT_TRANSLATE_NOOP("Office", "Cash"), language);
    case PayingBy::FuelCard:
        return say(QT_TRANSLATE_NOOP("Office", "Fuel card"), language);
    case PayingBy::Wallet:
        return say(QT_TRANSLATE_NOOP("Office", "Phone wallet"), language);
    case PayingBy::BankCard:
        return say(QT_TRANSLATE_NOOP("Office", "Bank card"), language);
    case PayingBy::Fleet:
        return say(QT_TRANSLATE_NOOP("Office", "Fleet"), language);
    }
    return {};
}

QString percentText(Percent percent, const QLocale &locale)
{
    const int decimals = percent.basisPoints % 100 == 0 ? 0 : percent.basisPoints % 10 == 0 ? 1 : 2;
    return formatVolume({percent.basisPoints * 10}, locale, decimals) + u'%';
}

namespace {

/// Puts the sentence of one campaign together: what it gives first, then each condition.
class Sentence
{
public:
    Sentence(const Campaign &campaign, const CampaignHouse &house, const QLocale &locale,
             std::optional<Language> language)
        : m_language(language)
        , m_campaign(campaign)
        , m_offer(campaign.terms.offer)
        , m_scope(campaign.terms.scope)
        , m_house(house)
        , m_locale(locale)
    {
    }
    QString text()
    {
        m_parts << given();
        bounds();
        when();
        where();
        whom();
        use();
        return say(QT_TRANSLATE_NOOP("Office", "%1."))
            .arg(m_parts.join(say(QT_TRANSLATE_NOOP("Office", ", "))));
    }

private:
    QString say(const char *text) const { return youka::say(text, m_language); }
    QString counted(const char *text, int count) const
    {
        return m_language ? translated(*m_language, "Office", text, count)
                          : QCoreApplication::translate("Office", text, nullptr, count);
    }
    QString money(Money amount) const { return formatMoney(amount, m_locale); }
    QString litres(Volume volume) const
    {
        return formatVolume(volume, m_locale, volume.ml % 1'000 == 0 ? 0 : 2);
    }
    QString list(const QStringList &texts) const { return m_locale.createSeparatedList(texts); }
    void add(const QString &part) { m_parts << part; }

    bool isFuelOnly() const
    {
        return !m_scope.products.isEmpty() && m_scope.groups.isEmpty()
            && std::all_of(m_scope.products.begin(), m_scope.products.end(),
                           [this](const QString &code) { return m_house.fuels.contains(code); });
    }
    /// What it applies to.
    QString what() const
    {
        if (m_scope.products.isEmpty() && m_scope.groups.isEmpty())
            return say(QT_TRANSLATE_NOOP("Office", "the whole purchase"));
        if (isFuelOnly() && m_scope.products.size() == m_house.fuels.size() && m_house.fuels.size() > 1)
            return say(QT_TRANSLATE_NOOP("Office", "fuel"));
        QStringList names;
        for (const QString &code : m_scope.products)
            names << m_house.nameOf(code, m_language);
        for (const QString &group : m_scope.groups)
            names << say(QT_TRANSLATE_NOOP("Office", "goods of group %1")).arg(group);
        return list(names);
    }
    QString product() const { return m_house.nameOf(m_offer.product, m_language); }
    QString off(const QString &amount)
    {
        if (!m_scope.minAmount)
            return say(QT_TRANSLATE_NOOP("Office", "%1 off %2")).arg(amount, what());
        m_saidMinimum = true;
        return say(QT_TRANSLATE_NOOP("Office", "%1 off %2 from %3"))
            .arg(amount, what(), money(*m_scope.minAmount));
    }
    QString given()
    {
        switch (m_offer.kind) {
        case OfferKind::PercentOff:
            return off(percentText(m_offer.percent, m_locale));
        case OfferKind::AmountOff:
            return off(money(m_offer.amount));
        case OfferKind::FixedPrice:
            return (isFuelOnly() ? say(QT_TRANSLATE_NOOP("Office", "%1 at %2 a litre"))
                                 : say(QT_TRANSLATE_NOOP("Office", "%1 at %2 each")))
                .arg(what(), price());
        case OfferKind::PerLitreOff:
            return say(QT_TRANSLATE_NOOP("Office", "%1 off each litre of %2")).arg(price(), what());
        case OfferKind::Gift:
            return say(QT_TRANSLATE_NOOP("Office", "%1 × %2 free with %3"))
                .arg(QString::number(m_offer.pieces), product(), what());
        case OfferKind::BuyXGetY:
            return say(QT_TRANSLATE_NOOP("Office", "for each %1 of %2 bought, %3 more free"))
                .arg(QString::number(m_offer.buy), what(), QString::number(m_offer.pieces));
        case OfferKind::TopUpBonus:
            return say(QT_TRANSLATE_NOOP("Office", "%1 bonus on a top-up"))
                .arg(m_offer.percent.basisPoints > 0 ? percentText(m_offer.percent, m_locale)
                                                     : money(m_offer.amount));
        case OfferKind::Exchange:
            return say(QT_TRANSLATE_NOOP("Office", "%1 × %2 for the coupon"))
                .arg(QString::number(m_offer.pieces), product());
        case OfferKind::Stamps:
            return say(QT_TRANSLATE_NOOP("Office", "a stamp for %1; %2 stamps give a coupon of campaign %3"))
                .arg(what(), QString::number(m_offer.buy), m_house.campaignText(m_offer.reward.value));
        case OfferKind::FreeService:
            return say(QT_TRANSLATE_NOOP("Office", "%1 once free")).arg(product());
        }
        return {};
    }
    QString price() const
    {
        // As money where it is whole fen, so that the sign of the currency is there.
        if (m_offer.price.milli % 10 == 0 && m_offer.price.currency.exponent() == 2)
            return money({m_offer.price.milli / 10, m_offer.price.currency});
        return formatUnitPrice(m_offer.price, m_locale);
    }
    void bounds()
    {
        if (m_offer.most)
            add(say(QT_TRANSLATE_NOOP("Office", "at most %1")).arg(money(*m_offer.most)));
        if (m_offer.litres)
            add(say(QT_TRANSLATE_NOOP("Office", "for at most %1 L")).arg(litres(*m_offer.litres)));
        if (m_offer.inParts)
            add(say(QT_TRANSLATE_NOOP("Office", "what is not used stays on the coupon")));
        if (m_scope.minAmount && !m_saidMinimum)
            add(say(QT_TRANSLATE_NOOP("Office", "from %1")).arg(money(*m_scope.minAmount)));
        if (m_scope.minVolume.ml > 0)
            add(say(QT_TRANSLATE_NOOP("Office", "from %1 L")).arg(litres(m_scope.minVolume)));
        if (m_scope.without.isEmpty())
            return;
        QStringList names;
        for (const QString &code : m_scope.without)
            names << m_house.nameOf(code, m_language);
        add(say(QT_TRANSLATE_NOOP("Office", "not for %1")).arg(list(names)));
    }
    void when()
    {
        QStringList days;
        for (const QDate &date : m_scope.dates)
            days << m_locale.toString(date, QLocale::ShortFormat);
        if (!days.isEmpty())
            add(say(QT_TRANSLATE_NOOP("Office", "on %1")).arg(list(days)));
        QStringList names;
        for (int day = 1; day <= 7; ++day)
            if (m_scope.weekdays >> (day - 1) & 1)
                names << m_locale.dayName(day);
        if (!names.isEmpty() && names.size() < 7)
            //: Names of weekdays
            add(say(QT_TRANSLATE_NOOP("Office", "every %1")).arg(list(names)));
        if (m_scope.hourFrom.isValid())
            //: Times of day
            add(say(QT_TRANSLATE_NOOP("Office", "between %1 and %2"))
                    .arg(m_scope.hourFrom.toString(u"HH:mm"), m_scope.hourUntil.toString(u"HH:mm")));
    }
    void where()
    {
        QStringList stations;
        for (const qint64 id : m_scope.stations)
            stations << m_house.stationText(id);
        if (!stations.isEmpty())
            add(say(QT_TRANSLATE_NOOP("Office", "at %1")).arg(list(stations)));
        if (!m_scope.regions.isEmpty())
            add(say(QT_TRANSLATE_NOOP("Office", "in %1")).arg(list(m_scope.regions)));
        QStringList channels;
        for (const Channel channel : {Channel::Kiosk, Channel::Pos, Channel::App})
            if (m_scope.channels.testFlag(channel))
                channels << channelText(channel, m_language);
        if (!channels.isEmpty())
            //: Kiosk, counter, phone
            add(say(QT_TRANSLATE_NOOP("Office", "only here: %1")).arg(list(channels)));
        QStringList payings;
        for (const PayingBy paying :
             {PayingBy::Cash, PayingBy::FuelCard, PayingBy::Wallet, PayingBy::BankCard, PayingBy::Fleet})
            if (m_scope.payings.testFlag(paying))
                payings << payingText(paying, m_language);
        if (!payings.isEmpty())
            //: Ways of paying
            add(say(QT_TRANSLATE_NOOP("Office", "paid by: %1")).arg(list(payings)));
    }
    void whom()
    {
        if (m_scope.firstPurchase)
            add(say(QT_TRANSLATE_NOOP("Office", "on a customer's first purchase")));
        if (!m_scope.segments.isEmpty())
            add(say(QT_TRANSLATE_NOOP("Office", "for customers of: %1")).arg(list(m_scope.segments)));
        if (!m_scope.levels.isEmpty())
            add(say(QT_TRANSLATE_NOOP("Office", "for members of level: %1")).arg(list(m_scope.levels)));
        const CampaignLimits &limits = m_campaign.limits;
        if (limits.perCustomerDay)
            add(say(QT_TRANSLATE_NOOP("Office", "at most %1 a customer a day")).arg(*limits.perCustomerDay));
        if (limits.perCustomer)
            add(say(QT_TRANSLATE_NOOP("Office", "at most %1 a customer in all")).arg(*limits.perCustomer));
    }
    /// The rule by which the house gives it.
    QString rule() const
    {
        const IssueRule &rule = m_campaign.issue;
        switch (rule.event) {
        case IssueEvent::None:
            return {};
        case IssueEvent::TopUp:
            return say(QT_TRANSLATE_NOOP("Office", "given for each top-up of at least %1"))
                .arg(money(rule.amount.value_or(Money())));
        case IssueEvent::Spend:
            return counted(QT_TRANSLATE_N_NOOP("Office", "given for %1 spent within %n day(s)"), rule.days)
                .arg(money(rule.amount.value_or(Money())));
        case IssueEvent::Litres:
            return counted(QT_TRANSLATE_N_NOOP("Office", "given for %1 L taken within %n day(s)"), rule.days)
                .arg(litres(rule.volume));
        case IssueEvent::Birthday:
            return rule.days == 0
                ? say(QT_TRANSLATE_NOOP("Office", "given for a birthday"))
                : counted(QT_TRANSLATE_N_NOOP("Office", "given %n day(s) before a birthday"), rule.days);
        case IssueEvent::SignUp:
            return say(QT_TRANSLATE_NOOP("Office", "given for becoming a customer"));
        case IssueEvent::Dormancy:
            return counted(QT_TRANSLATE_N_NOOP("Office", "given after %n day(s) without a purchase"),
                           rule.days);
        case IssueEvent::Level:
            return say(QT_TRANSLATE_NOOP("Office", "given for reaching level %1")).arg(rule.level);
        case IssueEvent::Invitation:
            return rule.toInviter && rule.toInvited ? say(QT_TRANSLATE_NOOP(
                       "Office", "given to both when somebody who was invited buys for the first time"))
                : rule.toInviter
                ? say(QT_TRANSLATE_NOOP("Office",
                                        "given to the inviter when somebody they invited buys for "
                                        "the first time"))
                : say(QT_TRANSLATE_NOOP("Office", "given to who was invited, for the first purchase"));
        }
        return {};
    }
    void use()
    {
        const CouponTerms &terms = m_campaign.terms;
        if (terms.automatic)
            add(say(QT_TRANSLATE_NOOP("Office", "without a coupon")));
        else if (!m_campaign.claimCode.isEmpty())
            add(say(QT_TRANSLATE_NOOP("Office", "claimed with %1")).arg(m_campaign.claimCode));
        if (const QString given = rule(); !given.isEmpty())
            add(given);
        if (m_campaign.pointsPrice > 0)
            add(say(QT_TRANSLATE_NOOP("Office", "or for %1 points"))
                    .arg(m_locale.toString(m_campaign.pointsPrice)));
        if (terms.daysFromClaim > 0)
            add(counted(QT_TRANSLATE_N_NOOP("Office", "to be used within %n day(s)"), terms.daysFromClaim));
        if (m_campaign.giftable)
            add(*m_campaign.giftable ? say(QT_TRANSLATE_NOOP("Office", "may be given away"))
                                     : say(QT_TRANSLATE_NOOP("Office", "cannot be given away")));
        if (terms.stacking.exclusive)
            add(say(QT_TRANSLATE_NOOP("Office", "with no other coupon")));
    }

    const std::optional<Language> m_language;
    const Campaign &m_campaign;
    const Offer &m_offer;
    const Scope &m_scope;
    const CampaignHouse &m_house;
    const QLocale &m_locale;
    QStringList m_parts;
    bool m_saidMinimum = false;
};

}

static QString finished(const QString &text, const QLocale &locale)
{
    // A name that a Chinese sentence begins with stays as it is written.
    return locale.language() == QLocale::English ? text.left(1).toUpper() + text.mid(1) : text;
}

QString campaignSentence(const Campaign &campaign, const CampaignHouse &house, const QLocale &locale)
{
    return finished(Sentence(campaign, house, locale, {}).text(), locale);
}

QString campaignSentence(const Campaign &campaign, const CampaignHouse &house, Language language)
{
    const QLocale locale = localeOf(language);
    return finished(Sentence(campaign, house, locale, language).text(), locale);
}

}
