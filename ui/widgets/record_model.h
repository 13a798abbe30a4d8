#pragma once

#include "ui/widgets/office_link.h"

#include <QAbstractTableModel>
#include <QColor>
#include <QHash>
#include <QIcon>
#include <QJsonObject>

namespace youka {

/// One column of a list of records as the server sends them.
struct RecordColumn
{
    enum class Tone { Plain, Good, Warn, Bad };
    QString id;    ///< stable, for the remembered layout
    QString title; ///< in the language of the program
    std::function<QString(const QJsonObject &)> text;
    std::function<QVariant(const QJsonObject &)> key; ///< for sorting
    bool isNumber = false;
    bool isShown = true; ///< until somebody chooses otherwise
    std::function<Tone(const QJsonObject &)> tone;
    std::function<QString(const QJsonObject &)> icon; ///< name of one, drawn in the tone's colour
};

/// Where a list comes from and how its next page is asked for.
struct RecordSource
{
    QString path;           ///< "/api/v1/cards", with a query of its own where it has one
    QString array;          ///< member of the answer
    QString pageQuery;      ///< name of the query that carries the last row's key; empty: one page is all
    QString pageKey;        ///< that key's member in a row
    bool canFilter = false; ///< the server filters
    int pageSize = 200;
};

/// Records page by page: the next one is fetched when the view comes to the end of what is there.
class RecordModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    static constexpr int SortRole = Qt::UserRole;
    static constexpr int RecordRole = Qt::UserRole + 1;

    /// `link` outlives it.
    RecordModel(OfficeLink &link, RecordSource source, QList<RecordColumn> columns,
                QObject *parent = nullptr);

    const QList<RecordColumn> &columns() const { return m_columns; }
    const RecordSource &source() const { return m_source; }
    void setToneColours(const QColor &good, const QColor &warn, const QColor &bad);
    /// Asks the server anew; rows that were there go away when the first page has come.
    void reload();
    void setFilter(const QString &filter);
    /// Another question for records of the same kind.
    void setPath(const QString &path);
    bool isComplete() const { return m_complete; }
    bool isLoading() const { return m_loading; }
    const QList<QJsonObject> &records() const { return m_records; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    /// A page has come.
    void loaded();
    void failed(const youka::Error &error);

private:
    QVariant icon(const RecordColumn &column, const QJsonObject &record) const;
    void ask(bool fresh);
    void take(const QJsonObject &answer, bool fresh);

    OfficeLink &m_link;
    RecordSource m_source;
    const QList<RecordColumn> m_columns;
    QColor m_tones[3];
    mutable QHash<QString, QIcon> m_icons; ///< by name and colour
    QString m_filter;
    QList<QJsonObject> m_records;
    bool m_complete = true;
    bool m_loading = false;
    int m_asking = 0; ///< answers to earlier questions are dropped
};

}
