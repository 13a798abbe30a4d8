#include "ui/widgets/csv_text.h"

namespace youka {

namespace {

QString field(QString text)
{
    bool isNumber = false;
    QString(text).remove(u',').toDouble(&isNumber);
    if (!text.isEmpty() && QStringView(u"=+-@\t").contains(text.front()) && !isNumber)
        text.prepend(u'\'');
    if (!text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n') && !text.contains(u'\r'))
        return text;
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

}

QString csvLine(const QStringList &fields)
{
    QStringList written;
    for (const QString &text : fields)
        written.append(field(text));
    return written.join(u',') + QStringLiteral("\r\n");
}

}
