#pragma once

#include "core/domain/access/access.h"
#include "ui/widgets/record_columns.h"

namespace youka {

class FormDialog;

/// The window that an area's actions work in.
class OfficeDesk
{
public:
    virtual OfficeLink &link() = 0;
    virtual QWidget *window() = 0;
    /// In the status bar.
    virtual void tell(const QString &text) = 0;
    /// Shows it; when it has succeeded, says `done` and asks for the records anew.
    virtual void present(FormDialog *form, const QString &done) = 0;
    virtual void refresh() = 0;

protected:
    ~OfficeDesk() = default;
};

/// What can be done in an area, in its menu and in the bar. Objects: action<name>, action<name>Button.
struct AreaAction
{
    const char *name;
    QString text;
    const char *icon;
    /// Of the chosen record; none is chosen: an empty one.
    std::function<bool(const OfficeLink &, const QJsonObject &)> fits;
    std::function<void(OfficeDesk &, const QJsonObject &)> run;
};

/// One area of the office: a list of records and what can be done with them. It joins by a line in
/// officeAreas(). Made anew in another language.
struct OfficeArea
{
    const char *name;
    const char *icon;
    Permission needs;
    QString title;
    RecordSource source;
    QList<RecordColumn> columns;
    TablePage::Summary sums;
    QList<TablePage::View> views;
    QList<AreaAction> actions;
    const char *opens = nullptr; ///< the action of Enter and of a double click
};

OfficeArea paymentArea(const QLocale &locale);
OfficeArea invoiceArea(const QLocale &locale);
OfficeArea reconcileArea(const QLocale &locale);
OfficeArea bankArea(const QLocale &locale);
OfficeArea transferArea(const QLocale &locale);

/// In the order in which they stand beside each other.
QList<OfficeArea> officeAreas(const QLocale &locale);

}
