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

QByteArray filledPage(const QByteArray &page, const PageValues &values)
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
        if (!name.startsWith('#')) {
            out += escapedHtml(values.value(name));
            continue;
        }
        const QByteArray end = "{{/" + name.mid(1) + "}}";
        const qsizetype ends = page.indexOf(end, at);
        const QByteArray inside = page.mid(at, ends < 0 ? -1 : ends - at);
        if (!values.value(name.mid(1)).isEmpty())
            out += filledPage(inside, values);
        if (ends < 0)
            return out;
        at = ends + end.size();
    }
}

}
