#pragma once

#include "apps/sim/sim_desfire.h"
#include "core/station/devices/readers/crt/crt_codec.h"

#include <QList>

namespace youka::sim {

/// The device side of a CRT reader: a slot for a striped card and a field for a contactless one. Pure.
/// Source: docs/protocols/crt-reader.md.
class SimCrt
{
public:
    struct Card
    {
        QByteArray track2;                   ///< ';' to the check character; empty: no stripe
        QByteArray uid;                      ///< 4, 7 or 10 bytes; empty: no chip
        std::optional<SimDesfire> chip = {}; ///< absent: the chip has nothing but its number
    };

    /// False: there is one already.
    bool insert(const Card &card);
    bool remove();
    bool hasCard() const { return m_card.has_value(); }
    /// Off and on again: wants to be initialised.
    void restart() { m_initialised = false; }
    /// Answers a stripe question with 'N' also when it succeeded, as one model does.
    void setStripeHeadIsN(bool on) { m_stripeHeadIsN = on; }
    int commands() const { return m_commands; }

    /// Answers in order; each is one piece for the fault plan.
    QList<QByteArray> feed(const QByteArray &bytes, qint64 nowMs);

private:
    QByteArray answer(const QByteArray &text);
    QByteArray positive(const QByteArray &text, const QByteArray &data = {}) const;
    QByteArray negative(const QByteArray &text, const char *code) const;
    QByteArray answerStripe(const QByteArray &text) const;
    QByteArray answerChip(const QByteArray &text);

    crt::Decoder m_decoder;
    std::optional<Card> m_card;
    bool m_initialised = false;
    bool m_chipActive = false;
    bool m_stripeHeadIsN = false;
    int m_commands = 0;
    qint64 m_lastByteMs = 0;
};

/// ';' number '=' YYMM 501 0000 '?' and its check character: what a card of this number carries.
QByteArray track2Of(const QByteArray &number, const QByteArray &expiryYymm = "2912");

}
