#include "ui/widgets/invoice_columns.h"

#include "core/domain/invoices/invoice_json.h"
#include "core/foundation/base/json.h"
#include "ui/paper/invoice_paper.h"
#include "ui/sentences/sentences.h"
#include "ui/widgets/columns.h"
#include "ui/widgets/detail_dialog.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/record_columns.h"

#include <QFileDialog>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSaveFile>

namespace youka {

namespace {

using namespace columns;
using Tone = RecordColumn::Tone;

constexpr int PixelsPerMm = 4;

QString kindText(const QJsonObject &invoice)
{
    const bool isSpecial = member(invoice, "kind") == QLatin1String("special");
    if (invoice.contains(QLatin1String("reverses")))
        return isSpecial ? say(QT_TRANSLATE_NOOP("Office", "Special, red-letter"))
                         : say(QT_TRANSLATE_NOOP("Office", "Normal, red-letter"));
    return isSpecial ? say(QT_TRANSLATE_NOOP("Office", "Special"))
                     : say(QT_TRANSLATE_NOOP("Office", "Normal"));
}

QString titleMember(const QJsonObject &invoice, const char *name)
{
    return invoice[QLatin1String("title")][QLatin1String(name)].toString();
}

InvoiceSeller sellerOf(const QJsonObject &invoice)
{
    const QJsonObject json = invoice[QLatin1String("seller")].toObject();
    return {member(json, "name"), member(json, "taxNumber"),   member(json, "address"), member(json, "phone"),
            member(json, "bank"), member(json, "bankAccount"), member(json, "issuer")};
}

QTimeZone zoneOfLaw() { return QTimeZone("Asia/Shanghai"); }

QPixmap pictureOf(const Invoice &invoice, const InvoiceSeller &seller)
{
    QPixmap picture(int(InvoicePaper::WidthMm) * PixelsPerMm, int(InvoicePaper::HeightMm) * PixelsPerMm);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(PixelsPerMm, PixelsPerMm);
    InvoicePaper(invoice, seller, zoneOfLaw()).paint(painter, 0);
    return picture;
}

/// The paper into a file that is asked for; what went wrong stands under it.
void addSaving(DetailDialog &dialog, const QJsonObject &json, const QString &number)
{
    auto *problem = new QLabel;
    problem->setObjectName(QStringLiteral("invoiceDetailProblem"));
    problem->setWordWrap(true);
    problem->hide();
    dialog.addWide(problem);
    const QString text = say(QT_TRANSLATE_NOOP("Office", "Save as PDF…"));
    const QPushButton *save = dialog.addButton(QStringLiteral("invoiceDetailSave"), text);
    QObject::connect(save, &QPushButton::clicked, problem, [&dialog, json, problem, number, text] {
        auto *files = new QFileDialog(&dialog, text, QString(), QStringLiteral("PDF (*.pdf)"));
        files->setObjectName(QStringLiteral("invoiceDialog"));
        files->setAttribute(Qt::WA_DeleteOnClose);
        files->setAcceptMode(QFileDialog::AcceptSave);
        files->setDefaultSuffix(QStringLiteral("pdf"));
        files->selectFile(number + QStringLiteral(".pdf"));
        QObject::connect(files, &QFileDialog::fileSelected, problem, [json, problem](const QString &file) {
            const auto saved = saveInvoicePdf(json, file);
            problem->setText(saved ? QString() : sentence(saved.error()));
            problem->setVisible(!saved);
        });
        files->open();
    });
}

}

RecordSource invoiceSource()
{
    return {QStringLiteral("/api/v1/invoices"), QStringLiteral("invoices"), QStringLiteral("before"),
            QStringLiteral("id"), false};
}

QString invoiceStateText(const QJsonObject &invoice)
{
    const QString state = member(invoice, "state");
    if (state == QLatin1String("requested"))
        return say(QT_TRANSLATE_NOOP("Office", "Waits for its number"));
    if (state == QLatin1String("issued"))
        return say(QT_TRANSLATE_NOOP("Office", "Has its number"));
    if (state == QLatin1String("refused"))
        return say(QT_TRANSLATE_NOOP("Office", "Refused"));
    if (state == QLatin1String("reversed"))
        return say(QT_TRANSLATE_NOOP("Office", "Reversed by a red-letter one"));
    return state;
}

QList<TablePage::View> invoiceViews()
{
    QList<TablePage::View> views{{say(QT_TRANSLATE_NOOP("Office", "All")), invoiceSource().path}};
    for (const char *state : {"requested", "issued", "refused", "reversed"})
        views.append({invoiceStateText({{QStringLiteral("state"), QLatin1String(state)}}),
                      invoiceSource().path + QLatin1String("?state=") + QLatin1String(state)});
    return views;
}

QList<RecordColumn> invoiceColumns(const QLocale &locale)
{
    RecordColumn at = column("at", QT_TRANSLATE_NOOP("Office", "Asked for"),
                             [=](const QJsonObject &r) { return timeText(member(r, "at"), locale); });
    at.key = [](const QJsonObject &r) { return member(r, "at"); };
    RecordColumn state = column("state", QT_TRANSLATE_NOOP("Office", "State"), invoiceStateText);
    state.tone = [](const QJsonObject &r) {
        const QString name = member(r, "state");
        return name == QLatin1String("issued")   ? Tone::Good
            : name == QLatin1String("refused")   ? Tone::Bad
            : name == QLatin1String("requested") ? Tone::Warn
                                                 : Tone::Plain;
    };
    state.icon = [](const QJsonObject &r) {
        const QString name = member(r, "state");
        return name == QLatin1String("issued")   ? QStringLiteral("check")
            : name == QLatin1String("refused")   ? QStringLiteral("cross")
            : name == QLatin1String("requested") ? QStringLiteral("clock")
                                                 : QString();
    };
    return {at,
            column("number", QT_TRANSLATE_NOOP("Office", "Invoice number"),
                   [](const QJsonObject &r) { return member(r, "number"); }),
            column("kind", QT_TRANSLATE_NOOP("Office", "Kind"), kindText),
            column("name", QT_TRANSLATE_NOOP("Office", "Made out to"),
                   [](const QJsonObject &r) { return titleMember(r, "name"); }),
            column("taxNumber", QT_TRANSLATE_NOOP("Office", "Tax number"),
                   [](const QJsonObject &r) { return titleMember(r, "taxNumber"); }),
            money("gross", QT_TRANSLATE_NOOP("Office", "Amount"), locale),
            money("tax", QT_TRANSLATE_NOOP("Office", "Tax in it"), locale),
            state,
            column("by", QT_TRANSLATE_NOOP("Office", "Entered by"),
                   [](const QJsonObject &r) { return member(r, "by"); })};
}

QString invoiceSums(const QList<QJsonObject> &invoices)
{
    const auto waiting = std::count_if(invoices.begin(), invoices.end(), [](const QJsonObject &one) {
        return member(one, "state") == QLatin1String("requested");
    });
    return say(QT_TRANSLATE_NOOP("Office", "Waiting for their numbers: %1")).arg(waiting);
}

Result<void> saveInvoicePdf(const QJsonObject &json, const QString &file)
{
    const auto invoice = invoiceFromJson(json);
    if (!invoice)
        return fail(invoice.error());
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return fail(ErrorCode::StoreFailed, out.errorString());
    return InvoicePaper(*invoice, sellerOf(json), zoneOfLaw()).writePdf(out).and_then([&]() -> Result<void> {
        return out.commit() ? Result<void>() : fail(ErrorCode::StoreFailed, out.errorString());
    });
}

QDialog *makeInvoiceDetail(const QJsonObject &json, QWidget *parent)
{
    auto *dialog = new DetailDialog(QStringLiteral("invoiceDetail"),
                                    say(QT_TRANSLATE_NOOP("Office", "Invoice")), 480, parent);
    const auto invoice = invoiceFromJson(json);
    const bool hasPaper = invoice && !invoice->number.isEmpty();
    if (hasPaper) {
        auto *paper = new QLabel;
        paper->setObjectName(QStringLiteral("invoiceDetailPaper"));
        paper->setAccessibleName(say(QT_TRANSLATE_NOOP("Office", "Invoice")) + u' ' + invoice->number);
        paper->setPixmap(pictureOf(*invoice, sellerOf(json)));
        paper->setFixedSize(paper->pixmap().size());
        dialog->addWide(paper);
        dialog->addText(say(QT_TRANSLATE_NOOP("Office", "State")), invoiceStateText(json));
    } else {
        dialog->addTexts(invoiceColumns(parent->locale()), json);
        dialog->addText(say(QT_TRANSLATE_NOOP("Office", "The platform's words")), member(json, "why"));
    }
    dialog->addText(say(QT_TRANSLATE_NOOP("Office", "Remark")), member(json, "remark"));
    if (hasPaper)
        addSaving(*dialog, json, invoice->number);
    return dialog;
}

}
