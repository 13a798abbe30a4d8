#include "apps/sim/sim_dart.h"

#include "core/station/devices/pumps/dart/dart_bits.h"

namespace youka::sim {

using dart::Control;
using dart::Frame;

namespace {
constexpr qint64 FillingEveryMs = 300;
}

SimDart::SimDart(SimPump &pump)
    : m_pump(pump)
{
}

QByteArray SimDart::frame(Control control, quint8 block, const QByteArray &data) const
{
    return dart::encode({quint8(address()), control, block, data});
}

void SimDart::restart()
{
    m_pump.powerCycle();
    m_lastReceived.reset();
    m_nextBlock = 0;
    m_unacknowledged.reset();
    m_saidStatus.reset();
    m_saidNozzle.reset();
    m_saidFilling.reset();
    m_toSay = {dart::Alarm{0x0A}};
}

QByteArray SimDart::onEvent(const dart::Event &event, qint64 nowMs)
{
    m_pump.advance(nowMs);
    if (const auto *corrupt = std::get_if<dart::Corrupt>(&event)) {
        if (corrupt->address != address())
            return {};
        m_lastReceived.reset(); // both sides restart at block 0
        return frame(Control::Nak, corrupt->block);
    }
    const Frame &in = std::get<Frame>(event);
    if (in.address != address())
        return {};
    switch (in.control) {
    case Control::Poll:
        return answerPoll(nowMs);
    case Control::Data:
        return onData(in);
    case Control::Ack:
    case Control::AckPoll:
        if (m_unacknowledged && in.block == m_unacknowledgedBlock) {
            m_unacknowledged.reset();
            m_nextBlock = dart::nextBlock(m_nextBlock);
        }
        return in.control == Control::AckPoll ? answerPoll(nowMs) : QByteArray();
    case Control::Nak:
        return m_unacknowledged ? frame(Control::Data, m_unacknowledgedBlock, *m_unacknowledged)
                                : QByteArray();
    default:
        return {};
    }
}

QByteArray SimDart::answerPoll(qint64 nowMs)
{
    if (!m_unacknowledged) {
        lookForNews(nowMs);
        if (m_toSay.isEmpty())
            return frame(Control::Eot, 0);
        QList<dart::Transaction> transactions;
        for (const dart::Report &report : std::as_const(m_toSay))
            transactions.append(dart::toTransaction(report));
        m_toSay.clear();
        m_unacknowledged = dart::joinTransactions(transactions);
        m_unacknowledgedBlock = m_nextBlock;
    }
    return frame(Control::Data, m_unacknowledgedBlock, *m_unacknowledged);
}

void SimDart::lookForNews(qint64 nowMs)
{
    if (m_saidStatus != m_pump.status()) {
        m_saidStatus = m_pump.status();
        m_toSay.append(dart::StatusReport{*m_saidStatus});
    }
    const dart::NozzleReport nozzle = m_pump.nozzleReport();
    if (m_saidNozzle != nozzle) {
        m_saidNozzle = nozzle;
        m_toSay.append(nozzle);
    }
    const dart::Filling filling = m_pump.filling();
    const bool due = m_pump.status() == dart::Status::Filling && nowMs - m_fillingSaidMs >= FillingEveryMs;
    if (due && m_saidFilling != filling) {
        m_saidFilling = filling;
        m_fillingSaidMs = nowMs;
        m_toSay.append(filling);
    }
}

QByteArray SimDart::onData(const Frame &in)
{
    if (m_refusals > 0) {
        --m_refusals;
        m_lastReceived.reset();
        return frame(Control::Nak, in.block);
    }
    if (m_lastReceived == in.block) {
        ++m_repeats;
    } else {
        ++m_applied;
        m_lastReceived = in.block;
        if (const auto transactions = dart::splitTransactions(in.data))
            for (const dart::Transaction &transaction : *transactions)
                apply(transaction);
    }
    return frame(Control::Ack, in.block);
}

void SimDart::apply(const dart::Transaction &transaction)
{
    const QByteArray &data = transaction.data;
    const auto number = dart::fromBcd(data);
    switch (transaction.trans) {
    case 0x01:
        if (data.size() == 1)
            applyCommand(dart::Command(data[0]));
        break;
    case 0x02: {
        QList<int> nozzles;
        for (const char nozzle : data)
            nozzles.append(nozzle);
        m_pump.allow(nozzles);
        break;
    }
    case 0x03:
        if (data.size() == 4 && number)
            m_pump.presetVolume(*number);
        break;
    case 0x04:
        if (data.size() == 4 && number)
            m_pump.presetAmount(*number);
        break;
    case 0x05: {
        QList<qint64> prices;
        for (qsizetype at = 0; at + 3 <= data.size(); at += 3)
            prices.append(dart::fromBcd(QByteArrayView(data).sliced(at, 3)).value_or(0));
        m_pump.setPrices(prices);
        break;
    }
    case 0x65:
        if (data.size() == 1 && (data[0] & 0x0F) >= 1 && (data[0] & 0x0F) <= m_pump.config().nozzles.size())
            m_toSay.append(m_pump.totals(data[0] & 0x0F, (data[0] & 0x10) != 0));
        break;
    default:
        break;
    }
}

void SimDart::applyCommand(dart::Command command)
{
    switch (command) {
    case dart::Command::ReturnStatus:
        m_saidStatus.reset();
        m_saidNozzle.reset();
        break;
    case dart::Command::ReturnFilling:
        m_toSay.append(m_pump.filling());
        break;
    case dart::Command::ReturnIdentity:
        m_toSay.append(dart::Identity{"0000000001"});
        break;
    default:
        m_pump.command(command);
        break;
    }
}

QList<QByteArray> SimDartLine::feed(const QByteArray &bytes, qint64 nowMs)
{
    QList<QByteArray> answers;
    for (const dart::Event &event : m_decoder.feed(bytes))
        for (SimDart *side : std::as_const(m_sides))
            if (const QByteArray answer = side->onEvent(event, nowMs); !answer.isEmpty())
                answers.append(answer);
    return answers;
}

}
