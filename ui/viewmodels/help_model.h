#pragma once

#include "core/domain/help/help_index.h"
#include "ui/sentences/translator.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace youka {

/// Help at the kiosk, from the product's own pages: all of them as rows, or those that what was typed finds,
/// and the one that was opened. Works without a network.
class HelpModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its view model")
    Q_PROPERTY(QString question READ question NOTIFY changed)
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(QString pageTitle READ pageTitle NOTIFY changed)
    Q_PROPERTY(QString pageText READ pageText NOTIFY changed)
    Q_PROPERTY(QString nothingText READ nothingText NOTIFY changed)
    Q_PROPERTY(QString hotlineText READ hotlineText NOTIFY changed)
public:
    enum Role { TitleRole = Qt::UserRole, DetailRole };
    static constexpr int LongestQuestion = 40;

    explicit HelpModel(Translator &translator, QObject *parent = nullptr);

    /// For what no page answers; empty: none is named.
    void setHotline(const QString &number) { m_hotline = number; }
    /// A letter or digit, "space", "back", "clear".
    void press(const QString &key);
    void openPage(int row);
    void closePage();
    /// Nothing of the last driver is left.
    void clear();

    QString question() const { return m_question; }
    int count() const { return int(m_hits.size()); }
    bool isOpen() const { return m_open.has_value(); }
    QString pageTitle() const { return m_open ? m_open->page->title : QString(); }
    /// As StyledText: the part that answers first.
    QString pageText() const;
    QString nothingText() const;
    QString hotlineText() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();

private:
    const HelpIndex &pages() const;
    void find();

    Translator &m_translator;
    const HelpIndex m_chinese;
    const HelpIndex m_english;
    QString m_hotline;
    QString m_question;
    QList<HelpHit> m_hits;
    std::optional<HelpHit> m_open;
};

}
