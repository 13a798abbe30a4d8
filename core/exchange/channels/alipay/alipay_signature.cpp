#include "core/exchange/channels/alipay/alipay_signature.h"

#include <QCryptographicHash>

namespace youka::alipay {

namespace {

QByteArray joined(const Fields &fields, const QList<QByteArray> &without, bool emptyToo)
{
    QByteArray text;
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        if (without.contains(it.key()) || (it->isEmpty() && !emptyToo))
            continue;
        if (!text.isEmpty())
            text += '&';
        text += it.key() + '=' + *it;
    }
    return text;
}

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Walks over JSON without understanding it: strings with escapes, and what nests.
class Walker
{
public:
    explicit Walker(QByteArrayView json)
        : m_json(json)
    {
    }
    bool atEnd() const { return m_at >= m_json.size(); }
    char here() const { return atEnd() ? '\0' : m_json.at(m_at); }
    void skipSpace()
    {
        while (!atEnd() && isSpace(m_json.at(m_at)))
            ++m_at;
    }
    bool take(char wanted)
    {
        skipSpace();
        if (here() != wanted)
            return false;
        ++m_at;
        return true;
    }
    /// With its quotes; empty: there is none.
    QByteArrayView string()
    {
        skipSpace();
        const qsizetype from = m_at;
        if (here() != '"')
            return {};
        for (++m_at; !atEnd() && here() != '"'; ++m_at)
            if (here() == '\\')
                ++m_at;
        if (atEnd())
            return {};
        ++m_at;
        return m_json.sliced(from, m_at - from);
    }
    /// Of any kind; empty: broken.
    QByteArrayView value()
    {
        skipSpace();
        const qsizetype from = m_at;
        if (here() == '"')
            return string();
        if (here() != '{' && here() != '[') {
            while (!atEnd() && here() != ',' && here() != '}' && !isSpace(here()))
                ++m_at;
            return m_json.sliced(from, m_at - from);
        }
        int depth = 0;
        do {
            if (here() == '"') {
                if (string().isEmpty())
                    return {};
                continue;
            }
            if (here() == '{' || here() == '[')
                ++depth;
            else if (here() == '}' || here() == ']')
                --depth;
            ++m_at;
        } while (depth > 0 && !atEnd());
        return depth == 0 ? m_json.sliced(from, m_at - from) : QByteArrayView();
    }

private:
    const QByteArrayView m_json;
    qsizetype m_at = 0;
};

}

QByteArray requestText(const Fields &fields) { return joined(fields, {"sign"}, false); }

QByteArray noticeText(const Fields &fields)
{
    return joined(fields, {"sign", "sign_type", "alipay_cert_sn"}, true);
}

QByteArray encodedForm(const Fields &fields)
{
    QByteArray form;
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        if (it->isEmpty())
            continue;
        if (!form.isEmpty())
            form += '&';
        form += it.key().toPercentEncoding() + '=' + it->toPercentEncoding();
    }
    return form;
}

Result<Fields> decodedForm(const QByteArray &body)
{
    Fields fields;
    for (const QByteArray &pair : body.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals <= 0)
            return fail(ErrorCode::ChannelUnreadable, QStringLiteral("not a form"));
        const auto decoded = [](QByteArray text) {
            return QByteArray::fromPercentEncoding(text.replace('+', ' '));
        };
        const QByteArray name = decoded(pair.first(equals));
        if (fields.contains(name))
            return fail(ErrorCode::ChannelUnreadable, QStringLiteral("a field twice"));
        fields.insert(name, decoded(pair.sliced(equals + 1)));
    }
    return fields;
}

Result<QByteArrayView> memberBytes(QByteArrayView object, QByteArrayView name)
{
    const auto broken = [] {
        return fail(ErrorCode::ChannelUnreadable, QStringLiteral("not a JSON object"));
    };
    Walker walker(object);
    if (!walker.take('{'))
        return broken();
    QByteArrayView found;
    if (walker.take('}'))
        return found;
    do {
        const QByteArrayView key = walker.string();
        if (key.isEmpty() || !walker.take(':'))
            return broken();
        const QByteArrayView value = walker.value();
        if (value.isEmpty())
            return broken();
        if (key.sliced(1).chopped(1) != name)
            continue;
        if (!found.isEmpty())
            return fail(ErrorCode::ChannelUnreadable, QStringLiteral("a member twice"));
        found = value;
    } while (walker.take(','));
    if (!walker.take('}'))
        return broken();
    walker.skipSpace();
    if (!walker.atEnd())
        return broken();
    return found;
}

QByteArray certificateNumber(const Certificate &certificate)
{
    return QCryptographicHash::hash(certificate.issuerText() + certificate.serialDecimal(),
                                    QCryptographicHash::Md5)
        .toHex();
}

QByteArray rootsNumber(const QList<Certificate> &roots)
{
    QByteArray number;
    for (const Certificate &root : roots) {
        if (!root.isSignedByRsa())
            continue;
        if (!number.isEmpty())
            number += '_';
        number += certificateNumber(root);
    }
    return number;
}

}
