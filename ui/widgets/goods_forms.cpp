#include "ui/widgets/goods_forms.h"

#include "core/domain/goods/barcode.h"
#include "core/domain/goods/goods_json.h"
#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"
#include "ui/sentences/sentences.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/staff_forms.h"

#include <QComboBox>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPixmap>
#include <QPointer>

#include <cmath>

namespace youka {

namespace {

constexpr int PictureSide = 96;

QString member(const QJsonObject &record, const char *name) { return record[QLatin1String(name)].toString(); }

FormDialog *makeForm(OfficeLink &link, const char *name, const QString &title, const QString &path,
                     QWidget *parent)
{
    auto *form = new FormDialog(link, QLatin1String(name), title, path, parent);
    return form;
}

/// Thousandths of what was typed, "24" or "1.5"; nothing: no such quantity.
std::optional<qint64> thousandthsOf(const QString &text, const QLocale &locale)
{
    bool ok = false;
    const double value = locale.toDouble(text.trimmed(), &ok);
    const double thousandths = std::round(value * 1'000);
    if (!ok || value < 0 || value > 1'000'000 || std::abs(thousandths - value * 1'000) > 1e-6)
        return std::nullopt;
    return qint64(thousandths);
}

QStringList barcodesOf(const QString &text)
{
    QString separated = text;
    separated.replace(u',', u' ').replace(u'，', u' ');
    return separated.simplified().split(u' ', Qt::SkipEmptyParts);
}

QString barcodesProblem(const QString &text)
{
    for (const QString &code : barcodesOf(text))
        if (!normalBarcode(code))
            return say(QT_TRANSLATE_NOOP("Office", "The check digit of %1 does not fit.")).arg(code);
    return {};
}

QString percentProblem(const QString &text)
{
    const auto value = thousandthsOf(text, QLocale::c());
    return value && *value < 100'000 && *value % 10 == 0
        ? QString()
        : say(QT_TRANSLATE_NOOP("Office", "A percentage like 13 is expected."));
}

/// Of one station, or for somebody of all stations one to be named.
void addStation(FormDialog &form, OfficeLink &link, const char *field, const QString &label,
                const QString &now, bool isRequired = true)
{
    auto *edit =
        form.addText(QLatin1String(field), label, isRequired ? requiredProblem : FormDialog::Check());
    edit->setText(now);
    edit->setMaxLength(40);
    if (!isRequired)
        edit->setPlaceholderText(say(QT_TRANSLATE_NOOP("Office", "All stations")));
    Q_UNUSED(link)
}

/// Comes when the form is there already.
void addPicture(FormDialog &form, OfficeLink &link, const QString &code)
{
    auto *picture = new QLabel;
    picture->setObjectName(QStringLiteral("articlePicture"));
    picture->setFixedSize(PictureSide, PictureSide);
    form.addRow(say(QT_TRANSLATE_NOOP("Office", "Picture")), picture);
    link.get(QStringLiteral("/api/v1/articles/%1/picture").arg(code),
             [picture = QPointer(picture)](const Result<QJsonObject> &answer) {
                 QPixmap drawn;
                 const QByteArray png = answer
                     ? QByteArray::fromBase64((*answer)[QLatin1String("png")].toString().toLatin1())
                     : QByteArray();
                 if (picture && drawn.loadFromData(png, "PNG"))
                     picture->setPixmap(
                         drawn.scaled(picture->size(), Qt::KeepAspectRatio, Qt::SmoothTransformation));
             });
}

QString movePath() { return QStringLiteral("/api/v1/stock-movements"); }

struct StockWords
{
    const char *name;
    const char *title;
    const char *quantity;
    const char *submit;
};
StockWords wordsOf(StockMoveKind kind)
{
    switch (kind) {
    case StockMoveKind::Count:
        return {"stockCount", QT_TRANSLATE_NOOP("Office", "Count"),
                QT_TRANSLATE_NOOP("Office", "Counted quantity"), QT_TRANSLATE_NOOP("Office", "Enter count")};
    case StockMoveKind::Waste:
        return {"stockWaste", QT_TRANSLATE_NOOP("Office", "Throw away"),
                QT_TRANSLATE_NOOP("Office", "Quantity"), QT_TRANSLATE_NOOP("Office", "Throw away")};
    case StockMoveKind::TransferOut:
        return {"stockSend", QT_TRANSLATE_NOOP("Office", "Send to a station"),
                QT_TRANSLATE_NOOP("Office", "Quantity"), QT_TRANSLATE_NOOP("Office", "Send")};
    default:
        return {"stockReceive", QT_TRANSLATE_NOOP("Office", "Receive goods"),
                QT_TRANSLATE_NOOP("Office", "Quantity"), QT_TRANSLATE_NOOP("Office", "Receive")};
    }
}

void addQuantity(FormDialog &form, const QString &label, bool mayBeNone, const QLocale &locale)
{
    form.addText(
            QStringLiteral("quantity"), label,
            [mayBeNone, locale](const QString &text) {
                const auto value = thousandthsOf(text, locale);
                return value && (mayBeNone || *value > 0)
                    ? QString()
                    : say(QT_TRANSLATE_NOOP("Office", "A quantity like 24 is expected."));
            },
            [locale](const QString &text) {
                const auto value = thousandthsOf(text, locale);
                return value ? QJsonValue(QString::number(*value)) : QJsonValue(QJsonValue::Undefined);
            })
        ->setAlignment(Qt::AlignRight);
}

}

FormDialog *makeArticleForm(OfficeLink &link, const QJsonObject &article, QWidget *parent)
{
    const bool isNew = article.isEmpty();
    const QString code = member(article, "code");
    FormDialog *form = makeForm(
        link, "article",
        isNew ? say(QT_TRANSLATE_NOOP("Office", "New article"))
              : say(QT_TRANSLATE_NOOP("Office", "Article %1")).arg(code),
        isNew ? QStringLiteral("/api/v1/articles") : QStringLiteral("/api/v1/articles/") + code, parent);
    if (isNew)
        form->addText(QStringLiteral("code"), say(QT_TRANSLATE_NOOP("Office", "Code")), requiredProblem)
            ->setMaxLength(40);
    auto *zh = form->addText(QStringLiteral("nameZh"), say(QT_TRANSLATE_NOOP("Office", "Chinese name")),
                             requiredProblem);
    zh->setMaxLength(100);
    zh->setText(member(article, "nameZh"));
    auto *en = form->addText(QStringLiteral("nameEn"), say(QT_TRANSLATE_NOOP("Office", "English name")));
    en->setMaxLength(100);
    en->setText(member(article, "nameEn"));
    auto *group = form->addText(QStringLiteral("group"), say(QT_TRANSLATE_NOOP("Office", "Group")));
    group->setPlaceholderText(say(QT_TRANSLATE_NOOP("Office", "none")));
    group->setText(member(article, "group"));
    auto *tax = form->addText(
        QStringLiteral("tax"), say(QT_TRANSLATE_NOOP("Office", "Tax, %")), percentProblem,
        [](const QString &text) { return QJsonValue(thousandthsOf(text, QLocale::c()).value_or(0) / 10); });
    tax->setText(isNew ? QStringLiteral("13")
                       : QLocale::c().toString(double(article[QLatin1String("tax")].toInt()) / 100));
    QList<QPair<QString, QJsonValue>> units{
        {say(QT_TRANSLATE_NOOP("Office", "piece")), QStringLiteral("piece")},
        {say(QT_TRANSLATE_NOOP("Office", "weight")), QStringLiteral("kilogram")}};
    form->addChoice(QStringLiteral("unit"), say(QT_TRANSLATE_NOOP("Office", "Sold by")), units)
        ->setCurrentIndex(member(article, "unit") == QLatin1String("kilogram") ? 1 : 0);
    QStringList barcodes;
    for (const QJsonValueConstRef barcode : article[QLatin1String("barcodes")].toArray())
        barcodes << barcode.toString();
    form->addText(
            QStringLiteral("barcodes"), say(QT_TRANSLATE_NOOP("Office", "Barcodes")), barcodesProblem,
            [](const QString &text) { return QJsonValue(QJsonArray::fromStringList(barcodesOf(text))); })
        ->setText(barcodes.join(u' '));
    const QList<QPair<QString, QJsonValue>> stocked{
        {say(QT_TRANSLATE_NOOP("Office", "kept in stock")), true},
        {say(QT_TRANSLATE_NOOP("Office", "a service, never out of stock")), false}};
    form->addChoice(QStringLiteral("stocked"), say(QT_TRANSLATE_NOOP("Office", "Stock")), stocked)
        ->setCurrentIndex(isNew || article[QLatin1String("stocked")].toBool() ? 0 : 1);
    const QList<QPair<QString, QJsonValue>> states{{say(QT_TRANSLATE_NOOP("Office", "On sale")), true},
                                                   {say(QT_TRANSLATE_NOOP("Office", "Not on sale")), false}};
    form->addChoice(QStringLiteral("active"), say(QT_TRANSLATE_NOOP("Office", "State")), states)
        ->setCurrentIndex(isNew || article[QLatin1String("active")].toBool() ? 0 : 1);
    if (!member(article, "picture").isEmpty())
        addPicture(*form, link, code);
    form->addNote(say(QT_TRANSLATE_NOOP("Office",
                                        "What is sold by weight has the first seven digits of the "
                                        "scale's labels as its barcode, 2 to begin with.")));
    if (!isNew)
        form->setExtra([version = article[QLatin1String("version")]](QJsonObject &body) {
            body.insert(QStringLiteral("version"), version);
        });
    return form;
}

FormDialog *makeArticlePriceForm(OfficeLink &link, const QJsonObject &article, Currency currency,
                                 QWidget *parent)
{
    const QLocale locale = parent->locale();
    FormDialog *form =
        makeForm(link, "articlePrice", say(QT_TRANSLATE_NOOP("Office", "Price of an article")),
                 QStringLiteral("/api/v1/articles/%1/prices").arg(member(article, "code")), parent);
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Article")), new QLabel(articleName(article, locale)));
    form->addText(
            QStringLiteral("price"), say(QT_TRANSLATE_NOOP("Office", "Price of one")),
            [currency, locale](const QString &text) {
                const auto price = parseUnitPrice(text.trimmed(), currency, locale);
                return price && price->milli > 0 && price->milli % 10 == 0
                    ? QString()
                    : say(QT_TRANSLATE_NOOP("Office", "A price like %1 is expected."))
                          .arg(locale.toString(3.5, 'f', 2));
            },
            [currency, locale](const QString &text) {
                const auto price = parseUnitPrice(text.trimmed(), currency, locale);
                return price ? QJsonValue(toJson(*price)) : QJsonValue(QJsonValue::Undefined);
            })
        ->setAlignment(Qt::AlignRight);
    addStation(*form, link, "stationCode", say(QT_TRANSLATE_NOOP("Office", "Station")), {}, false);
    form->addNote(say(QT_TRANSLATE_NOOP("Office",
                                        "In force at once; the tills hear of it with the next "
                                        "word from the centre.")));
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Set price")));
    return form;
}

FormDialog *makeGroupForm(OfficeLink &link, QWidget *parent)
{
    FormDialog *form = makeForm(link, "goodsGroup", say(QT_TRANSLATE_NOOP("Office", "Group of articles")),
                                QStringLiteral("/api/v1/article-groups"), parent);
    form->addText(QStringLiteral("code"), say(QT_TRANSLATE_NOOP("Office", "Code")), requiredProblem);
    form->addText(QStringLiteral("nameZh"), say(QT_TRANSLATE_NOOP("Office", "Chinese name")),
                  requiredProblem);
    form->addText(QStringLiteral("nameEn"), say(QT_TRANSLATE_NOOP("Office", "English name")));
    form->addNote(
        say(QT_TRANSLATE_NOOP("Office", "Coupons and points name goods by group, for example “drinks”.")));
    return form;
}

FormDialog *makeStockForm(OfficeLink &link, StockMoveKind kind, const QJsonObject &level, QWidget *parent)
{
    const StockWords words = wordsOf(kind);
    FormDialog *form = makeForm(link, words.name, say(words.title), movePath(), parent);
    auto *article = form->addText(QStringLiteral("article"),
                                  say(QT_TRANSLATE_NOOP("Office", "Article's code")), requiredProblem);
    article->setText(level.contains(QLatin1String("article")) ? member(level, "article")
                                                              : member(level, "code"));
    const qint64 own = link.who().station.value;
    if (own == 0)
        addStation(*form, link, "stationCode", say(QT_TRANSLATE_NOOP("Office", "Station")),
                   member(level, "stationCode"));
    if (kind == StockMoveKind::TransferOut)
        addStation(*form, link, "toCode", say(QT_TRANSLATE_NOOP("Office", "To station")), {});
    addQuantity(*form, say(words.quantity), kind == StockMoveKind::Count, parent->locale());
    auto *reason = form->addText(QStringLiteral("reason"),
                                 kind == StockMoveKind::Waste ? say(QT_TRANSLATE_NOOP("Office", "Why"))
                                                              : say(QT_TRANSLATE_NOOP("Office", "Note")),
                                 kind == StockMoveKind::Waste ? requiredProblem : FormDialog::Check());
    reason->setMaxLength(200);
    form->setExtra([kind, own](QJsonObject &body) {
        const QJsonObject line{{QStringLiteral("article"), body.take(QStringLiteral("article"))},
                               {QStringLiteral("quantity"), body.take(QStringLiteral("quantity"))}};
        body.insert(QStringLiteral("lines"), QJsonArray{line});
        body.insert(QStringLiteral("kind"), QString(stockMoveName(kind)));
        if (own != 0)
            body.insert(QStringLiteral("station"), own);
    });
    form->setSubmitText(say(words.submit));
    return form;
}

FormDialog *makeTransferForm(OfficeLink &link, const QJsonObject &transfer, QWidget *parent)
{
    const QLocale locale = parent->locale();
    FormDialog *form =
        makeForm(link, "transfer", say(QT_TRANSLATE_NOOP("Office", "Goods from another station")),
                 QStringLiteral("/api/v1/stock-transfers/%1/receipt").arg(member(transfer, "id")), parent);
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Article's code")), new QLabel(member(transfer, "article")));
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Sent")),
                 new QLabel(quantityText(member(transfer, "sent").toLongLong(), locale)));
    addQuantity(*form, say(QT_TRANSLATE_NOOP("Office", "What has come")), true, locale);
    form->addNote(say(QT_TRANSLATE_NOOP("Office", "What is missing is in nobody's stock.")));
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Receive")));
    return form;
}

}
