#include "apps/server/web/coupon_page.h"
#include "apps/server/web/coupon_shown.h"
#include "apps/server/web/customer_pages.h"
#include "core/domain/cards/card_service.h"
#include "core/domain/coupons/campaign_repository.h"
#include "core/domain/payments/merchant_repository.h"
#include "core/domain/points/points_service.h"
#include "core/domain/sales/sale_repository.h"
#include "core/domain/self_service/self_service_repository.h"
#include "core/domain/stations/station_repository.h"
#include "ui/sentences/customer_words.h"

namespace youka {

namespace {

constexpr int LinesAtOnce = 30;

QByteArray pathOf(CardId card, const char *further = "")
{
    return "/me/cards/" + QByteArray::number(card.value) + further;
}

Result<std::vector<CardRecord>> cardsOf(const Visit &visit, Database &db)
{
    return SelfServiceRepository(db)
        .cardsOf(visit->customer())
        .and_then([&](const std::vector<CardId> &ids) -> Result<std::vector<CardRecord>> {
            CardService cards(db, visit->server().cardKeys());
            std::vector<CardRecord> all;
            for (const CardId id : ids) {
                const auto card = cards.byId(id);
                if (!card)
                    return fail(card.error());
                all.push_back(*card);
            }
            return all;
        });
}

Result<void> addPoints(const Visit &visit, Currency currency)
{
    const auto statement =
        PointsService(visit->reader()).statement(visit->customer(), currency, visit->now(), 1);
    if (!statement)
        return statement.error().code == ErrorCode::PointsNoScheme ? Result<void>() : fail(statement.error());
    if (!statement->member.since.ms && statement->member.balance == 0)
        return {};
    visit->page.values["points"] = visit->locale().toString(statement->member.available());
    visit->page.values["level"] = statement->levelName;
    return {};
}

void home(const std::shared_ptr<Call> &call)
{
    withCustomer(call, [](const Visit &visit) {
        Database &db = visit->reader();
        const auto customer =
            CustomerService(db, visit->server().cardKeys().customerWrapping).customer(visit->customer());
        const auto cards = customer ? cardsOf(visit, db) : fail(customer.error());
        if (!cards)
            return visit->refuse(cards.error());
        const auto channels = MerchantRepository(db).channelsOf({});
        for (const CardRecord &card : *cards) {
            const auto purse = Ledger(db).account(card.account);
            if (!purse)
                return visit->refuse(purse.error());
            PageData row;
            row.values["masked"] = maskedShort(card.masked);
            row.values["available"] = visit->money(purse->available());
            if (purse->held.isPositive())
                row.values["held"] = visit->money(purse->held);
            row.values["expires"] = visit->day(card.expires);
            row.values["href"] = QString::fromLatin1(pathOf(card.id));
            row.values["statement"] = QString::fromLatin1(pathOf(card.id, "/statement"));
            if (card.state != CardState::Active)
                row.values["state"] = cardStateIn(card.state, visit->language);
            if (card.state != CardState::Closed && channels && !channels->isEmpty())
                row.values["topUp"] = QString::fromLatin1(pathOf(card.id, "/top-up"));
            visit->page.lists["cards"].append(row);
        }
        if (const auto added = addPoints(visit, customer->currency); !added)
            return visit->refuse(added.error());
        visit->page.values["empty"] = cards->empty() ? QStringLiteral("1") : QString();
        visit->page.values["greeting"] = visit->word("w.hello").arg(customer->name);
        visit->page.values["title"] = visit->word("w.navCards");
        visit->show("home");
    });
}

QString whatOf(const Visit &visit, JournalKind kind)
{
    switch (kind) {
    case JournalKind::TopUp:
        return visit->word("w.kindTopUp");
    case JournalKind::Purchase:
    case JournalKind::CashSale:
        return visit->word("w.kindPurchase");
    case JournalKind::Refund:
        return visit->word("w.kindRefund");
    case JournalKind::Reversal:
        return visit->word("w.kindReversal");
    case JournalKind::BillPayment:
        return visit->word("w.kindBill");
    default:
        return visit->word("w.kindOther");
    }
}

/// "2026-01"; what is no month, or lies ahead, is this one.
QDate monthOf(const Visit &visit)
{
    const QDate today = visit->now().toDateTime().toTimeZone(visit->zone()).date();
    const QDate current(today.year(), today.month(), 1);
    const QDate asked = QDate::fromString(
        visit->call->request.queryValue(QStringLiteral("month")) + QStringLiteral("-01"), Qt::ISODate);
    return asked.isValid() && asked < current && asked.year() >= 2000 ? asked : current;
}

void addMonths(const Visit &visit, const QByteArray &path, QDate month)
{
    const QDate today = visit->now().toDateTime().toTimeZone(visit->zone()).date();
    const auto named = [&](QDate first) {
        return visit->locale().toString(first, visit->word("w.monthFormat"));
    };
    const auto link = [&](QDate first) {
        return QString::fromLatin1(path) + QStringLiteral("?month=")
            + first.toString(QStringLiteral("yyyy-MM"));
    };
    PageValues &values = visit->page.values;
    values["month"] = named(month);
    values["earlier"] = link(month.addMonths(-1));
    values["earlierMonth"] = named(month.addMonths(-1));
    if (month.addMonths(1) <= today) {
        values["later"] = link(month.addMonths(1));
        values["laterMonth"] = named(month.addMonths(1));
    }
}

Result<PageData> lineOf(const Visit &visit, const SelfServiceRepository::Movement &movement)
{
    PageData line;
    line.values["what"] = whatOf(visit, movement.kind);
    line.values["time"] = visit->time(movement.occurred);
    line.values["amount"] = visit->money(movement.amount);
    line.values["tone"] = movement.amount.isPositive() ? QStringLiteral("plus") : QString();
    if (movement.station)
        if (const auto station = StationRepository(visit->reader()).find(movement.station))
            line.values["where"] = station->name;
    if (movement.kind != JournalKind::Purchase || movement.reference.size() != 16)
        return line;
    const auto sale = SaleRepository(visit->reader()).find(SaleId::fromBytes(movement.reference));
    if (!sale)
        return fail(sale.error());
    if (*sale && (*sale)->customer == visit->customer())
        line.values["receipt"] =
            QStringLiteral("/me/sales/") + (*sale)->id.uuid.toString(QUuid::WithoutBraces);
    return line;
}

void statement(const std::shared_ptr<Call> &call)
{
    withCustomer(call, [](const Visit &visit) {
        const auto card = ownCard(visit, visit->reader());
        if (!card)
            return visit->refuse(card.error());
        const QDate month = monthOf(visit);
        SelfServiceRepository books(visit->reader());
        const SelfServiceRepository::Month which{card->account, card->currency, month};
        const QStringList behind =
            visit->call->request.queryValue(QStringLiteral("behind")).left(60).split(u'-');
        const SelfServiceRepository::Mark mark{{behind.value(0).toLongLong()},
                                               QByteArray::fromHex(behind.value(1).toLatin1())};
        const auto found = books.movements(which, mark, LinesAtOnce + 1);
        const auto sums = found ? books.sums(which) : fail(found.error());
        if (!sums)
            return visit->refuse(sums.error());
        const QByteArray path = pathOf(card->id, "/statement");
        for (size_t n = 0; n < std::min<size_t>(found->size(), LinesAtOnce); ++n) {
            const auto line = lineOf(visit, (*found)[n]);
            if (!line)
                return visit->refuse(line.error());
            visit->page.lists["lines"].append(*line);
        }
        PageValues &values = visit->page.values;
        values["empty"] = found->empty() ? QStringLiteral("1") : QString();
        values["sums"] = found->empty() ? QString() : QStringLiteral("1");
        values["in"] = visit->money(sums->in);
        values["out"] = visit->money(sums->out);
        values["masked"] = maskedShort(card->masked);
        if (found->size() > LinesAtOnce) {
            const SelfServiceRepository::Movement &last = (*found)[LinesAtOnce - 1];
            values["more"] = QStringLiteral("%1?month=%2&behind=%3-%4")
                                 .arg(QString::fromLatin1(path), month.toString(QStringLiteral("yyyy-MM")))
                                 .arg(last.occurred.ms)
                                 .arg(QString::fromLatin1(last.journal.bytes().toHex()));
        }
        addMonths(visit, path, month);
        values["title"] = visit->word("w.statement");
        visit->show("statement");
    });
}

void coupons(const std::shared_ptr<Call> &call)
{
    withCustomer(call, [](const Visit &visit) {
        Database &db = visit->reader();
        CouponService service(db, visit->server().couponKeys());
        const auto mine = service.repository().unusedOf(visit->customer(), 100);
        if (!mine)
            return visit->refuse(mine.error());
        for (const Coupon &coupon : *mine) {
            const QString code = service.codeOf(coupon.id);
            const auto shown = couponBehind(db, visit->server().couponKeys(), code, visit->now());
            if (!shown || (shown->problem && shown->problem != ErrorCode::CouponNotYetValid))
                continue; // over, or not for use now
            PageData row;
            row.values["name"] = shown->campaign.name;
            row.values["until"] =
                visit->word("w.untilDay")
                    .arg(visit->day(shown->until.plusMs(-1).toDateTime().toTimeZone(visit->zone()).date()));
            row.values["href"] = couponPath(code, visit->language);
            visit->page.lists["coupons"].append(row);
        }
        visit->page.values["empty"] =
            visit->page.lists.value("coupons").isEmpty() ? QStringLiteral("1") : QString();
        visit->page.values["title"] = visit->word("w.myCoupons");
        visit->show("coupons");
    });
}

/// What was typed, as the page of that coupon knows it.
void openCoupon(const std::shared_ptr<Call> &call)
{
    withCustomer(call, [](const Visit &visit) {
        const QString code = visit->call->request.queryValue(QStringLiteral("code")).trimmed().left(64);
        visit->goTo(code.isEmpty() ? QByteArray("/me/coupons")
                                   : couponPath(code, visit->language).toLatin1());
    });
}

}

QString cardStateIn(CardState state, Language language)
{
    switch (state) {
    case CardState::Issued:
        return customerText("w.stateIssued", language);
    case CardState::Active:
        return customerText("w.stateActive", language);
    case CardState::Frozen:
        return customerText("w.stateFrozen", language);
    case CardState::Lost:
        return customerText("w.stateLost", language);
    case CardState::Closed:
        break;
    }
    return customerText("w.stateClosed", language);
}

QString customerChannel(const QString &channel, Language language)
{
    if (channel == QLatin1String("wechat"))
        return customerText("w.channelWechat", language);
    if (channel == QLatin1String("alipay"))
        return customerText("w.channelAlipay", language);
    return channel == QLatin1String("unionpay") ? customerText("w.channelUnionpay", language) : channel;
}

QString maskedShort(const QString &masked) { return QStringLiteral("•••• ") + masked.right(4); }

Result<CardRecord> ownCard(const Visit &visit, Database &db)
{
    const CardId id{visit->call->captures.value(0).toLongLong()};
    return CardService(db, visit->server().cardKeys()).byId(id).and_then([&](const CardRecord &card) {
        return card.customer == visit->customer() ? Result<CardRecord>(card) : fail(ErrorCode::CardUnknown);
    });
}

void addCustomerHomeRoutes(RouteTable &table)
{
    addPage(table, "GET", "/me", "Cards, balances and points of who is signed in", home);
    addPage(table, "GET", "/me/cards/{id}/statement", "A month of a card's movements", statement);
    addPage(table, "GET", "/me/coupons", "Coupons of who is signed in", coupons);
    addPage(table, "GET", "/me/coupons/open", "The page of a code that was typed", openCoupon);
}

}
