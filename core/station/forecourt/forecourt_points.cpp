#include "core/station/forecourt/forecourt.h"

#include <QPointer>

namespace youka {

void Forecourt::usePoints(SaleId id, qint64 points, const CardIdentity &card, const QString &pin, Done done)
{
    const auto it = m_sessions.find(id);
    if (it == m_sessions.end() || it->second.row.state != SaleState::Payable)
        return answer(std::move(done), fail(ErrorCode::SaleStateConflict));
    Session &session = it->second;
    if (session.couponsOut || session.pointsOut || !session.row.hold.isNull())
        return answer(std::move(done), fail(ErrorCode::Busy));
    if (points <= 0)
        return post(session, {fuelling::PointsPutAway{}, {}, 0, std::move(done)});
    if (!m_points)
        return answer(std::move(done), fail(ErrorCode::PointsOnlineOnly));
    PointsRequest request;
    request.operation = m_ids.make<OperationId>();
    request.sale = id;
    request.card = card;
    request.pin = pin;
    request.points = points;
    session.pointsOut = true;
    if (session.pointsReturning) // what is on its way back must not take these with it
        session.pointsNext = [this, request, done = std::move(done)]() mutable {
            askPoints(request, std::move(done));
        };
    else
        askPoints(request, std::move(done));
}

void Forecourt::askPoints(const PointsRequest &request, Done done)
{
    PointsOff off;
    off.card = request.card;
    off.until = m_clock.now().plusMs(PointsKeptMs);
    m_points->ask(request,
                  [self = QPointer<Forecourt>(this), sale = request.sale, off,
                   done = std::move(done)](const Result<PointsPaid> &answered) mutable {
                      if (self)
                          self->onPoints(sale, off, answered, std::move(done));
                  });
}

/// What they take off is on disk before anybody is told. What is not kept here goes back at once; should that
/// not arrive, the centre lets go of it by itself.
void Forecourt::onPoints(SaleId id, PointsOff off, const Result<PointsPaid> &answered, Done done)
{
    const auto it = m_sessions.find(id);
    if (it == m_sessions.end())
        return answer(std::move(done), fail(ErrorCode::SaleStateConflict));
    Session &session = it->second;
    session.pointsOut = false;
    if (!answered)
        return answer(std::move(done), fail(answered.error()));
    off.paid = *answered;
    post(session,
         {fuelling::PointsGranted{off},
          {},
          0,
          [self = QPointer<Forecourt>(this), id, card = off.card,
           done = std::move(done)](const Result<void> &kept) {
              const auto its = self ? self->m_sessions.find(id) : decltype(self->m_sessions.end()){};
              if (!kept && self && its != self->m_sessions.end())
                  self->givePointsBack(its->second, card);
              done(kept);
          }});
}

/// Nobody waits for it: the sale goes on, and only another question about its points comes after it.
void Forecourt::givePointsBack(Session &session, const CardIdentity &card)
{
    if (!m_points)
        return;
    PointsRequest request;
    request.operation = m_ids.make<OperationId>();
    request.sale = session.row.id;
    request.card = card;
    session.pointsReturning = true;
    m_points->ask(request, [self = QPointer<Forecourt>(this), id = request.sale](const Result<PointsPaid> &) {
        const auto it = self ? self->m_sessions.find(id) : decltype(self->m_sessions.end()){};
        if (!self || it == self->m_sessions.end())
            return;
        it->second.pointsReturning = false;
        if (const auto next = std::exchange(it->second.pointsNext, {}))
            next();
    });
}

/// Before the centre lets go of what it has set aside, the sale does.
void Forecourt::tickPoints(Session &session)
{
    const SaleRow &row = session.row;
    const bool over = row.points && m_clock.now() >= row.points->until;
    if (over && row.state == SaleState::Payable && row.hold.isNull() && !session.pointsOut
        && session.events.empty())
        post(session, {fuelling::PointsPutAway{}, {}, 0, {}});
}

}
