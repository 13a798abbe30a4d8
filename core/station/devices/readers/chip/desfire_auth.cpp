#include "core/station/devices/readers/chip/desfire_auth.h"

#include <algorithm>

namespace youka::desfire {

namespace {

constexpr quint8 SelectApplication = 0x5A;
constexpr quint8 AuthenticateEv2First = 0x71;
constexpr quint8 AuthenticateAes = 0xAA;
constexpr quint8 NextFrame = 0xAF;

constexpr char StatusOfNative = char(0x91);
constexpr quint8 Ok = 0x00;
constexpr quint8 MoreFrames = 0xAF;
constexpr quint8 UnknownCommand = 0x1C;
constexpr quint8 NoSuchKey = 0x40;
constexpr quint8 NotPermitted = 0x9D;
constexpr quint8 AuthenticationError = 0xAE;
constexpr quint8 ApplicationNotFound = 0xA0;

constexpr qsizetype StatusSize = 2;
constexpr qsizetype TransactionIdSize = 4;
constexpr qsizetype CapabilitiesSize = 12; ///< the card's and ours, six bytes each

/// A native command in the wrapping of ISO/IEC 7816-4.
QByteArray wrapped(quint8 instruction, QByteArrayView data)
{
    QByteArray apdu;
    apdu.append(char(0x90)).append(char(instruction)).append(2, '\0').append(char(data.size()));
    return apdu.append(data).append('\0');
}

QByteArray zeroBlock() { return QByteArray(AesBlockSize, '\0'); }

QByteArray rotatedLeft(QByteArrayView bytes)
{
    QByteArray out(bytes.size(), Qt::Uninitialized);
    std::rotate_copy(bytes.begin(), bytes.begin() + 1, bytes.end(), out.begin());
    return out;
}

QString statusText(quint8 status)
{
    return QStringLiteral("status %1").arg(status, 2, 16, QLatin1Char('0')).toUpper();
}

/// The card's word that it does not have what it is asked for, or does not believe us.
bool isRefusal(quint8 status)
{
    return status == AuthenticationError || status == NoSuchKey || status == NotPermitted
        || status == UnknownCommand;
}

tl::unexpected<Error> wrongStatus(quint8 status)
{
    return fail(isRefusal(status) ? ErrorCode::CardNotGenuine : ErrorCode::CardReadFailed,
                statusText(status));
}

}

QByteArray Authentication::start()
{
    return ask(State::Selecting, wrapped(SelectApplication, m_proof.application)).apdu;
}

Authentication::Turn Authentication::ask(State state, QByteArray apdu)
{
    m_state = state;
    return {Turn::Kind::Ask, std::move(apdu)};
}

Result<Authentication::Turn> Authentication::onReply(QByteArrayView reply)
{
    if (reply.size() < StatusSize)
        return fail(ErrorCode::CardRemoved, QStringLiteral("no status"));
    const QByteArrayView data = reply.chopped(StatusSize);
    const auto status = quint8(reply.back());
    const bool native = reply[reply.size() - StatusSize] == StatusOfNative;
    if (!native && m_state != State::Selecting)
        return fail(ErrorCode::CardReadFailed, QStringLiteral("not the status of a DESFire card"));
    switch (m_state) {
    case State::Selecting:
        if (!data.isEmpty()) // nothing is due but a status: this answers something else
            return fail(ErrorCode::CardReadFailed, QStringLiteral("more than a status"));
        if (!native || status == ApplicationNotFound || status == UnknownCommand)
            return Turn{Turn::Kind::NoApplication, {}};
        if (status != Ok) // e.g. that it was asked something else before
            return fail(ErrorCode::CardReadFailed, statusText(status));
        return ask(State::AskedEv2,
                   wrapped(AuthenticateEv2First, QByteArray(1, char(m_proof.keyNumber)).append('\0')));
    case State::AskedEv2:
    case State::AskedEv1:
        return onAsked(status, data);
    case State::Challenged:
        return onAnswered(status, data);
    case State::Idle:
    case State::Over:
        break;
    }
    return fail(ErrorCode::CardReadFailed, QStringLiteral("a reply to nothing"));
}

Result<Authentication::Turn> Authentication::onAsked(quint8 status, QByteArrayView data)
{
    if (m_state == State::AskedEv2 && status == UnknownCommand) {
        m_way = Way::Ev1;
        return ask(State::AskedEv1, wrapped(AuthenticateAes, QByteArray(1, char(m_proof.keyNumber))));
    }
    if (status != MoreFrames)
        return wrongStatus(status);
    if (data.size() != AesBlockSize)
        return fail(ErrorCode::CardReadFailed, QStringLiteral("a challenge of %1 bytes").arg(data.size()));
    return challenge(data);
}

/// Shows the card that we have read its challenge, and gives it ours.
Authentication::Turn Authentication::challenge(QByteArrayView encrypted)
{
    m_challenge = m_random(AesBlockSize);
    const QByteArray theirs = aesCbcDecrypt(m_proof.key, zeroBlock(), encrypted);
    const QByteArray iv = m_way == Way::Ev1 ? encrypted.toByteArray() : zeroBlock();
    const QByteArray token = aesCbcEncrypt(m_proof.key, iv, m_challenge + rotatedLeft(theirs));
    m_lastSent = token.last(AesBlockSize);
    return ask(State::Challenged, wrapped(NextFrame, token));
}

Result<Authentication::Turn> Authentication::onAnswered(quint8 status, QByteArrayView data)
{
    m_state = State::Over;
    if (status != Ok)
        return wrongStatus(status);
    const bool ev2 = m_way == Way::Ev2;
    const qsizetype size = ev2 ? TransactionIdSize + AesBlockSize + CapabilitiesSize : AesBlockSize;
    if (data.size() != size)
        return fail(ErrorCode::CardReadFailed, QStringLiteral("an answer of %1 bytes").arg(data.size()));
    const QByteArray answer = aesCbcDecrypt(m_proof.key, ev2 ? zeroBlock() : m_lastSent, data);
    const auto ours = QByteArrayView(answer).sliced(ev2 ? TransactionIdSize : 0, AesBlockSize);
    if (!equalInConstantTime(ours, rotatedLeft(m_challenge)))
        return fail(ErrorCode::CardNotGenuine, QStringLiteral("not our challenge"));
    return Turn{Turn::Kind::Proven, {}};
}

}
