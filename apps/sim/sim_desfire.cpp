#include "apps/sim/sim_desfire.h"

#include "core/foundation/base/json.h"

#include <QFile>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
#include <memory>

namespace youka::sim {

namespace {

const QByteArray Zero(16, '\0');

QByteArray status(int code) { return QByteArray(1, char(0x91)) + char(code); }
const QByteArray Done = status(0x00);
const QByteArray More = status(0xAF);
const QByteArray UnknownCommand = status(0x1C);
const QByteArray NoSuchKey = status(0x40);
const QByteArray WrongLength = status(0x7E);
const QByteArray NotFound = status(0xA0);
const QByteArray Refused = status(0xAE);
const QByteArray Aborted = status(0xCA);

QByteArray turned(const QByteArray &bytes) { return bytes.sliced(1) + bytes.first(1); }

/// CMAC as the library computes it. The input of a card's key is longer than one block, so that this is
/// AN10922 too.
QByteArray cmac(const QByteArray &key, const QByteArray &text)
{
    using Mac = std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)>;
    using Context = std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)>;
    const Mac mac(EVP_MAC_fetch(nullptr, "CMAC", nullptr), &EVP_MAC_free);
    const Context ctx(EVP_MAC_CTX_new(mac.get()), &EVP_MAC_CTX_free);
    char cipher[] = "AES-128-CBC";
    const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_CIPHER, cipher, 0),
                                 OSSL_PARAM_construct_end()};
    const auto bytes = [](const QByteArray &b) {
        return reinterpret_cast<const unsigned char *>(b.constData());
    };
    QByteArray out(16, '\0');
    size_t size = 0;
    const bool ok = EVP_MAC_init(ctx.get(), bytes(key), size_t(key.size()), params) == 1
        && EVP_MAC_update(ctx.get(), bytes(text), size_t(text.size())) == 1
        && EVP_MAC_final(ctx.get(), reinterpret_cast<unsigned char *>(out.data()), &size, 16) == 1;
    ensure(ok && size == 16, "CMAC");
    return out;
}

AesKey keyOf(const Personalisation &scheme, const QByteArray &uid, SimDesfire::Kind kind)
{
    QByteArray master = scheme.master;
    if (kind == SimDesfire::Kind::WrongKey)
        master[0] = char(master[0] ^ 1);
    const QByteArray input = '\x01' + uid + scheme.application + scheme.systemName;
    ensure(input.size() > 16 && input.size() <= 32, "a key's input has two blocks");
    const auto key = AesKey::fromBytes(cmac(master, input));
    ensure(key.has_value(), "a card has a key");
    return *key;
}

}

Result<Personalisation> Personalisation::load(const QString &file)
{
    const auto refuse = [&](const QString &why) {
        return fail(ErrorCode::SettingsInvalid, file + QStringLiteral(": ") + why);
    };
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return refuse(in.errorString());
    const auto json = parseJsonObject(in.readAll());
    if (!json)
        return refuse(json.error().detail);
    JsonReader reader(*json);
    const auto hex = [&](const char *name) { return QByteArray::fromHex(reader.text(name, 64).toLatin1()); };
    const Personalisation scheme{hex("application"), int(reader.integer("keyNumber", 0, 13)),
                                 hex("systemName"), hex("master")};
    if (reader.error())
        return refuse(reader.error()->detail);
    if (scheme.application.size() != 3 || scheme.master.size() != AesKey::Size)
        return refuse(QStringLiteral("an application has 3 bytes, a key 16"));
    return scheme;
}

SimDesfire::SimDesfire(const Personalisation &scheme, const QByteArray &uid, Kind kind, quint32 seed)
    : m_application(scheme.application)
    , m_keyNumber(scheme.keyNumber)
    , m_key(keyOf(scheme, uid, kind))
    , m_kind(kind)
    , m_random(seed)
{
}

QByteArray SimDesfire::random(qsizetype size)
{
    QByteArray out(size, '\0');
    std::generate(out.begin(), out.end(), [this] { return char(m_random.bounded(256)); });
    return out;
}

void SimDesfire::reset()
{
    m_selected = false;
    m_pending = Way::None;
}

QByteArray SimDesfire::answer(const QByteArray &apdu)
{
    // CLA INS 00 00 [Lc data] 00
    if (apdu.size() < 5 || apdu[0] != char(0x90))
        return QByteArray::fromHex("6e00");
    const QByteArray data = apdu.size() > 5 ? apdu.sliced(5).chopped(1) : QByteArray();
    if (data.size() != (apdu.size() > 5 ? quint8(apdu[4]) : 0))
        return WrongLength;
    const auto instruction = quint8(apdu[1]);
    const Way pending = std::exchange(m_pending, Way::None); // whatever comes, a challenge is answered once
    if (pending != Way::None && instruction != 0xAF)
        return Aborted;
    switch (instruction) {
    case 0x5A:
        return select(data);
    case 0x71:
        return m_kind == Kind::Ev1 ? UnknownCommand : giveChallenge(Way::Ev2, data);
    case 0xAA:
        return giveChallenge(Way::Ev1, data);
    case 0xAF:
        m_pending = pending;
        return pending == Way::None ? Aborted : checkToken(data);
    default:
        return UnknownCommand;
    }
}

QByteArray SimDesfire::select(const QByteArray &data)
{
    if (data.size() != 3)
        return WrongLength;
    m_selected = m_kind != Kind::NoApplication && data == m_application;
    return m_selected ? Done : NotFound;
}

QByteArray SimDesfire::giveChallenge(Way way, const QByteArray &data)
{
    // 71 names the key and the length of the reader's capabilities, AA the key alone.
    if (data.size() != (way == Way::Ev2 ? 2 + quint8(data.size() > 1 ? data[1] : 0) : 1))
        return WrongLength;
    if (!m_selected || quint8(data[0]) != m_keyNumber)
        return NoSuchKey;
    m_pending = way;
    m_challenge = random(16);
    m_lastBlock = aesCbcEncrypt(m_key, Zero, m_challenge);
    m_tornOut = m_kind == Kind::Torn;
    return m_lastBlock + More;
}

QByteArray SimDesfire::checkToken(const QByteArray &token)
{
    const bool ev2 = std::exchange(m_pending, Way::None) == Way::Ev2;
    if (m_kind == Kind::Forged)
        return random(ev2 ? 32 : 16) + Done;
    if (token.size() != 32)
        return WrongLength;
    const QByteArray plain = aesCbcDecrypt(m_key, ev2 ? Zero : m_lastBlock, token);
    if (plain.last(16) != turned(m_challenge))
        return Refused;
    const QByteArray theirs = turned(plain.first(16));
    if (!ev2)
        return aesCbcEncrypt(m_key, token.last(16), theirs) + Done;
    const QByteArray capabilities(12, '\0');
    return aesCbcEncrypt(m_key, Zero, random(4) + theirs + capabilities) + Done;
}

std::optional<SimDesfire::Kind> chipKindFromName(const QString &name)
{
    using Kind = SimDesfire::Kind;
    static constexpr std::pair<const char *, Kind> Kinds[] = {{"genuine", Kind::Genuine},
                                                              {"ev1", Kind::Ev1},
                                                              {"wrong-key", Kind::WrongKey},
                                                              {"forged", Kind::Forged},
                                                              {"no-application", Kind::NoApplication},
                                                              {"torn", Kind::Torn}};
    for (const auto &[word, kind] : Kinds)
        if (name == QLatin1String(word))
            return kind;
    return std::nullopt;
}

}
