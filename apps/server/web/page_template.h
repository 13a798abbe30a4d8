#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

namespace youka {

using PageValues = QHash<QByteArray, QString>;

/// For the text and the quoted attributes of HTML.
QByteArray escapedHtml(const QString &text);

/// A page with its values, all of them escaped: there is no other way in. `{{name}}` is a value, and
/// `{{#name}}...{{/name}}` stands only where that value is not empty; sections may hold others of other
/// names. A name without a value is empty, and what is not closed ends the page.
QByteArray filledPage(const QByteArray &page, const PageValues &values);

/// The same with lists: `{{@name}}...{{/name}}` stands once for each of them, and what an entry has no value
/// for is taken from around it.
struct PageData
{
    PageValues values;
    QHash<QByteArray, QList<PageData>> lists{};
};
QByteArray filledPage(const QByteArray &page, const PageData &data);

}
