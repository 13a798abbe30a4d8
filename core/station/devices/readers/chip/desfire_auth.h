#pragma once

#include "core/foundation/crypto/aes.h"
#include "core/foundation/crypto/digest.h"

#include <functional>

namespace youka::desfire {

/// What a card is asked to prove: that it holds this key, under this number, in this application.
struct Proof
{
    QByteArray application; ///< three bytes as they travel, the low one first
    quint8 keyNumber = 0;
    AesKey key; ///< of this card, not of the scheme
};

/// One mutual authentication with a MIFARE DESFire card, after which both sides know that the other has the
/// key. Selects the application, then asks by the EV2 command (71), and by the EV1 command (AA) a card that
/// does not know that one. Pure: the card's replies in, APDUs out. No session key is made of it, because
/// nothing more is asked of the card; so the challenges are no secrets once they were answered, and only the
/// key is wiped. Source: docs/protocols/desfire.md, "Authentication".
class Authentication
{
public:
    using Random = std::function<QByteArray(qsizetype)>;

    explicit Authentication(Proof proof, Random random = randomBytes)
        : m_proof(std::move(proof))
        , m_random(std::move(random))
    {
    }

    struct Turn
    {
        enum class Kind {
            Ask,           ///< `apdu` is for the card
            Proven,        ///< it is the card it says it is
            NoApplication, ///< it is none of ours, and says so
        } kind = Kind::Ask;
        QByteArray apdu;
    };

    /// The first APDU.
    QByteArray start();
    /// `reply` ends with its two status bytes. The error is final.
    /// Errors: CardRemoved (nothing came back: it was taken away), CardReadFailed (an answer that makes no
    /// sense here), CardNotGenuine (it does not have the key).
    Result<Turn> onReply(QByteArrayView reply);

    /// The card said that it has the application.
    bool hasApplication() const { return m_state > State::Selecting; }
    /// Whether the last APDU may be sent again when its reply was lost. A card that is in the middle of an
    /// exchange takes nothing twice.
    bool mayRepeat() const { return !hasApplication(); }

private:
    enum class State { Idle, Selecting, AskedEv2, AskedEv1, Challenged, Over };
    enum class Way { Ev2, Ev1 };

    Result<Turn> onAsked(quint8 status, QByteArrayView data);
    Result<Turn> onAnswered(quint8 status, QByteArrayView data);
    Turn challenge(QByteArrayView encrypted);
    Turn ask(State state, QByteArray apdu);

    const Proof m_proof;
    const Random m_random;
    State m_state = State::Idle;
    Way m_way = Way::Ev2;
    QByteArray m_challenge; ///< ours, RndA
    QByteArray m_lastSent;  ///< EV1 goes on from the last block sent
};

}
