#pragma once

#include "core/domain/access/access.h"
#include "ui/widgets/record_columns.h"

#include <QKeySequence>

namespace youka {

class FormDialog;

/// The window that an area's actions work in.
class OfficeDesk
{
public:
    virtual OfficeLink &link() = 0;
    virtual QWidget *window() = 0;
    virtual ThemeKind theme() const = 0;
    /// Of new cards and prices.
    virtual Currency currency() const = 0;
    /// Codes of what is sold by the litre; empty until they are known.
    virtual const QStringList &fuels() const = 0;
    /// In the status bar, for so long.
    virtual void tell(const QString &text, int ms) = 0;
    void tell(const QString &text) { tell(text, 8'000); }
    /// Shows it over the window; it says itself what it did.
    virtual void present(QDialog *dialog) = 0;
    /// As above; when it has succeeded, says `done` and asks for the records anew.
    virtual void present(FormDialog *form, const QString &done) = 0;
    virtual void refresh() = 0;
    /// What is there, for as long as the window is; says itself why nothing came.
    void fetch(const QString &path, std::function<void(const QJsonObject &)> then);

protected:
    ~OfficeDesk() = default;
};

/// What can be done in an area, in its menu and in the bar. Objects: action<name>, action<name>Button. Areas
/// may share one: it does in each what that area says.
struct AreaAction
{
    /// The record is the chosen one; none is chosen: an empty one.
    using Question = std::function<bool(const OfficeLink &, const QJsonObject &)>;
    const char *name;
    QString text;
    const char *icon;
    Question fits;
    std::function<void(OfficeDesk &, const QJsonObject &)> run;
    QKeySequence keys = {};
    Question seen = {}; ///< none: always
    /// In the tool tip, while it does not fit.
    std::function<QString(const QJsonObject &)> whyNot = {};
    bool isInBar = true;
    bool opensGroup = false; ///< a line in the menu before it
};

/// One area of the office: a list of records and what can be done with them. It joins by a line in
/// officeAreas(). Made anew in another language.
struct OfficeArea
{
    const char *name;
    const char *icon;
    Permission needs;
    QString title;
    QString menu; ///< where its actions stand; areas may share one. Empty: in the bar only
    RecordSource source;
    QList<RecordColumn> columns;
    TablePage::Summary sums;
    QList<TablePage::View> views;
    QList<AreaAction> actions;
    const char *opens = nullptr; ///< the action of Enter and of a double click
};

/// In the order in which they stand below each other. `link` outlives them.
QList<OfficeArea> officeAreas(const OfficeLink &link, const QLocale &locale);

OfficeArea cardArea(const QLocale &locale);
OfficeArea customerArea(const QLocale &locale);
OfficeArea saleArea(const QLocale &locale);
OfficeArea refundArea(const QLocale &locale);
OfficeArea paymentArea(const QLocale &locale);
OfficeArea invoiceArea(const QLocale &locale);
OfficeArea reconcileArea(const QLocale &locale);
OfficeArea campaignArea(const QLocale &locale);
OfficeArea tankArea(const QLocale &locale);
OfficeArea exceptionArea(const QLocale &locale, const Clock &clock);
OfficeArea priceArea(const QLocale &locale);
OfficeArea articleArea(const QLocale &locale);
OfficeArea stockArea(const QLocale &locale);
OfficeArea staffArea();
OfficeArea messageArea(const QLocale &locale);
OfficeArea bankArea(const QLocale &locale);
OfficeArea transferArea(const QLocale &locale);

/// Questions that many actions ask.
AreaAction::Question anyChosen();
AreaAction::Question chosenAnd(Permission needs);
AreaAction::Question mayAlways(Permission needs);

}
