#include "ui/widgets/record_model.h"

#include "ui/widgets/office_icons.h"

#include <QJsonArray>
#include <QPointer>
#include <QUrlQuery>

namespace youka {

RecordModel::RecordModel(OfficeLink &link, RecordSource source, QList<RecordColumn> columns, QObject *parent)
    : QAbstractTableModel(parent)
    , m_link(link)
    , m_source(std::move(source))
    , m_columns(std::move(columns))
{
}

void RecordModel::setToneColours(const QColor &good, const QColor &warn, const QColor &bad)
{
    m_tones[0] = good;
    m_tones[1] = warn;
    m_tones[2] = bad;
}

void RecordModel::reload() { ask(true); }

void RecordModel::setFilter(const QString &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    reload();
}

void RecordModel::setPath(const QString &path)
{
    m_source.path = path;
    reload();
}

void RecordModel::ask(bool fresh)
{
    QUrlQuery query;
    if (m_source.canFilter && !m_filter.isEmpty())
        query.addQueryItem(QStringLiteral("filter"), QString::fromLatin1(QUrl::toPercentEncoding(m_filter)));
    if (!fresh && !m_records.isEmpty())
        query.addQueryItem(m_source.pageQuery, m_records.last()[m_source.pageKey].toVariant().toString());
    m_loading = true;
    const QString text = query.toString(QUrl::FullyEncoded);
    const QChar joint = m_source.path.contains(u'?') ? u'&' : u'?';
    m_link.get(text.isEmpty() ? m_source.path : m_source.path + joint + text,
               [self = QPointer(this), fresh, asking = ++m_asking](const Result<QJsonObject> &reply) {
                   if (!self || asking != self->m_asking)
                       return;
                   self->m_loading = false;
                   if (reply)
                       self->take(*reply, fresh);
                   else
                       Q_EMIT self->failed(reply.error());
               });
}

void RecordModel::take(const QJsonObject &answer, bool fresh)
{
    const QJsonArray page = answer[m_source.array].toArray();
    if (fresh) {
        beginResetModel();
        m_records.clear();
        for (const QJsonValueConstRef record : page)
            m_records.append(record.toObject());
        endResetModel();
    } else if (!page.isEmpty()) {
        const auto first = int(m_records.size());
        beginInsertRows({}, first, first + int(page.size()) - 1);
        for (const QJsonValueConstRef record : page)
            m_records.append(record.toObject());
        endInsertRows();
    }
    m_complete = m_source.pageQuery.isEmpty() || page.size() < m_source.pageSize;
    Q_EMIT loaded();
}

int RecordModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_records.size());
}

int RecordModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant RecordModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_records.size())
        return {};
    const QJsonObject &record = m_records[index.row()];
    const RecordColumn &column = m_columns[index.column()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return column.text(record);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column.isNumber ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ForegroundRole:
        if (column.tone)
            if (const auto tone = column.tone(record); tone != RecordColumn::Tone::Plain)
                return m_tones[int(tone) - 1];
        return {};
    case Qt::DecorationRole:
        return icon(column, record);
    case SortRole:
        return column.key ? column.key(record) : QVariant(column.text(record));
    case RecordRole:
        return record;
    default:
        return {};
    }
}

QVariant RecordModel::icon(const RecordColumn &column, const QJsonObject &record) const
{
    const QString name = column.icon ? column.icon(record) : QString();
    const auto tone = column.tone ? column.tone(record) : RecordColumn::Tone::Plain;
    if (name.isEmpty() || tone == RecordColumn::Tone::Plain)
        return {};
    const QColor colour = m_tones[int(tone) - 1];
    QIcon &drawn = m_icons[name + colour.name()];
    if (drawn.isNull())
        drawn = officeIcon(name, colour);
    return drawn;
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= m_columns.size())
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::DisplayRole)
        return m_columns[section].title;
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (m_columns[section].isNumber ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

bool RecordModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_complete && !m_loading;
}

void RecordModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        ask(false);
}

}
