#include "ui/widgets/campaign_coupons.h"

#include "core/domain/coupons/sealed_codes.h"
#include "ui/sentences/sentences.h"
#include "ui/widgets/campaign_forms.h"
#include "ui/widgets/coupon_forms.h"
#include "ui/widgets/csv_text.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/passphrase_dialog.h"
#include "ui/widgets/record_columns.h"
#include "ui/widgets/table_page.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSaveFile>
#include <QTableView>
#include <QVBoxLayout>

namespace youka {

namespace {

constexpr int CodesAtOnce = 1'000;

QList<RecordColumn> batchColumns(const QLocale &locale)
{
    const auto column = [](const char *id, const char *title,
                           std::function<QString(const QJsonObject &)> text) {
        RecordColumn made;
        made.id = QLatin1String(id);
        made.title = say(title);
        made.text = std::move(text);
        return made;
    };
    RecordColumn number = column("id", QT_TRANSLATE_NOOP("Office", "Batch"), [](const QJsonObject &r) {
        return QString::number(r[QLatin1String("id")].toInt());
    });
    RecordColumn kind = column("kind", QT_TRANSLATE_NOOP("Office", "Kind"), [](const QJsonObject &r) {
        return r[QLatin1String("kind")] == QLatin1String("printed")
            ? say(QT_TRANSLATE_NOOP("Office", "Printed codes"))
            : say(QT_TRANSLATE_NOOP("Office", "Given one by one"));
    });
    RecordColumn count = column("count", QT_TRANSLATE_NOOP("Office", "Pieces"), [=](const QJsonObject &r) {
        return locale.toString(r[QLatin1String("count")].toInteger());
    });
    count.isNumber = true;
    RecordColumn state = column("void", QT_TRANSLATE_NOOP("Office", "State"), [](const QJsonObject &r) {
        return r[QLatin1String("void")].toBool() ? say(QT_TRANSLATE_NOOP("Office", "Void"))
                                                 : say(QT_TRANSLATE_NOOP("Office", "Valid"));
    });
    state.tone = [](const QJsonObject &r) {
        return r[QLatin1String("void")].toBool() ? RecordColumn::Tone::Bad : RecordColumn::Tone::Good;
    };
    state.icon = [](const QJsonObject &r) {
        return r[QLatin1String("void")].toBool() ? QStringLiteral("cross") : QStringLiteral("check");
    };
    return {number,
            kind,
            count,
            state,
            column("at", QT_TRANSLATE_NOOP("Office", "Made"),
                   [=](const QJsonObject &r) { return timeText(r[QLatin1String("at")].toString(), locale); }),
            column("reason", QT_TRANSLATE_NOOP("Office", "Reason"),
                   [](const QJsonObject &r) { return r[QLatin1String("reason")].toString(); })};
}

QPushButton *button(const char *name, const QString &text, QHBoxLayout *row)
{
    auto *made = new QPushButton(text);
    made->setObjectName(QLatin1String(name));
    made->setAutoDefault(false);
    row->addWidget(made);
    return made;
}

}

/// A file that codes are being written to.
struct CampaignBatches::Saving
{
    explicit Saving(const QString &name)
        : file(name)
    {
    }
    QSaveFile file;
    std::optional<CodeSealer> sealer;
    quint16 batch = 0;
    qint64 next = 0;
    qint64 count = 0;
    QString reason;
};

CampaignBatches::CampaignBatches(OfficeLink &link, const QJsonObject &campaign, ThemeKind theme,
                                 QWidget *parent)
    : QDialog(parent)
    , m_link(link)
    , m_campaign(campaign)
    , m_note(new QLabel)
{
    setObjectName(QStringLiteral("campaignBatches"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(say(QT_TRANSLATE_NOOP("Office", "Coupons")));
    resize(960, 560);
    m_page = new TablePage(
        QStringLiteral("batches"),
        say(QT_TRANSLATE_NOOP("Office", "Coupons of %1")).arg(campaign[QLatin1String("name")].toString()),
        std::make_unique<RecordModel>(
            link, RecordSource{campaignPath(campaign, "batches"), QStringLiteral("batches"), {}, {}, false},
            batchColumns(locale())),
        {});
    m_page->applyTheme(theme);
    m_note->setObjectName(QStringLiteral("batchesNote"));
    m_note->setWordWrap(true);
    auto *foot = new QHBoxLayout;
    m_print = button("batchPrint", say(QT_TRANSLATE_NOOP("Office", "Print codes…")), foot);
    m_save = button("batchSave", say(QT_TRANSLATE_NOOP("Office", "Save codes…")), foot);
    m_void = button("batchVoid", say(QT_TRANSLATE_NOOP("Office", "Void the batch…")), foot);
    m_give = button("couponGive", say(QT_TRANSLATE_NOOP("Office", "Give to a customer…")), foot);
    foot->addWidget(m_note, 1);
    connect(button("batchesClose", say(QT_TRANSLATE_NOOP("Office", "Close")), foot), &QPushButton::clicked,
            this, &QDialog::close);
    const int grid = designTokens().grid;
    foot->setContentsMargins(2 * grid, 0, 2 * grid, grid);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, grid);
    layout->addWidget(m_page, 1);
    layout->addLayout(foot);
    connect(m_print, &QPushButton::clicked, this, &CampaignBatches::print);
    connect(m_save, &QPushButton::clicked, this, &CampaignBatches::save);
    connect(m_void, &QPushButton::clicked, this, &CampaignBatches::voidBatch);
    connect(m_give, &QPushButton::clicked, this, &CampaignBatches::give);
    connect(m_page, &TablePage::currentChanged, this, &CampaignBatches::refresh);
    connect(&link, &OfficeLink::signedOut, this, &QDialog::reject);
    m_page->reload();
    m_page->table().setFocus();
    refresh();
}

void CampaignBatches::refresh()
{
    const QJsonObject batch = m_page->current();
    const QString state = m_campaign[QLatin1String("state")].toString();
    const bool over = state == QLatin1String("ended") || state == QLatin1String("voided");
    const bool automatic = m_campaign[QLatin1String("terms")][QLatin1String("automatic")].toBool();
    const bool may = m_link.may(Permission::ManageCampaigns);
    const bool valid = !batch.isEmpty() && !batch[QLatin1String("void")].toBool();
    m_print->setEnabled(may && !over && !automatic);
    m_save->setEnabled(may && valid && !m_isSaving
                       && batch[QLatin1String("kind")] == QLatin1String("printed"));
    m_void->setEnabled(may && valid);
    m_give->setEnabled(m_link.may(Permission::GiveCoupons) && state == QLatin1String("live") && !automatic);
    if (automatic)
        m_note->setText(say(QT_TRANSLATE_NOOP("Office", "This campaign needs no coupons.")));
}

void CampaignBatches::present(FormDialog *form, const QString &done)
{
    connect(form, &FormDialog::succeeded, this, [this, done] {
        m_note->setText(done);
        m_page->reload();
    });
    form->setWindowModality(Qt::WindowModal);
    form->show();
}

void CampaignBatches::print()
{
    present(makePrintForm(m_link, m_campaign, this),
            say(QT_TRANSLATE_NOOP("Office", "The codes are made. Save them to a file for the printer.")));
}

void CampaignBatches::voidBatch()
{
    present(makeVoidBatchForm(m_link, m_page->current(), this),
            say(QT_TRANSLATE_NOOP("Office", "The batch is void.")));
}

void CampaignBatches::give()
{
    present(makeGiveForm(m_link, m_campaign, this),
            say(QT_TRANSLATE_NOOP("Office", "The customer has the coupon.")));
}

void CampaignBatches::save()
{
    auto *asking = new PassphraseDialog(this);
    connect(asking, &PassphraseDialog::given, this, &CampaignBatches::chooseFile);
    asking->setWindowModality(Qt::WindowModal);
    asking->show();
}

void CampaignBatches::chooseFile(const QString &passphrase)
{
    auto *dialog = new QFileDialog(this, say(QT_TRANSLATE_NOOP("Office", "Save codes")), QString(),
                                   say(QT_TRANSLATE_NOOP("Office", "Sealed codes (*.codes)")));
    dialog->setObjectName(QStringLiteral("codesDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("codes"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, passphrase](const QString &file) {
        // Why they were made is why they are taken out; who did it the server knows.
        saveCodes(file, m_page->current()[QLatin1String("reason")].toString(), passphrase);
    });
    dialog->open();
}

void CampaignBatches::saveCodes(const QString &file, const QString &reason, const QString &passphrase)
{
    const QJsonObject batch = m_page->current();
    auto saving = std::make_shared<Saving>(file);
    saving->batch = quint16(batch[QLatin1String("id")].toInt());
    saving->count = batch[QLatin1String("count")].toInteger();
    saving->reason = reason;
    if (!saving->file.open(QIODevice::WriteOnly)) {
        m_note->setText(sentence(ErrorCode::StoreFailed));
        return;
    }
    saving->file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    auto sealer = CodeSealer::begin(saving->file, {saving->batch, quint32(saving->count)}, passphrase);
    if (!sealer) {
        m_note->setText(sentence(sealer.error()));
        return;
    }
    saving->sealer = std::move(*sealer);
    m_isSaving = true;
    refresh();
    fetchCodes(saving);
}

void CampaignBatches::fetchCodes(const std::shared_ptr<Saving> &saving)
{
    const auto finish = [this](const QString &text) {
        m_isSaving = false;
        refresh();
        m_note->setText(text);
    };
    if (saving->next >= saving->count)
        return finish(saving->sealer->finish() && saving->file.commit() ? QCoreApplication::translate(
                          "Office", "%n code(s) written.", nullptr, int(saving->count))
                                                                        : sentence(ErrorCode::StoreFailed));
    m_note->setText(say(QT_TRANSLATE_NOOP("Office", "Writing codes: %1 of %2"))
                        .arg(locale().toString(saving->next), locale().toString(saving->count)));
    const QJsonObject question{{QStringLiteral("from"), saving->next},
                               {QStringLiteral("count"), CodesAtOnce},
                               {QStringLiteral("reason"), saving->reason}};
    m_link.post(QStringLiteral("/api/v1/coupon-batches/%1/codes").arg(saving->batch), question, {},
                [self = QPointer(this), saving, finish](const Result<QJsonObject> &reply) {
                    if (!self) // closed: the half-written file goes away with `saving`
                        return;
                    const QJsonArray codes =
                        reply ? (*reply)[QLatin1String("codes")].toArray() : QJsonArray();
                    if (codes.isEmpty())
                        return finish(sentence(reply ? Error{ErrorCode::NotFound, {}} : reply.error()));
                    for (const QJsonValueConstRef code : codes) {
                        const QStringList cells{QString::number(code[QLatin1String("serial")].toInteger()),
                                                code[QLatin1String("code")].toString(),
                                                code[QLatin1String("qr")].toString()};
                        if (const auto added = saving->sealer->add(csvLine(cells).trimmed().toUtf8()); !added)
                            return finish(sentence(added.error()));
                    }
                    saving->next += codes.size();
                    self->fetchCodes(saving);
                });
}

}
