#include "ui/widgets/segment_issues.h"

#include "ui/sentences/sentences.h"
#include "ui/widgets/campaign_forms.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/record_columns.h"
#include "ui/widgets/table_page.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace youka {

namespace {

QString cardKindText(int kind)
{
    switch (kind) {
    case 1:
        return say(QT_TRANSLATE_NOOP("Office", "magnetic stripe"));
    case 2:
        return say(QT_TRANSLATE_NOOP("Office", "contactless"));
    case 3:
        return say(QT_TRANSLATE_NOOP("Office", "chip that proves itself"));
    default:
        return say(QT_TRANSLATE_NOOP("Office", "any or none"));
    }
}

bool isDone(const QJsonObject &job) { return job[QLatin1String("done")].toBool(); }

/// "segment gold, level silver".
QString audienceText(const QJsonObject &job)
{
    QStringList parts;
    if (const QString segment = job[QLatin1String("segment")].toString(); !segment.isEmpty())
        parts << say(QT_TRANSLATE_NOOP("Office", "segment %1")).arg(segment);
    if (const QString level = job[QLatin1String("level")].toString(); !level.isEmpty())
        parts << say(QT_TRANSLATE_NOOP("Office", "level %1")).arg(level);
    if (const int kind = job[QLatin1String("cardType")].toInt(); kind > 0)
        parts << cardKindText(kind);
    return parts.isEmpty() ? say(QT_TRANSLATE_NOOP("Office", "all customers"))
                           : parts.join(say(QT_TRANSLATE_NOOP("Office", ", ")));
}

QList<RecordColumn> issueColumns(const QLocale &locale)
{
    const auto column = [](const char *id, const char *title,
                           std::function<QString(const QJsonObject &)> text) {
        RecordColumn made;
        made.id = QLatin1String(id);
        made.title = say(title);
        made.text = std::move(text);
        return made;
    };
    const auto number = [&](const char *id, const char *title) {
        RecordColumn made = column(id, title, [id, locale](const QJsonObject &r) {
            return locale.toString(r[QLatin1String(id)].toInteger());
        });
        made.isNumber = true;
        made.key = [id](const QJsonObject &r) { return r[QLatin1String(id)].toInteger(); };
        return made;
    };
    RecordColumn state = column("done", QT_TRANSLATE_NOOP("Office", "State"), [](const QJsonObject &r) {
        const qint64 all = std::max<qint64>(r[QLatin1String("customers")].toInteger(), 1);
        const qint64 seen = r[QLatin1String("given")].toInteger() + r[QLatin1String("refused")].toInteger();
        return isDone(r)
            ? say(QT_TRANSLATE_NOOP("Office", "Done"))
            : say(QT_TRANSLATE_NOOP("Office", "Under way, %1%")).arg(std::min<qint64>(99, seen * 100 / all));
    });
    state.tone = [](const QJsonObject &r) {
        return isDone(r) ? RecordColumn::Tone::Good : RecordColumn::Tone::Warn;
    };
    state.icon = [](const QJsonObject &r) {
        return isDone(r) ? QStringLiteral("check") : QStringLiteral("clock");
    };
    return {column("at", QT_TRANSLATE_NOOP("Office", "Ordered"),
                   [=](const QJsonObject &r) { return timeText(r[QLatin1String("at")].toString(), locale); }),
            column("audience", QT_TRANSLATE_NOOP("Office", "For whom"), audienceText),
            state,
            number("customers", QT_TRANSLATE_NOOP("Office", "Customers")),
            number("given", QT_TRANSLATE_NOOP("Office", "Got one")),
            number("refused", QT_TRANSLATE_NOOP("Office", "Got none")),
            column("who", QT_TRANSLATE_NOOP("Office", "Entered by"),
                   [](const QJsonObject &r) { return r[QLatin1String("who")].toString(); }),
            column("reason", QT_TRANSLATE_NOOP("Office", "Reason"),
                   [](const QJsonObject &r) { return r[QLatin1String("reason")].toString(); })};
}

QLineEdit *edit(const char *name, const QString &label, int most)
{
    auto *made = new QLineEdit;
    made->setObjectName(QLatin1String(name));
    made->setAccessibleName(label);
    made->setMaxLength(most);
    return made;
}

}

