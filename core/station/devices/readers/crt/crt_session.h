#pragma once

#include "core/domain/cards/chip_scheme.h"
#include "core/station/devices/readers/card_reader.h"
#include "core/station/devices/readers/chip/desfire_auth.h"
#include "core/station/devices/readers/crt/crt_codec.h"

#include <QList>

namespace youka::crt {

/// Times in milliseconds. Source: docs/protocols/crt-reader.md, "Exchange".
struct Config
{
    quint8 address = 0;
    int pollMs = 150;         ///< pause between two status questions
    int offlinePollMs = 1000; ///< pause between two tries to reach a silent reader
    int replyMs = 1000;       ///< until the 06, and from it to the answer
    int motorMs = 8000;       ///< the same answer when the motor runs
    int interByteMs = 100;    ///< within one frame
    int retries = 3;          ///< sends after the first one
    bool enquiry = false;     ///< older variants: the answer comes after a 05 of the host
};

/// What a command of ours is about.
enum class Step { Off, Initialise, Status, ReadTrack, ActivateChip, ReadUid, ProveChip };

/// One reader: initialises, asks whether a card is there, reads its stripe or else its chip number, waits
/// until it is gone. With the scheme's key it lets the chip prove itself; a chip that has no application of
/// ours is known by its number, one that has it and cannot prove it is refused. Pure: events and the time in,
/// bytes and notices out.
class Session
{
public:
    /// `random` makes the challenges.
    explicit Session(Config config, std::optional<ChipScheme> scheme = {},
                     desfire::Authentication::Random random = randomBytes)
        : m_config(config)
        , m_scheme(std::move(scheme))
        , m_random(std::move(random))
    {
    }

    struct Removed
    {
        bool operator==(const Removed &) const = default;
    };
    /// The error is CardReadFailed or CardNotGenuine, once per card, or LinkLost, once per outage. A card
    /// that was in when the reader fell silent is Removed first and presented anew afterwards.
    using Notice = std::variant<CardRead, Removed, ErrorCode>;
    struct Output
    {
        QByteArray send;
        QList<Notice> notices;
    };

    Output onOpened(qint64 nowMs);
    Output onLost();
    Output onEvent(const Event &event, qint64 nowMs);
    /// Does nothing before dueMs().
    Output onTimer(qint64 nowMs);
    qint64 dueMs() const { return m_due; }
    /// The owner stopped it: no notices.
    void stop();

private:
    enum class Card { None, Presented, Refused };

    Output ask(Step step, qint64 nowMs);
    Output send(qint64 nowMs);
    Output retry(qint64 nowMs);
    Output giveUp(qint64 nowMs);
    Output pause(qint64 nowMs);
    Output onReply(const Reply &reply, qint64 nowMs);
    Output onStatus(const Reply &reply, qint64 nowMs);
    Output onUid(const Reply &reply, qint64 nowMs);
    Output prove(qint64 nowMs);
    Output onProof(const Reply &reply, qint64 nowMs);
    Output unproven(ErrorCode why, qint64 nowMs);
    Output present(CardRead::Kind kind, const QByteArray &data, qint64 nowMs);
    Output unreadable(qint64 nowMs);
    Output refuse(ErrorCode code, qint64 nowMs);
    void outage(Output &out);
    QByteArray text() const;

    const Config m_config;
    const std::optional<ChipScheme> m_scheme;
    const desfire::Authentication::Random m_random;
    std::optional<desfire::Authentication> m_proof; ///< holds the card's key, so no longer than it is needed
    QByteArray m_uid;                               ///< of the card that is being asked to prove it
    QByteArray m_apdu;                              ///< what it is asked now
    int m_proofTries = 0;
    Step m_step = Step::Off;
    Card m_card = Card::None;
    bool m_waiting = false; ///< an answer is due
    bool m_acked = false;
    bool m_lost = false;    ///< the outage was told
    bool m_refused = false; ///< the last status question was
    int m_sends = 0;
    int m_readTries = 0;
    qint64 m_due = 0;
};

/// Text of the command of a step; empty for Off and for ProveChip, which asks several things.
QByteArray commandOf(Step step);

}
