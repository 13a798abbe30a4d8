#include "core/domain/access/terminal_service.h"

#include "core/foundation/crypto/chain.h"
#include "core/foundation/crypto/digest.h"
#include "core/foundation/crypto/signing.h"

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
    return m_terminals.insert(terminal, now).map([&](TerminalId id) {
        terminal.id = id;
        return terminal;
    });
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
