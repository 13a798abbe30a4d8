#include "core/exchange/sync/station_authoriser.h"

#include "core/domain/sales/sale_json.h"
#include "core/exchange/api/problem.h"

#include <QJsonObject>

namespace youka {

namespace {

/// What the person at the pump is told. The server refuses a signature that is too old or from the future:
/// that the question came too late helps nobody, that this terminal's clock is wrong does.
Error said(Error error)
{
    if (error.code == ErrorCode::RequestExpired)
        error.code = ErrorCode::ClockUntrusted;
    return error;
}

/// The same id for the fact as for the hold it tells of: a repeat is known as one.
OperationId placedOperation(HoldId hold) { return {hold.uuid}; }

}

void StationAuthoriser::ask(const CardQuestion &question, std::function<void(Result<CardGrant>)> answer)
{
    m_parts.api.post(
        QStringLiteral("/api/v1/authorisations"), toJson(question), question.operation,
        [this, question, answer = std::move(answer)](const Result<QJsonObject> &reply) {
            if (!reply)
                return answer(isNoAnswer(reply.error()) ? answerAlone(question)
                                                        : Result<CardGrant>(fail(said(reply.error()))));
            const auto grant = grantFromJson(*reply);
            if (grant) // a counter that cannot be reset only makes the terminal more careful
                [[maybe_unused]]
                const auto noted = m_parts.list.noteOnline(question.card.token);
            answer(grant);
        },
        AnswerWithinMs);
}

/// The same hold was granted before, and then the program ended: the same answer, and nothing counted twice.
Result<std::optional<CardGrant>> StationAuthoriser::answeredBefore(const CardQuestion &question,
                                                                   Money available)
{
    const auto body = m_parts.facts.recorded(placedOperation(question.hold));
    if (!body)
        return fail(body.error());
    if (!*body)
        return std::optional<CardGrant>();
    return parseFact(**body).and_then([&](const ParsedFact &fact) -> Result<std::optional<CardGrant>> {
        const auto *placed = std::get_if<HoldPlaced>(&fact.body);
        if (!placed || placed->sale != question.sale || placed->token != question.card.token)
            return fail(ErrorCode::OperationConflict, question.hold.text());
        return CardGrant{question.hold, placed->amount, fact.at.plusMs(HoldLifeMs), available, true};
    });
}

Result<CardGrant> StationAuthoriser::answerAlone(const CardQuestion &question)
{
    const Timestamp now = m_parts.clock.now();
    const QDate day = m_station.businessDay(now);
    const auto entry = m_parts.list.find(question.card.token, day);
    if (!entry)
        return fail(entry.error());
    if (!*entry)
        return fail(ErrorCode::OfflineCardUnknown);
    const auto earlier = answeredBefore(question, (*entry)->facts.available);
    if (!earlier)
        return fail(earlier.error());
    if (*earlier)
        return **earlier;
    const auto fresh = m_parts.list.freshAt();
    const auto total = m_parts.list.offlineTotal(day, m_limits.perTerminalDay.currency);
    const auto latest = m_parts.list.latestKnown();
    if (!fresh || !total)
        return fail(fresh ? total.error() : fresh.error());
    if (!latest)
        return fail(latest.error());
    const CardRequest request{question.product, question.wanted, question.wantsExactly, day, false,
                              question.goods};
    const OfflineCounters counters{
        (*entry)->offlineAmount, (*entry)->offlineCount,       *total,
        now.ms - fresh->ms,      m_parts.watch.trust(*latest), (*entry)->allotment};
    const auto granted = decideOffline((*entry)->facts, request, question.card.proof, m_limits, counters);
    if (!granted)
        return fail(granted.error());
    const HoldPlaced placed{question.sale,    question.hold, question.card.token, question.card.proof,
                            question.product, *granted,      question.pump};
    FuelOffers offers;
    const auto written = m_parts.db.transaction([&]() -> Result<void> {
        return m_parts.facts.append(makeFact(placedOperation(question.hold), now, placed))
            .and_then([&](qint64 record) {
                return m_parts.list.noteOffline({question.card.token, record, day, *granted, now});
            })
            .and_then([&] { return offersFor(question, *granted); })
            .map([&](const FuelOffers &reserved) { offers = reserved; });
    });
    if (!written)
        return fail(written.error());
    m_parts.facts.kick();
    return CardGrant{question.hold, *granted, now.plusMs(HoldLifeMs), (*entry)->facts.available - *granted,
                     true,          offers};
}

/// The station's own part of the coupons: what needs no centre.
Result<FuelOffers> StationAuthoriser::offersFor(const CardQuestion &question, Money granted)
{
    if (!question.coupons)
        return FuelOffers();
    std::optional<Error> noPoints; // which are never promised by a station alone
    if (question.coupons->points != 0)
        noPoints = Error{ErrorCode::PointsOnlineOnly, {}, {}};
    if (!m_coupons || !question.coupons->any) {
        FuelOffers none;
        none.list = question.price;
        none.pointsRefused = noPoints;
        return none;
    }
    CouponQuestion asked;
    asked.sale = question.sale;
    asked.codes = question.coupons->codes;
    asked.channel = question.coupons->channel;
    asked.paying = PayingBy::FuelCard;
    const FuelAhead ahead{question.product, question.price, granted, int(asked.codes.size())};
    return reserveForFuel(ahead,
                          [&](const Basket &basket) {
                              asked.basket = basket;
                              return m_coupons->answerAlone(asked);
                          })
        .map([&](FuelOffers offers) {
            offers.pointsRefused = noPoints;
            return offers;
        });
}

void StationCardDesk::balance(const CardIdentity &card, const QString &pin,
                              std::function<void(Result<CardBalance>)> answer)
{
    QJsonObject body{{QStringLiteral("cardToken"), QString::fromLatin1(card.token.bytes.toBase64())},
                     {QStringLiteral("proof"), int(card.proof)}};
    if (!pin.isEmpty())
        body.insert(QStringLiteral("pin"), pin);
    m_api.post(
        QStringLiteral("/api/v1/card-balances"), body, {},
        [this, card, pin, answer = std::move(answer)](const Result<QJsonObject> &reply) {
            if (reply)
                return answer(balanceFromJson(*reply));
            if (!isNoAnswer(reply.error()))
                return answer(fail(said(reply.error())));
            withoutServer(card, pin, answer);
        },
        AnswerWithinMs);
}

void StationCardDesk::withoutServer(const CardIdentity &card, const QString &pin,
                                    std::function<void(Result<CardBalance>)> answer)
{
    if (!m_beside)
        return answer(snapshot(card));
    m_beside->balance(card, pin, [this, card, answer = std::move(answer)](const Result<CardBalance> &told) {
        // A counter of an earlier version does not know the question.
        const bool silent = !told
            && (isNoAnswer(told.error()) || told.error().code == ErrorCode::LinkLost
                || told.error().code == ErrorCode::InvalidInput
                || told.error().code == ErrorCode::NotPermitted);
        answer(silent ? snapshot(card) : told);
    });
}

Result<CardBalance> StationCardDesk::snapshot(const CardIdentity &card)
{
    const Timestamp now = m_clock.now();
    const auto entry = m_list.find(card.token, m_station.businessDay(now));
    if (!entry)
        return fail(entry.error());
    // Whoever found a card with a PIN does not learn its balance from a till that cannot check it.
    if (!*entry || (*entry)->facts.pinSet)
        return fail(ErrorCode::Unavailable);
    const auto fresh = m_list.freshAt();
    if (!fresh)
        return fail(fresh.error());
    const CardFacts &facts = (*entry)->facts;
    return CardBalance{
        card.masked,     facts.state, facts.expires, facts.available,          {0, facts.available.currency},
        facts.available, {},          *fresh,        CardBalance::Source::Here};
}

}
