#pragma once

#include "core/foundation/crypto/aes.h"

#include <QByteArray>
#include <QRandomGenerator>
#include <QString>

#include <optional>

namespace youka::sim {

/// What a personalised card carries, from the file that `youka-server chips export` writes.
struct Personalisation
{
    QByteArray application; ///< three bytes as they travel
    int keyNumber = 0;
    QByteArray systemName;
    QByteArray master;

    /// Errors: SettingsInvalid naming file and member.
    static Result<Personalisation> load(const QString &file);
};

/// The card's side of a MIFARE DESFire authentication, written from the sheet and not from the product: it
/// makes its key as CMAC, with the library's. Pure. Source: docs/protocols/desfire.md.
class SimDesfire
{
public:
    enum class Kind {
        Genuine,       ///< EV2
        Ev1,           ///< does not know the command 71
        WrongKey,      ///< has the application and a key of somebody else
        Forged,        ///< knows no key and claims success
        NoApplication, ///< another issuer's
        Torn,          ///< genuine, and pulled out once it gave its challenge
    };

    SimDesfire(const Personalisation &scheme, const QByteArray &uid, Kind kind, quint32 seed);

    /// The field was off: what was begun is forgotten.
    void reset();
    /// The answer to an APDU, with its status.
    QByteArray answer(const QByteArray &apdu);
    /// It was pulled out after its last answer.
    bool isTornOut() const { return m_tornOut; }

private:
    enum class Way { None, Ev1, Ev2 };
    QByteArray select(const QByteArray &data);
    QByteArray giveChallenge(Way way, const QByteArray &data);
    QByteArray checkToken(const QByteArray &token);
    QByteArray random(qsizetype size);

    QByteArray m_application;
    int m_keyNumber;
    AesKey m_key;
    Kind m_kind;
    QRandomGenerator m_random;
    bool m_selected = false;
    Way m_pending = Way::None; ///< a challenge was given, its answer is awaited
    QByteArray m_challenge;
    QByteArray m_lastBlock; ///< sent by the card; EV1 goes on from it
    bool m_tornOut = false;
};

/// "genuine", "ev1", "wrong-key", "forged", "no-application", "torn".
std::optional<SimDesfire::Kind> chipKindFromName(const QString &name);

}
