#include "ui/widgets/campaign_pages.h"

#include "ui/widgets/office_words.h"

namespace youka {

namespace {

using K = OfferKind;
using N = CampaignFields::Number;
using Choices = CampaignFields::Choices;

constexpr K AllKinds[] = {K::AmountOff, K::PercentOff, K::PerLitreOff, K::FixedPrice, K::Gift,
                          K::BuyXGetY,  K::Exchange,   K::FreeService, K::TopUpBonus, K::Stamps};

CampaignFields::Get minorOf(const std::function<std::optional<Money>(const Campaign &)> &get)
{
    return [get](const Campaign &campaign) {
        const auto money = get(campaign);
        return money ? std::optional(money->minor) : std::nullopt;
    };
}

/// One amount that may be there or not.
void optionalAmount(CampaignFields &page, const char *member, const QString &label, Currency currency,
                    const std::function<std::optional<Money> &(Campaign &)> &its, bool open = false)
{
    auto &field =
        page.number(member, label, N::Amount, minorOf([its](const Campaign &campaign) {
                        Campaign copy = campaign;
                        return its(copy);
                    }),
                    [its, currency](Campaign &campaign, std::optional<qint64> minor) {
                        its(campaign) = minor ? std::optional(Money{*minor, currency}) : std::nullopt;
                    });
    if (open)
        field.openWhenLive();
}

CampaignFields::Field &count(CampaignFields &page, const char *member, const QString &label,
                             const std::function<std::optional<qint64> &(Campaign &)> &its)
{
    return page.number(
        member, label, N::Count,
        [its](const Campaign &campaign) {
            Campaign copy = campaign;
            return its(copy);
        },
        [its](Campaign &campaign, std::optional<qint64> value) { its(campaign) = value; });
}

QList<QPair<QString, QString>> productChoices(const CampaignHouse &house)
{
    QList<QPair<QString, QString>> choices;
    for (const QString &fuel : house.fuels)
        choices.append({house.nameOf(fuel), fuel});
    QStringList goods = house.goods.keys();
    goods.sort();
    for (const QString &code : std::as_const(goods))
        choices.append({house.nameOf(code) + QStringLiteral("  ") + code, code});
    return choices;
}

void addKind(CampaignFields &page)
{
    page.text(
            "name", say(QT_TRANSLATE_NOOP("Office", "Name of the campaign")),
            [](const Campaign &c) { return c.name; }, [](Campaign &c, const QString &text) { c.name = text; })
        .needed()
        .openWhenLive()
        .hint(say(QT_TRANSLATE_NOOP("Office", "as customers read it on the receipt")));
    Choices kinds;
    for (const K kind : AllKinds)
        kinds.append({offerKindText(kind), qint64(kind)});
    page.choice(
        "kind", say(QT_TRANSLATE_NOOP("Office", "Kind")), kinds,
        [](const Campaign &c) { return qint64(c.terms.offer.kind); },
        [](Campaign &c, qint64 kind) { c.terms.offer.kind = K(kind); });
}

void addAmounts(CampaignFields &page, Currency currency)
{
    page.number(
            "percent", say(QT_TRANSLATE_NOOP("Office", "Per cent")), N::Percent,
            [](const Campaign &c) { return std::optional(c.terms.offer.percent.basisPoints); },
            [](Campaign &c, std::optional<qint64> value) { c.terms.offer.percent = {value.value_or(0)}; })
        .onlyFor({K::PercentOff})
        .needed();
    page.number(
            "bonusPercent", say(QT_TRANSLATE_NOOP("Office", "Per cent")), N::Percent,
            [](const Campaign &c) { return std::optional(c.terms.offer.percent.basisPoints); },
            [](Campaign &c, std::optional<qint64> value) { c.terms.offer.percent = {value.value_or(0)}; })
        .onlyFor({K::TopUpBonus})
        .hint(say(QT_TRANSLATE_NOOP("Office", "or an amount")));
    const auto amount = [currency](Campaign &c, std::optional<qint64> minor) {
        c.terms.offer.amount = {minor.value_or(0), currency};
    };
    page.number(
            "amount", say(QT_TRANSLATE_NOOP("Office", "Amount off")), N::Amount,
            [](const Campaign &c) { return std::optional(c.terms.offer.amount.minor); }, amount)
        .onlyFor({K::AmountOff})
        .needed();
    page.number(
            "bonusAmount", say(QT_TRANSLATE_NOOP("Office", "Amount")), N::Amount,
            [](const Campaign &c) { return std::optional(c.terms.offer.amount.minor); }, amount)
        .onlyFor({K::TopUpBonus})
        .hint(say(QT_TRANSLATE_NOOP("Office", "or per cent")));
    optionalAmount(page, "most", say(QT_TRANSLATE_NOOP("Office", "At most")), currency,
                   [](Campaign &c) -> std::optional<Money> & { return c.terms.offer.most; });
    page.find(QStringLiteral("most"))->onlyFor({K::PercentOff, K::TopUpBonus});
    page.flag("inParts", say(QT_TRANSLATE_NOOP("Office", "What is not used stays on the coupon")),
              [](Campaign &c) -> bool & { return c.terms.offer.inParts; })
        .when([](const Campaign &c) { return c.terms.offer.kind == K::AmountOff && !c.terms.automatic; });
}

void addPrices(CampaignFields &page, Currency currency)
{
    const auto price = [&](const char *member, const char *label, K kind) {
        page.number(
                member, say(label), N::Price,
                [](const Campaign &c) { return std::optional(c.terms.offer.price.milli); },
                [currency](Campaign &c, std::optional<qint64> milli) {
                    c.terms.offer.price = {milli.value_or(0), currency};
                })
            .onlyFor({kind})
            .needed();
    };
    price("price", QT_TRANSLATE_NOOP("Office", "Less per litre"), K::PerLitreOff);
    price("fixedPrice", QT_TRANSLATE_NOOP("Office", "Price of a litre or piece"), K::FixedPrice);
    page.number(
            "litres", say(QT_TRANSLATE_NOOP("Office", "For at most, L")), N::Litres,
            [](const Campaign &c) {
                return c.terms.offer.litres ? std::optional(c.terms.offer.litres->ml) : std::nullopt;
            },
            [](Campaign &c, std::optional<qint64> ml) {
                c.terms.offer.litres = ml ? std::optional(Volume{*ml}) : std::nullopt;
            })
        .onlyFor({K::PerLitreOff, K::FixedPrice});
}

void addGoods(CampaignFields &page, const CampaignHouse &house)
{
    page.product("product", say(QT_TRANSLATE_NOOP("Office", "What is given")), productChoices(house),
                 [](Campaign &c) -> QString & { return c.terms.offer.product; })
        .onlyFor({K::Gift, K::Exchange, K::FreeService})
        .needed();
    const auto whole = [&](const char *member, const char *label, auto its) -> CampaignFields::Field & {
        return page.number(
            member, say(label), N::Count,
            [its](const Campaign &c) {
                Campaign copy = c;
                return std::optional(qint64(its(copy)));
            },
            [its](Campaign &c, std::optional<qint64> value) {
                its(c) = int(std::min<qint64>(value.value_or(0), 1'000));
            });
    };
    const auto buy = [](Campaign &c) -> int & { return c.terms.offer.buy; };
    const auto pieces = [](Campaign &c) -> int & { return c.terms.offer.pieces; };
    whole("buy", QT_TRANSLATE_NOOP("Office", "Pieces to buy"), buy).onlyFor({K::BuyXGetY}).needed();
    whole("stamps", QT_TRANSLATE_NOOP("Office", "Stamps for a coupon"), buy).onlyFor({K::Stamps}).needed();
    whole("pieces", QT_TRANSLATE_NOOP("Office", "Pieces for nothing"), pieces)
        .onlyFor({K::Gift, K::Exchange, K::BuyXGetY})
        .needed();
    Choices rewards{{say(QT_TRANSLATE_NOOP("Office", "Choose a campaign")), 0}};
    for (const CampaignHouse::Other &other : house.campaigns)
        if (other.canBeGiven)
            rewards.append({QStringLiteral("%1  %2").arg(other.id).arg(other.name), other.id});
    page.choice(
            "reward", say(QT_TRANSLATE_NOOP("Office", "The coupon they give")), rewards,
            [](const Campaign &c) { return c.terms.offer.reward.value; },
            [](Campaign &c, qint64 value) { c.terms.offer.reward = {value}; })
        .onlyFor({K::Stamps});
}

/// Vouchers stand for what they give; everything else is about what is bought.
bool isAboutPurchases(const Campaign &campaign)
{
    const K kind = campaign.terms.offer.kind;
    return kind != K::TopUpBonus && kind != K::Exchange && kind != K::FreeService;
}

void addProducts(CampaignFields &page, const CampaignHouse &house, Currency currency)
{
    page.picks(
            "products", say(QT_TRANSLATE_NOOP("Office", "Only for")), productChoices(house),
            [](const Campaign &c) { return c.terms.scope.products; },
            [](Campaign &c, const QStringList &codes) { c.terms.scope.products = codes; })
        .when(isAboutPurchases)
        .hint(say(QT_TRANSLATE_NOOP("Office", "Nothing chosen: everything")));
    page.text(
            "goods", say(QT_TRANSLATE_NOOP("Office", "and these goods")),
            [](const Campaign &) { return QString(); },
            [](Campaign &c, const QString &text) {
                for (QString code : QString(text).replace(u'，', u',').split(u',', Qt::SkipEmptyParts))
                    if (code = code.trimmed(); !code.isEmpty() && !c.terms.scope.products.contains(code))
                        c.terms.scope.products << code;
            })
        .when(isAboutPurchases)
        .hint(say(QT_TRANSLATE_NOOP("Office", "article numbers, with commas between them")));
    page.list("groups", say(QT_TRANSLATE_NOOP("Office", "and goods of these groups")),
              [](Campaign &c) -> QStringList & { return c.terms.scope.groups; })
        .when(isAboutPurchases)
        .hint(QStringLiteral("wash, drinks"));
    page.list("without", say(QT_TRANSLATE_NOOP("Office", "but never for")),
              [](Campaign &c) -> QStringList & { return c.terms.scope.without; })
        .when(isAboutPurchases)
        .hint(say(QT_TRANSLATE_NOOP("Office", "article numbers, with commas between them")));
    optionalAmount(page, "minAmount", say(QT_TRANSLATE_NOOP("Office", "From an amount of")), currency,
                   [](Campaign &c) -> std::optional<Money> & { return c.terms.scope.minAmount; });
    page.number(
            "minVolume", say(QT_TRANSLATE_NOOP("Office", "From litres of")), N::Litres,
            [](const Campaign &c) { return std::optional(c.terms.scope.minVolume.ml); },
            [](Campaign &c, std::optional<qint64> ml) { c.terms.scope.minVolume = {ml.value_or(0)}; })
        .when(isAboutPurchases);
}

CampaignFields *givesPage(const CampaignHouse &house, Currency currency, const QLocale &locale)
{
    auto *page = new CampaignFields(currency, locale);
    addKind(*page);
    addAmounts(*page, currency);
    addPrices(*page, currency);
    addGoods(*page, house);
    page->heading(say(QT_TRANSLATE_NOOP("Office", "What it applies to")));
    addProducts(*page, house, currency);
    return page;
}

void addTimes(CampaignFields &page, const QLocale &locale)
{
    page.moment("from", say(QT_TRANSLATE_NOOP("Office", "From")),
                [](Campaign &c) -> Timestamp & { return c.terms.from; });
    page.moment("until", say(QT_TRANSLATE_NOOP("Office", "Until")),
                [](Campaign &c) -> Timestamp & { return c.terms.until; })
        .openWhenLive();
    Choices days;
    for (int day = 1; day <= 7; ++day)
        days.append({locale.dayName(day, QLocale::ShortFormat), 1 << (day - 1)});
    page.checks(
        "weekdays", say(QT_TRANSLATE_NOOP("Office", "Only on")), days,
        [](const Campaign &c) { return c.terms.scope.weekdays; },
        [](Campaign &c, int bits) { c.terms.scope.weekdays = bits; });
    page.hour("hourFrom", say(QT_TRANSLATE_NOOP("Office", "Only from")),
              [](Campaign &c) -> QTime & { return c.terms.scope.hourFrom; });
    page.hour("hours", say(QT_TRANSLATE_NOOP("Office", "to")),
              [](Campaign &c) -> QTime & { return c.terms.scope.hourUntil; });
}

void addPlaces(CampaignFields &page, const CampaignHouse &house)
{
    QList<QPair<QString, QString>> stations;
    QStringList regions;
    for (const CampaignHouse::Place &station : house.stations) {
        stations.append({house.stationText(station.id), QString::number(station.id)});
        if (!station.region.isEmpty() && !regions.contains(station.region))
            regions << station.region;
    }
    page.picks(
            "stations", say(QT_TRANSLATE_NOOP("Office", "Only at")), stations,
            [](const Campaign &c) {
                QStringList ids;
                for (const qint64 id : c.terms.scope.stations)
                    ids << QString::number(id);
                return ids;
            },
            [](Campaign &c, const QStringList &ids) {
                c.terms.scope.stations.clear();
                for (const QString &id : ids)
                    c.terms.scope.stations << id.toLongLong();
            })
        .hint(say(QT_TRANSLATE_NOOP("Office", "Nothing chosen: every station")));
    page.list("regions", say(QT_TRANSLATE_NOOP("Office", "Only in regions")),
              [](Campaign &c) -> QStringList & { return c.terms.scope.regions; })
        .hint(regions.join(QStringLiteral(", ")));
    Choices channels;
    for (const Channel channel : {Channel::Kiosk, Channel::Pos, Channel::App})
        channels.append({channelText(channel), qint64(channel)});
    page.checks(
        "channels", say(QT_TRANSLATE_NOOP("Office", "Only by")), channels,
        [](const Campaign &c) { return c.terms.scope.channels.toInt(); },
        [](Campaign &c, int bits) { c.terms.scope.channels = Channels::fromInt(bits); });
    Choices payings;
    for (const PayingBy paying :
         {PayingBy::Cash, PayingBy::FuelCard, PayingBy::Wallet, PayingBy::BankCard, PayingBy::Fleet})
        payings.append({payingText(paying), qint64(paying)});
    page.checks(
        "payings", say(QT_TRANSLATE_NOOP("Office", "Only paid by")), payings,
        [](const Campaign &c) { return c.terms.scope.payings.toInt(); },
        [](Campaign &c, int bits) { c.terms.scope.payings = PayingBys::fromInt(bits); });
}

CampaignFields *wherePage(const CampaignHouse &house, Currency currency, const QLocale &locale)
{
    auto *page = new CampaignFields(currency, locale);
    page->heading(say(QT_TRANSLATE_NOOP("Office", "When")));
    addTimes(*page, locale);
    page->heading(say(QT_TRANSLATE_NOOP("Office", "Where")));
    addPlaces(*page, house);
    page->heading(say(QT_TRANSLATE_NOOP("Office", "For whom")));
    page->list("segments", say(QT_TRANSLATE_NOOP("Office", "Only customers of")),
               [](Campaign &c) -> QStringList & { return c.terms.scope.segments; })
        .hint(say(QT_TRANSLATE_NOOP("Office", "segments, with commas between them")));
    page->list("levels", say(QT_TRANSLATE_NOOP("Office", "Only members of level")),
               [](Campaign &c) -> QStringList & { return c.terms.scope.levels; });
    page->flag("firstPurchase", say(QT_TRANSLATE_NOOP("Office", "Only the first purchase of a customer")),
               [](Campaign &c) -> bool & { return c.terms.scope.firstPurchase; });
    return page;
}

CampaignFields *boundsPage(Currency currency, const QLocale &locale)
{
    auto *page = new CampaignFields(currency, locale);
    const auto pair = [&](const char *heading, const char *amount, const char *pieces,
                          Bound CampaignLimits::*bound) {
        page->heading(say(heading));
        optionalAmount(
            *page, amount, say(QT_TRANSLATE_NOOP("Office", "Money")), currency,
            [bound](Campaign &c) -> std::optional<Money> & { return (c.limits.*bound).amount; }, true);
        count(
            *page, pieces, say(QT_TRANSLATE_NOOP("Office", "Uses")),
            [bound](Campaign & c) -> auto & { return (c.limits.*bound).pieces; })
            .openWhenLive();
    };
    pair(QT_TRANSLATE_NOOP("Office", "In all, at most"), "total", "totalPieces", &CampaignLimits::total);
    pair(QT_TRANSLATE_NOOP("Office", "A day, at most"), "perDay", "perDayPieces", &CampaignLimits::perDay);
    pair(QT_TRANSLATE_NOOP("Office", "A station, at most"), "perStation", "perStationPieces",
         &CampaignLimits::perStation);
    page->heading(say(QT_TRANSLATE_NOOP("Office", "A customer, at most")));
    const auto uses = [&](const char *member, const char *label,
                          std::optional<qint64> CampaignLimits::*its) -> CampaignFields::Field & {
        return count(
                   *page, member, say(label), [its](Campaign & c) -> auto & { return c.limits.*its; })
            .openWhenLive();
    };
    uses("perCustomer", QT_TRANSLATE_NOOP("Office", "Uses in all"), &CampaignLimits::perCustomer);
    uses("perCustomerDay", QT_TRANSLATE_NOOP("Office", "Uses a day"), &CampaignLimits::perCustomerDay);
    const auto byCoupon = [](const Campaign &c) { return !c.terms.automatic; };
    uses("claimsPerCustomer", QT_TRANSLATE_NOOP("Office", "Coupons claimed"),
         &CampaignLimits::claimsPerCustomer)
        .when(byCoupon)
        .hint(QStringLiteral("1"));
    page->heading(say(QT_TRANSLATE_NOOP("Office", "Who bears it")));
    page->number(
        "stationShare", say(QT_TRANSLATE_NOOP("Office", "Station's share of the cost, %")), N::Percent,
        [](const Campaign &c) { return std::optional(c.stationShare.basisPoints); },
        [](Campaign &c, std::optional<qint64> value) { c.stationShare = {value.value_or(0)}; });
    page->heading(say(QT_TRANSLATE_NOOP("Office", "To know what it brings")));
    page->number(
        "holdOut", say(QT_TRANSLATE_NOOP("Office", "Customers held out, %")), N::Percent,
        [](const Campaign &c) { return std::optional(c.holdOut.basisPoints); },
        [](Campaign &c, std::optional<qint64> value) { c.holdOut = {value.value_or(0)}; });
    page->note(say(QT_TRANSLATE_NOOP("Office",
                                     "They are drawn by lot and do not get it; what they spend is compared "
                                     "with what the others spend.")));
    return page;
}

CampaignFields *couponsPage(Currency currency, const QLocale &locale)
{
    auto *page = new CampaignFields(currency, locale);
    const auto byCoupon = [](const Campaign &c) { return !c.terms.automatic; };
    page->heading(say(QT_TRANSLATE_NOOP("Office", "How customers get it")));
    page->choice(
        "automatic", say(QT_TRANSLATE_NOOP("Office", "Given")),
        {{say(QT_TRANSLATE_NOOP("Office", "with a coupon")), 0},
         {say(QT_TRANSLATE_NOOP("Office", "by itself, without a coupon")), 1}},
        [](const Campaign &c) { return qint64(c.terms.automatic); },
        [](Campaign &c, qint64 automatic) { c.terms.automatic = automatic != 0; });
    page->text(
            "claimCode", say(QT_TRANSLATE_NOOP("Office", "Public code")),
            [](const Campaign &c) { return c.claimCode; },
            [](Campaign &c, const QString &text) { c.claimCode = text.toUpper(); }, 40)
        .when(byCoupon)
        .hint(say(QT_TRANSLATE_NOOP("Office", "whoever says it at a kiosk or till gets a coupon")));
    page->number(
            "pointsPrice", say(QT_TRANSLATE_NOOP("Office", "For points")), N::Count,
            [](const Campaign &c) { return c.pointsPrice > 0 ? std::optional(c.pointsPrice) : std::nullopt; },
            [](Campaign &c, std::optional<qint64> points) { c.pointsPrice = points.value_or(0); })
        .when(byCoupon)
        .hint(say(QT_TRANSLATE_NOOP("Office", "members may have one at the kiosk")));
    count(
        *page, "claims", say(QT_TRANSLATE_NOOP("Office", "Coupons given out, at most")),
        [](Campaign & c) -> auto & { return c.limits.claims; })
        .when(byCoupon)
        .openWhenLive();
    page->number(
            "daysFromClaim", say(QT_TRANSLATE_NOOP("Office", "Days to use one")), N::Count,
            [](const Campaign &c) { return std::optional(qint64(c.terms.daysFromClaim)); },
            [](Campaign &c, std::optional<qint64> days) {
                c.terms.daysFromClaim = int(std::min<qint64>(days.value_or(0), 3'650));
            })
        .when(byCoupon)
        .hint(say(QT_TRANSLATE_NOOP("Office", "until the campaign's end")));
    page->flag("offline", say(QT_TRANSLATE_NOOP("Office", "Stations may take it while the centre is away")),
               [](Campaign &c) -> bool & { return c.terms.offline; });
    page->heading(say(QT_TRANSLATE_NOOP("Office", "Beside other coupons")));
    page->flag("exclusive", say(QT_TRANSLATE_NOOP("Office", "With no other")),
               [](Campaign &c) -> bool & { return c.terms.stacking.exclusive; });
    page->text(
            "category", say(QT_TRANSLATE_NOOP("Office", "One of a sort")),
            [](const Campaign &c) { return c.terms.stacking.category; },
            [](Campaign &c, const QString &text) { c.terms.stacking.category = text; }, 40)
        .when([](const Campaign &c) { return !c.terms.stacking.exclusive; })
        .hint(say(QT_TRANSLATE_NOOP("Office", "of campaigns with the same word here, one a sale")));
    page->choice(
        "priority", say(QT_TRANSLATE_NOOP("Office", "Applied")),
        {{say(QT_TRANSLATE_NOOP("Office", "among its like")), 0},
         {say(QT_TRANSLATE_NOOP("Office", "before its like")), 10},
         {say(QT_TRANSLATE_NOOP("Office", "after its like")), -10}},
        [](const Campaign &c) {
            return qint64(c.terms.stacking.priority > 0 ? 10 : c.terms.stacking.priority < 0 ? -10 : 0);
        },
        [](Campaign &c, qint64 priority) {
            const int now = c.terms.stacking.priority; // a finer one, made elsewhere, stays
            const bool same = (now > 0) == (priority > 0) && (now < 0) == (priority < 0);
            c.terms.stacking.priority = same ? now : int(priority);
        });
    return page;
}

}

QList<CampaignPage> makeCampaignPages(const CampaignHouse &house, Currency currency, const QLocale &locale)
{
    return {{say(QT_TRANSLATE_NOOP("Office", "What it gives")), givesPage(house, currency, locale)},
            {say(QT_TRANSLATE_NOOP("Office", "When and where")), wherePage(house, currency, locale)},
            {say(QT_TRANSLATE_NOOP("Office", "How much")), boundsPage(currency, locale)},
            {say(QT_TRANSLATE_NOOP("Office", "Coupons")), couponsPage(currency, locale)},
            {say(QT_TRANSLATE_NOOP("Office", "Given by rule")), makeRulePage(currency, locale)}};
}

}
