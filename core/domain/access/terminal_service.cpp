#include "core/domain/access/terminal_service.h"

#include "core/foundation/crypto/chain.h"
#include "core/foundation/crypto/digest.h"
#include "core/foundation/crypto/signing.h"
#include "core/foundation/store/change_feed.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace youka {

namespace {

/// 12 characters of an alphabet without look-alikes: 60 bits, and a wrong guess costs a request.
QString newCode()
{
    static constexpr char Alphabet[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // 32 letters: no 0, 1, I, O
    const QByteArray random = randomBytes(12);
    QString code;
    for (qsizetype i = 0; i < random.size(); ++i) {
        if (i == 4 || i == 8)
            code += u'-';
        code += QLatin1Char(Alphabet[quint8(random[i]) % 32]);
    }
    return code;
}

QByteArray codeHash(const QString &code) { return sha256("enrolment:" + code.trimmed().toUpper().toUtf8()); }

}

Result<QString> TerminalService::invite(const QString &name, StationId station, const QString &kind,
                                        Timestamp now)
{
    const QString code = newCode();
    return m_terminals.insertCode(codeHash(code), {name, station, kind, now.plusMs(CodeLifeMs), false})
        .map([&] { return code; });
}

Result<Terminal> TerminalService::enrol(const QString &code, const QByteArray &publicKey, Timestamp now)
{
    if (const auto key = VerifyingKey::fromBytes(publicKey); !key)
        return fail(key.error());
    const auto found = m_terminals.findCode(codeHash(code));
    if (!found)
        return fail(found.error());
    if (!*found || (*found)->used || (*found)->expires < now)
        return fail(ErrorCode::EnrolmentCodeInvalid);
    if (const auto used = m_terminals.useCode(codeHash(code), now); !used)
        return fail(used.error());
    Terminal terminal{
        {}, (*found)->name, (*found)->station, (*found)->kind, publicKey, Terminal::State::Active,
        0,  chainStart()};
    const auto id = m_terminals.insert(terminal, now);
    if (!id)
        return fail(id.error());
    terminal.id = *id;
    return announce(terminal, now).map([&] { return terminal; });
}

Result<void> TerminalService::setState(TerminalId id, Terminal::State state, Timestamp now)
{
    return m_terminals.setState(id, state)
        .and_then([&] { return m_terminals.find(id); })
        .and_then([&](const std::optional<Terminal> &terminal) -> Result<void> {
            if (!terminal)
                return fail(ErrorCode::NotFound);
            return announce(*terminal, now);
        });
}

Result<void> TerminalService::announce(const Terminal &terminal, Timestamp now)
{
    const QJsonObject body{{QStringLiteral("terminal"), terminal.id.value},
                           {QStringLiteral("station"), terminal.station.value},
                           {QStringLiteral("name"), terminal.name},
                           {QStringLiteral("kind"), terminal.kind},
                           {QStringLiteral("publicKey"), QString::fromLatin1(terminal.publicKey.toBase64())},
                           {QStringLiteral("active"), terminal.state == Terminal::State::Active}};
    return ChangeFeed(m_db).append(QStringLiteral("terminal"), QString::number(terminal.id.value),
                                   QJsonDocument(body).toJson(QJsonDocument::Compact), now);
}

Result<Terminal> TerminalService::active(TerminalId id)
{
    return m_terminals.find(id).and_then([](const std::optional<Terminal> &terminal) -> Result<Terminal> {
        if (!terminal)
            return fail(ErrorCode::NotSignedIn);
        if (terminal->state != Terminal::State::Active)
            return fail(ErrorCode::TerminalRevoked);
        return *terminal;
    });
}

}