SegmentIssues::SegmentIssues(OfficeLink &link, const QJsonObject &campaign, ThemeKind theme, QWidget *parent)
    : QDialog(parent)
    , m_link(link)
    , m_campaign(campaign)
    , m_count(new QLabel)
    , m_problem(new QLabel)
    , m_give(new QPushButton(say(QT_TRANSLATE_NOOP("Office", "Give"))))
{
    setObjectName(QStringLiteral("segmentIssues"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(say(QT_TRANSLATE_NOOP("Office", "Give to a segment")));
    resize(960, 640);
    m_page = new TablePage(
        QStringLiteral("issues"), say(QT_TRANSLATE_NOOP("Office", "Given to segments so far")),
        std::make_unique<RecordModel>(
            link, RecordSource{campaignPath(campaign, "issues"), QStringLiteral("issues"), {}, {}, false},
            issueColumns(locale())),
        {});
    m_page->applyTheme(theme);
    auto *close = new QPushButton(say(QT_TRANSLATE_NOOP("Office", "Close")));
    close->setObjectName(QStringLiteral("segmentClose"));
    close->setAutoDefault(false);
    m_give->setObjectName(QStringLiteral("segmentGive"));
    m_give->setDefault(true);
    const int grid = designTokens().grid;
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(2 * grid, 0, 2 * grid, grid);
    foot->addStretch();
    foot->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, grid);
    layout->addWidget(makeForm());
    layout->addWidget(m_page, 1);
    layout->addLayout(foot);
    m_typing.setSingleShot(true);
    m_typing.setInterval(TypingMs);
    m_progress.setSingleShot(true);
    m_progress.setInterval(ProgressMs);
    for (QLineEdit *field : {m_segment, m_level})
        connect(field, &QLineEdit::textEdited, this, &SegmentIssues::edited);
    connect(m_card, &QComboBox::activated, this, &SegmentIssues::edited);
    connect(m_reason, &QLineEdit::textEdited, this, &SegmentIssues::refresh);
    connect(m_give, &QPushButton::clicked, this, &SegmentIssues::give);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(&m_typing, &QTimer::timeout, this, &SegmentIssues::count);
    connect(&m_progress, &QTimer::timeout, this, [this] { m_page->reload(); });
    connect(&m_page->model(), &RecordModel::loaded, this, [this] {
        const auto &jobs = m_page->model().records();
        if (!std::all_of(jobs.begin(), jobs.end(), isDone))
            m_progress.start(); // it goes on
    });
    connect(&link, &OfficeLink::signedOut, this, &QDialog::reject);
    m_page->reload();
    count();
}

QWidget *SegmentIssues::makeForm()
{
    auto *made = new QWidget;
    auto *form = new QFormLayout(made);
    const int grid = designTokens().grid;
    form->setContentsMargins(2 * grid, 2 * grid, 2 * grid, grid);
    form->setHorizontalSpacing(2 * grid);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *heading = new QLabel(say(QT_TRANSLATE_NOOP("Office", "Give “%1” to a segment"))
                                   .arg(m_campaign[QLatin1String("name")].toString()));
    heading->setProperty("role", QStringLiteral("title"));
    const QString segment = say(QT_TRANSLATE_NOOP("Office", "Segment"));
    const QString level = say(QT_TRANSLATE_NOOP("Office", "Level"));
    const QString card = say(QT_TRANSLATE_NOOP("Office", "Kind of card"));
    const QString reason = say(QT_TRANSLATE_NOOP("Office", "Reason"));
    m_segment = edit("segmentName", segment, 40);
    m_segment->setPlaceholderText(say(QT_TRANSLATE_NOOP("Office", "any")));
    m_level = edit("segmentLevel", level, 40);
    m_level->setPlaceholderText(say(QT_TRANSLATE_NOOP("Office", "any")));
    m_reason = edit("segmentReason", reason, 200);
    m_card = new QComboBox;
    m_card->setObjectName(QStringLiteral("segmentCard"));
    m_card->setAccessibleName(card);
    for (int kind = 0; kind <= 3; ++kind)
        m_card->addItem(cardKindText(kind), kind);
    m_count->setObjectName(QStringLiteral("segmentCount"));
    m_problem->setObjectName(QStringLiteral("segmentProblem"));
    m_problem->setProperty("role", QStringLiteral("error"));
    m_problem->setWordWrap(true);
    form->addRow(heading);
    form->addRow(segment, m_segment);
    form->addRow(level, m_level);
    form->addRow(card, m_card);
    form->addRow(reason, m_reason);
    auto *row = new QHBoxLayout;
    row->addWidget(m_count, 1);
    row->addWidget(m_give);
    form->addRow(QString(), row);
    form->addRow(m_problem);
    return made;
}

QJsonObject SegmentIssues::audience() const
{
    QJsonObject body;
    if (const QString segment = m_segment->text().trimmed(); !segment.isEmpty())
        body.insert(QStringLiteral("segment"), segment);
    if (const QString level = m_level->text().trimmed(); !level.isEmpty())
        body.insert(QStringLiteral("level"), level);
    if (const int kind = m_card->currentData().toInt(); kind > 0)
        body.insert(QStringLiteral("cardType"), kind);
    return body;
}

void SegmentIssues::edited()
{
    m_customers.reset(); // what was counted is not what would be given now
    ++m_asking;
    showCount();
    m_typing.start();
}

void SegmentIssues::count()
{
    m_link.post(QStringLiteral("/api/v1/issue-counts"), audience(), {},
                [self = QPointer(this), mine = ++m_asking](const Result<QJsonObject> &reply) {
                    if (!self || mine != self->m_asking)
                        return;
                    if (reply)
                        self->m_customers = (*reply)[QLatin1String("customers")].toInteger();
                    self->m_problem->setText(reply ? QString() : sentence(reply.error()));
                    self->showCount();
                });
}

void SegmentIssues::showCount()
{
    m_count->setText(m_customers ? QCoreApplication::translate("Office", "%n customer(s) would get one.",
                                                               nullptr, int(*m_customers))
                                 : say(QT_TRANSLATE_NOOP("Office", "Counting…")));
    refresh();
}

void SegmentIssues::refresh()
{
    m_give->setEnabled(!m_waiting && m_link.may(Permission::ManageCampaigns) && m_customers.value_or(0) > 0
                       && !m_reason->text().trimmed().isEmpty());
}

void SegmentIssues::give()
{
    if (m_waiting || !m_give->isEnabled())
        return;
    QJsonObject content = audience();
    content.insert(QStringLiteral("reason"), m_reason->text().trimmed());
    if (content != m_sent || m_operation.isNull())
        m_operation = m_link.newOperation(); // pressed again after a lost answer it is the same job
    m_sent = content;
    m_waiting = true;
    refresh();
    m_link.post(campaignPath(m_campaign, "issues"), content, m_operation,
                [self = QPointer(this)](const Result<QJsonObject> &reply) {
                    if (!self)
                        return;
                    self->m_waiting = false;
                    self->m_problem->setText(reply ? QString() : sentence(reply.error()));
                    if (reply)
                        self->m_page->reload();
                    self->refresh();
                });
}

}
