#include "money_office.h"

#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka::world {

namespace {

const auto Ignored = [](const Result<QJsonObject> &) {};

QString casePath(const QJsonObject &found, const char *step)
{
    return QStringLiteral("/api/v1/exceptions/%1/%2")
        .arg(found[QLatin1String("exception")].toInteger())
        .arg(QLatin1String(step));
}

QString dayPath(const QJsonObject &day, const char *step)
{
    return QStringLiteral("/api/v1/reconcile/days/%1/%2/%3")
        .arg(day[QLatin1String("merchant")].toInteger())
        .arg(day[QLatin1String("day")].toString(), QLatin1String(step));
}

}

MoneyOffice::MoneyOffice(VirtualTime &time, Centre &centre, NetworkCounters &counters, quint32 seed,
                         Tell tell)
    : m_time(time)
    , m_chance(seed)
    , m_first(time, centre, counters, seed + 10)
    , m_second(time, centre, counters, seed + 20)
    , m_tell(std::move(tell))
{
}

void MoneyOffice::signIn()
{
    m_first.signIn(QStringLiteral("manager"), QStringLiteral("secret"));
    m_second.signIn(QStringLiteral("second"), QStringLiteral("secret"));
}

/// The channel was spoken to, and what it says now counts.
void MoneyOffice::lookAfterOrders()
{
    m_first.read(
        QStringLiteral("/api/v1/payments?state=for-person"), [this](const Result<QJsonObject> &answer) {
            if (!answer)
                return;
            for (const QJsonValue value : (*answer)[QLatin1String("payments")].toArray()) {
                const QString order = value[QLatin1String("order")].toString();
                m_tell(QStringLiteral("office"), QStringLiteral("has order %1 asked again").arg(order));
                m_first.write(QStringLiteral("/api/v1/payments/%1/settle").arg(order),
                              {{QStringLiteral("verdict"), QStringLiteral("ask-again")},
                               {QStringLiteral("note"), QStringLiteral("the channel was called")}},
                              Ignored);
            }
        });
}

void MoneyOffice::lookAfterBreaks()
{
    m_first.read(QStringLiteral("/api/v1/reconcile/breaks"), [this](const Result<QJsonObject> &answer) {
        if (!answer)
            return;
        for (const QJsonValue value : (*answer)[QLatin1String("breaks")].toArray())
            settle(value.toObject());
    });
}

void MoneyOffice::settle(const QJsonObject &found)
{
    const QString state = found[QLatin1String("state")].toString();
    if (state == QLatin1String("proposed"))
        return confirm(found);
    if (state == QLatin1String("taken"))
        return propose(found);
    m_tell(QStringLiteral("office"),
           QStringLiteral("finds that %1 %2")
               .arg(found[QLatin1String("number")].toString(), found[QLatin1String("class")].toString()));
    m_first.write(casePath(found, "take"), {}, [this, found](const Result<QJsonObject> &taken) {
        if (taken)
            propose(found);
    });
}

/// A fee that is wrong is claimed from the channel: it is in no account of ours that one could take it from.
void MoneyOffice::propose(const QJsonObject &found)
{
    const bool writesOff =
        found[QLatin1String("class")].toString() != QLatin1String("fee-differs") && m_chance.oneIn(2);
    const qint64 id = found[QLatin1String("exception")].toInteger();
    m_first.write(casePath(found, "propose"),
                  {{QStringLiteral("resolution"),
                    writesOff ? QStringLiteral("write-off") : QStringLiteral("explained")},
                   {QStringLiteral("reason"), QStringLiteral("the channel has no more to say")}},
                  [this, found, id, writesOff](const Result<QJsonObject> &proposed) {
                      if (!proposed)
                          return;
                      m_writesOff[id] = writesOff;
                      confirm(found);
                  });
}

void MoneyOffice::confirm(const QJsonObject &found)
{
    m_second.write(casePath(found, "confirm"), {}, [this, found](const Result<QJsonObject> &done) {
        const qint64 id = found[QLatin1String("exception")].toInteger();
        if (!done || std::exchange(m_counted[id], true) || !m_writesOff[id])
            return;
        JsonReader in(found);
        writtenOff[in.integer("merchant", 1, std::numeric_limits<qint64>::max())] += in.money("stake").minor;
    });
}

/// A day whose breaks are all explained is closed; of one that is closed the bank has the money.
void MoneyOffice::lookAfterDays()
{
    m_first.read(QStringLiteral("/api/v1/reconcile/days"), [this](const Result<QJsonObject> &answer) {
        if (!answer)
            return;
        for (const QJsonValue value : (*answer)[QLatin1String("days")].toArray()) {
            const QJsonObject day = value.toObject();
            const QString state = day[QLatin1String("state")].toString();
            if (state == QLatin1String("compared") && day[QLatin1String("breaks")].toInteger() == 0)
                m_first.write(dayPath(day, "close"), {}, Ignored);
            if (state != QLatin1String("closed") || day.contains(QLatin1String("arrived")))
                continue;
            const QDate date = QDate::fromString(day[QLatin1String("day")].toString(), Qt::ISODate);
            const Money amount = arrives({day[QLatin1String("merchant")].toInteger()}, date);
            if (!amount.isZero())
                m_first.write(
                    dayPath(day, "arrivals"),
                    {{QStringLiteral("amount"), toJson(amount)},
                     {QStringLiteral("reference"), QStringLiteral("bank ") + date.toString(Qt::ISODate)}},
                    Ignored);
        }
    });
}

void MoneyOffice::refund(const QString &orderNo, qint64 fen, qint64 agreesAfterMs)
{
    ++refunds;
    const QString path = QStringLiteral("/api/v1/payments/%1/refunds").arg(orderNo);
    const QJsonObject wish{{QStringLiteral("amount"), toJson(Money{fen, {}})},
                           {QStringLiteral("note"), QStringLiteral("not wanted any more")}};
    m_tell(QStringLiteral("office"), QStringLiteral("gives %1 fen of order %2 back").arg(fen).arg(orderNo));
    m_first.write(path, wish, [=, this](const Result<QJsonObject> &answer) {
        if (!answer || !(*answer)[QLatin1String("waiting")].toBool())
            return;
        m_time.after(agreesAfterMs, [=, this] {
            m_tell(QStringLiteral("office"), QStringLiteral("agrees to give back of order ") + orderNo);
            m_second.write(path, wish, Ignored);
        });
    });
}

}
