#pragma once

#include "core/domain/cards/card_source.h"
#include "core/domain/sales/sale_ports.h"
#include "core/domain/stations/station.h"
#include "core/exchange/api/api_client.h"
#include "core/exchange/sync/offline_rules.h"
#include "core/exchange/sync/station_coupons.h"
#include "core/exchange/sync/terminal_list.h"

namespace youka {

/// Asks the server and, when no answer comes in time, answers from the terminal's own list. Whether the
/// server heard the question is then unknown; the hold has the same id on both sides, so it is placed once.
class StationAuthoriser final : public CardAuthoriser
{
public:
    struct Parts
    {
        Database &db;
        ApiClient &api;
        TerminalList &list;
        FactLog &facts;
        const Clock &clock;
        const ClockWatch &watch;
    };
    /// Who reserves coupons with the money when the server does not answer; outlives this. Without one there
    /// are none then.
    void setCoupons(StationCouponDesk *coupons) { m_coupons = coupons; }
    static constexpr int AnswerWithinMs = 800; ///< source: the design, "Questions and facts"
    static constexpr qint64 HoldLifeMs = 24LL * 60 * 60 * 1000;

    StationAuthoriser(Parts parts, Station station, OfflineLimits limits)
        : m_parts(parts)
        , m_station(std::move(station))
        , m_limits(limits)
    {
    }
    void ask(const CardQuestion &question, std::function<void(Result<CardGrant>)> answer) override;

    /// The terminal's own answer: counters, hold and fact are durable when it returns. Asked again with the
    /// same hold it gives the same answer.
    /// Errors: OfflineCardUnknown, those of decideOffline(), those of Database.
    Result<CardGrant> answerAlone(const CardQuestion &question);

private:
    Result<std::optional<CardGrant>> answeredBefore(const CardQuestion &question, Money available);
    Result<FuelOffers> offersFor(const CardQuestion &question, Money granted);
    Parts m_parts;
    const Station m_station;
    const OfflineLimits m_limits;
    StationCouponDesk *m_coupons = nullptr;
};

/// A card's money: asked of the server, else of the station's counter where this terminal has one beside it,
/// else from the terminal's own list for a card without a PIN. Each question begins at the server again.
class StationCardDesk final : public CardDesk
{
public:
    StationCardDesk(ApiClient &api, TerminalList &list, const Clock &clock, Station station)
        : m_api(api)
        , m_list(list)
        , m_clock(clock)
        , m_station(std::move(station))
    {
    }
    static constexpr int AnswerWithinMs = 2'000; ///< a PIN takes the server its time

    /// The station's counter, over the station link. Outlives this.
    void askBeside(CardDesk *station) { m_beside = station; }
    void balance(const CardIdentity &card, const QString &pin,
                 std::function<void(Result<CardBalance>)> answer) override;

private:
    void withoutServer(const CardIdentity &card, const QString &pin,
                       std::function<void(Result<CardBalance>)> answer);
    Result<CardBalance> snapshot(const CardIdentity &card);
    ApiClient &m_api;
    TerminalList &m_list;
    const Clock &m_clock;
    const Station m_station;
    CardDesk *m_beside = nullptr;
};

}
