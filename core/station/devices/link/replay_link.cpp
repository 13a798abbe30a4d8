#include "core/station/devices/link/replay_link.h"

namespace youka {

ReplayLink::ReplayLink(QList<Exchange> script, QObject *parent)
    : ByteLink(parent)
    , m_script(std::move(script))
{
}

Result<QList<ReplayLink::Exchange>> ReplayLink::parse(QStringView text)
{
    QList<Exchange> script;
    int number = 0;
    for (const QStringView whole : text.split(u'\n')) {
        ++number;
        const QStringView line =
            whole.left(whole.indexOf(u'#') < 0 ? whole.size() : whole.indexOf(u'#')).trimmed();
        if (line.isEmpty())
            continue;
        const QByteArray hex = line.sliced(1).toLatin1().simplified();
        const QByteArray bytes = QByteArray::fromHex(hex);
        const bool whole2 = bytes.toHex(' ') == hex.toLower();
        if (!whole2 || (line.front() == u'<' && script.isEmpty()))
            return fail(ErrorCode::InvalidInput, QStringLiteral("line %1").arg(number));
        if (line.front() == u'>')
            script.append({bytes, {}});
        else if (line.front() == u'<')
            script.last().reply.append(bytes);
        else
            return fail(ErrorCode::InvalidInput, QStringLiteral("line %1").arg(number));
    }
    return script;
}

void ReplayLink::open()
{
    m_open = true;
    Q_EMIT opened();
}

void ReplayLink::close()
{
    if (std::exchange(m_open, false))
        Q_EMIT lost(QStringLiteral("closed"));
}

void ReplayLink::write(const QByteArray &sent)
{
    if (!m_open)
        return;
    if (!atEnd() && m_script[m_next].expect == sent)
        answer(m_script[m_next++].reply);
    else if (const auto it = m_standing.constFind(sent); it != m_standing.cend())
        answer(*it);
    else
        m_unexpected.append(sent);
}

void ReplayLink::answer(const QByteArray &reply)
{
    if (!reply.isEmpty())
        QMetaObject::invokeMethod(
            this, [this, reply] { Q_EMIT bytes(reply); }, Qt::QueuedConnection);
}

}
