#pragma once

#include "ui/widgets/record_columns.h"

/// What columns of lists are made of.
namespace youka::columns {

QString member(const QJsonObject &record, const char *name);
qint64 figure(const QJsonObject &record, const char *name);

RecordColumn column(const char *name, const char *title, std::function<QString(const QJsonObject &)> text);
/// The member as it is.
RecordColumn plain(const char *name, const char *title);
RecordColumn number(const char *name, const char *title);
/// With the language's separators.
RecordColumn number(const char *name, const char *title, const QLocale &locale);
RecordColumn money(const char *name, const char *title, const QLocale &locale);
RecordColumn time(const char *name, const char *title, const QLocale &locale);
RecordColumn date(const char *name, const char *title, const QLocale &locale);
RecordColumn hidden(RecordColumn column);

}
