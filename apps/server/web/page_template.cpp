#include "apps/server/web/page_template.h"

namespace youka {

QByteArray escapedHtml(const QString &text)
{
    QByteArray out;
    for (const char c : text.toUtf8())
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        case '\0':
            break;
        default:
            out += c;
        }
    return out;
}

namespace {

/// A page's data with all that is around it.
struct Scope
{
    const PageData &data;
    const Scope *around = nullptr;

    QString value(const QByteArray &name) const
    {
        const auto it = data.values.constFind(name);
        if (it != data.values.constEnd())
            return *it;
        return around ? around->value(name) : QString();
    }
    QList<PageData> list(const QByteArray &name) const
    {
        const auto it = data.lists.constFind(name);
        if (it != data.lists.constEnd())
            return *it;
        return around ? around->list(name) : QList<PageData>();
    }
};

QByteArray filled(const QByteArray &page, const Scope &scope)
{
    QByteArray out;
    qsizetype at = 0;
    for (;;) {
        const qsizetype open = page.indexOf("{{", at);
        const qsizetype close = open < 0 ? -1 : page.indexOf("}}", open);
        if (close < 0)
            return out + (open < 0 ? page.mid(at) : page.mid(at, open - at));
        out += page.mid(at, open - at);
        const QByteArray name = page.mid(open + 2, close - open - 2);
        at = close + 2;
        if (!name.startsWith('#') && !name.startsWith('@')) {
            out += escapedHtml(scope.value(name));
            continue;
        }
        const QByteArray end = "{{/" + name.mid(1) + "}}";
        const qsizetype ends = page.indexOf(end, at);
        const QByteArray inside = page.mid(at, ends < 0 ? -1 : ends - at);
        if (name.startsWith('@')) {
            const QList<PageData> entries = scope.list(name.mid(1));
            for (const PageData &entry : entries)
                out += filled(inside, {entry, &scope});
        } else if (!scope.value(name.mid(1)).isEmpty()) {
            out += filled(inside, scope);
        }
        if (ends < 0)
            return out;
        at = ends + end.size();
    }
}

}

QByteArray filledPage(const QByteArray &page, const PageValues &values)
{
    return filled(page, {PageData{values}});
}

QByteArray filledPage(const QByteArray &page, const PageData &data) { return filled(page, {data}); }

}
